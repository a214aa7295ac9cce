import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { EXAMPLE } from '../../end-to-end/installation.ts';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { type ReverseProxy, reverseProxy } from './reverse-proxy.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';
import { WatchedPage } from './watched-page.ts';

jest.setTimeout(300_000);

const PREFIX = '/tools/dossier';

describeInBrowser('an instance that a reverse proxy shows below a path', () => {
  let lab: BrowserLab;
  let proxy: ReverseProxy;
  beforeAll(async () => {
    proxy = await reverseProxy(() => lab.instance.url, { prefix: PREFIX, strips: false, holdsUploads: false });
    const settings = { DOSSIER_BASE_PATH: PREFIX, DOSSIER_ALLOWED_HOSTS: new URL(proxy.origin).host };
    lab = await BrowserLab.start({ settings });
  });
  afterAll(async () => {
    await lab?.end();
    await proxy?.close();
  });

  test.each([
    ['leaves the path', false],
    ['takes the path away', true],
  ])('is opened, followed, reloaded deep within and left by a browser, whose proxy %s', async (_, strips) => {
    proxy.rules.strips = strips;
    const id = strips ? 'stripped' : 'whole';
    const watched = await WatchedPage.open(lab.browser, proxy.origin);
    const { page } = watched;
    const at = (path: string): string => `${proxy.origin}${PREFIX}${path}`;
    const opening = await lab.client.newOpening();
    expect(opening).toMatch(new RegExp(`^${PREFIX}/open/`));
    await page.goto(new URL(opening, proxy.origin).href);
    await page.waitForURL(at('/jobs'));
    await page.getByRole('banner').getByText('Live').waitFor();
    const [cookie] = await watched.context.cookies();
    expect(cookie).toMatchObject({ path: `${PREFIX}/`, httpOnly: true });

    await lab.startJob(id, ROOF, { question: `${ROOF_QUESTION} (${id})`, gates: ['approve'] });
    await lab.until(id, 'waiting');
    await page.reload();
    const row = page.getByRole('row', { name: new RegExp(id) });
    await row.getByText('Waiting for a person').waitFor();
    await page.getByRole('banner').getByText('Live').waitFor();
    // What happens comes by itself: to the list, and to the page of the job.
    await lab.client.message(id, 'pause', { running: 'finish' });
    await row.getByText('Paused').waitFor();
    await row.getByRole('link').first().click();
    await page.waitForURL((url) => url.pathname === `${PREFIX}/jobs/${id}`);
    await page.getByRole('button', { name: 'Resume' }).click();
    const gate = page.getByRole('region', { name: 'Do you approve this draft?' });
    await gate.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('The report is finished.').first().waitFor();
    // What is saved is the record's, should the worker not answer in time.
    await lab.until(id, 'done');

    await page.goto(at(`/jobs/${id}?tab=report`));
    await page.getByRole('article').getByText('The roof holds 12 panels.').waitFor();
    await page.reload();
    await page.getByRole('article').getByText('The roof holds 12 panels.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Markdown' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${id}.md`);
    // The root leads to the jobs; who signs out comes back in by the token.
    await page.goto(at('/'));
    await page.waitForURL(at('/jobs'));
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.waitForURL(at('/settings'));
    watched.expectWrong(/status of 401/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    const token = page.getByRole('textbox', { name: 'Or paste the token of the instance' });
    await token.fill(lab.instance.token);
    await token.press('Enter');
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Open Dossier' }).waitFor();
    expect(new URL(page.url()).pathname.startsWith(`${PREFIX}/`)).toBe(true);
    await watched.close();
    expect(proxy.strays).toEqual([]);
  });

  test('takes in a document and draws its page, whose proxy takes the path away', async () => {
    proxy.rules.strips = true;
    const watched = await WatchedPage.open(lab.browser, proxy.origin);
    const { page } = watched;
    await page.goto(new URL(await lab.client.newOpening(), proxy.origin).href);
    await page.getByRole('banner').getByRole('link', { name: 'New report' }).click();
    await page.getByRole('textbox', { name: 'Question' }).fill('How long does the vendor keep prompts?');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose files' }).click(),
    ]);
    await chooser.setFiles(join(EXAMPLE, 'data-protection-review.pdf'));
    await page.getByText(/^\d+ pages?, \d+ words/).waitFor();
    await page.getByRole('radio', { name: 'Low' }).check();
    await page.getByRole('button', { name: 'Start the report' }).click();
    await page.getByText('The report is finished.').first().waitFor();
    await page.getByRole('tab', { name: 'Report' }).click();
    await page
      .getByRole('article')
      .getByRole('button', { name: /data-protection-review.pdf/ })
      .first()
      .click();
    await page.locator('.source-panel .pdf-mark').first().waitFor();
    await watched.close();
    expect(proxy.strays).toEqual([]);
  });
});
