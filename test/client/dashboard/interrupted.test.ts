import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../end-to-end/eventually.ts';
import { BrowserLab } from './browser-lab.ts';
import { chooseStep } from './choose-step.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { reverseProxy } from './reverse-proxy.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';
import type { WatchedPage } from './watched-page.ts';

jest.setTimeout(300_000);

const ASKED = 'Do you approve this draft?';
const gate = (page: Page) => page.getByRole('region', { name: ASKED });
const live = (page: Page) => page.getByRole('banner').getByText('Live').waitFor();
const lost = (page: Page) => page.getByRole('banner').getByText('Reconnecting').waitFor();

/** A page that may see its server gone. */
function expecting(watched: WatchedPage): WatchedPage {
  watched.expectWrong(/Failed to load resource/, /ERR_(CONNECTION|EMPTY_RESPONSE|INCOMPLETE|NETWORK)/);
  return watched;
}

describeInBrowser('a person who is interrupted', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
  });
  afterAll(() => lab?.end());

  const open = async (path: string): Promise<WatchedPage> => expecting(await lab.open(path));
  /** A page behind a proxy, which keeps the instance away for as long as the test wants: a server is back sooner than a slow page says that it was gone. */
  const openBehindProxy = async (path: string, holdsUploads = false) => {
    const rules = { prefix: '', strips: false, holdsUploads, isCut: false };
    const proxy = await reverseProxy(() => lab.instance.url, rules);
    const watched = expecting(await lab.open(path, {}, proxy.origin));
    const loseServer = async (): Promise<void> => {
      rules.isCut = true;
      await lab.installation.kill('api');
      await lost(watched.page);
    };
    return { rules, proxy, watched, loseServer };
  };

  test('sends again the document that was on its way, and starts', async () => {
    const { rules, proxy, watched, loseServer } = await openBehindProxy('/jobs', true);
    const { page } = watched;
    await page.getByRole('banner').getByRole('link', { name: 'New report' }).click();
    await live(page);
    await page.getByRole('textbox', { name: 'Question' }).fill(ROOF_QUESTION);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose files' }).click(),
    ]);
    await chooser.setFiles({ name: 'roof.md', mimeType: '', buffer: Buffer.from(ROOF['roof.md'] ?? '') });
    await eventually('the upload to be on its way', () => proxy.held() || undefined);
    await page.getByText(/^Sending/).waitFor();
    await loseServer();
    await page.getByText('The document could not be sent.').waitFor();
    // Without it there is nothing to rest on, and the button says so.
    await page.getByRole('button', { name: 'Start the report' }).click();
    await page.getByRole('alert').getByText('Add at least one document').waitFor();

    Object.assign(rules, { holdsUploads: false, isCut: false });
    await live(page);
    await page.getByRole('button', { name: 'Send roof.md again' }).click();
    await page.getByText(/^\d+ words/).waitFor();
    await comesTo(ROOF_QUESTION, () => page.getByRole('textbox', { name: 'Question' }).inputValue());
    await page.getByRole('button', { name: 'Start the report' }).click();
    await gate(page).waitFor();
    await watched.close();
    await proxy.close();
  });

  test('goes on writing meanwhile, and sends all of it when it is back', async () => {
    await lab.startJob('edited', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
    await lab.until('edited', 'waiting');
    const { rules, proxy, watched, loseServer } = await openBehindProxy('/jobs/edited');
    const { page } = watched;
    await gate(page).getByRole('button', { name: 'Edit and approve' }).click();
    const text = page.getByRole('textbox', { name: 'The draft as Markdown' });
    await text.press('Control+End');
    await page.keyboard.type('\n\nBefore it was lost.\n');
    await live(page);
    await loseServer();
    await page.keyboard.type('\nWhile it was lost.\n');
    rules.isCut = false;
    await live(page);
    // The editor stands as it was left, with the focus in it.
    await page.keyboard.type('\nAfter it was back.\n');
    await page.getByRole('button', { name: 'Approve the edited version' }).click();
    await lab.until('edited', 'done');
    const written = await (await lab.client.exportJob('edited', 'md')).text();
    for (const line of ['Before it was lost.', 'While it was lost.', 'After it was back.'])
      expect(written).toContain(line);
    await watched.close();
    await proxy.close();
  });

  test('finds a comment as it was written, and is told what was taken where the answer was lost', async () => {
    await lab.startJob('commented', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
    await lab.until('commented', 'waiting');
    const watched = await open('/jobs/commented');
    const { page } = watched;
    const comment = gate(page).getByRole('textbox', { name: 'Comment' });
    await comment.fill('Name the cost first.');
    await page.reload();
    await comesTo('Name the cost first.', () => comment.inputValue());
    // It does not arrive: it is no decision, and nothing that was written is lost.
    await page.route('**/messages/decide', (route) => route.abort('connectionreset'));
    await gate(page).getByRole('button', { name: 'Request changes', exact: true }).click();
    await gate(page).getByText('The decision was not taken').waitFor();
    expect(await comment.inputValue()).toBe('Name the cost first.');
    await page.unroute('**/messages/decide');
    // It arrives, and its answer does not.
    await page.route('**/messages/decide', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await gate(page).getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('The answer to your decision was lost on its way').waitFor();
    await page
      .getByText(/approved round 1/)
      .first()
      .waitFor();
    const { decisions } = await lab.until('commented', 'done');
    expect(decisions.map(({ decision, comment: said }) => [decision, said])).toEqual([
      ['approve', 'Name the cost first.'],
    ]);
    await watched.close();
  });

  test('sees who decided while an edit was open, and still has what was edited', async () => {
    await lab.startJob('overtaken', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
    await lab.until('overtaken', 'waiting');
    const [ana, ben] = await Promise.all([lab.open('/jobs/overtaken'), lab.open('/jobs/overtaken')]);
    await gate(ben.page).getByRole('button', { name: 'Edit and approve' }).click();
    await ben.page.getByRole('textbox', { name: 'The draft as Markdown' }).press('Control+End');
    await ben.page.keyboard.type('\n\nNobody has sent this line.\n');
    await gate(ana.page).getByRole('button', { name: 'Approve', exact: true }).click();
    await ben.page.getByText(/^The local administrator approved round 1/).waitFor();
    await ben.page
      .getByRole('region', { name: 'What you had edited' })
      .getByText('Nobody has sent this line.')
      .waitFor();
    await lab.until('overtaken', 'done');
    await Promise.all([ana.close(), ben.close()]);
  });

  test('still has what was written for a fork when the step it begins from was done again meanwhile', async () => {
    await lab.startJob('forked', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
    await lab.until('forked', 'waiting');
    const [ana, ben] = await Promise.all([lab.open('/jobs/forked'), lab.open('/jobs/forked')]);
    await (await chooseStep(ben.page, 'Draft')).getByRole('button', { name: 'Fork from here' }).click();
    const dialog = ben.page.getByRole('dialog', { name: 'Fork from “Draft”' });
    await dialog.getByText('What to do differently').first().click();
    const words = dialog.getByRole('textbox', { name: 'What to do differently' });
    await words.fill('Name the roof first.');

    await gate(ana.page).getByRole('textbox', { name: 'Comment' }).fill('Name the cost first.');
    await gate(ana.page).getByRole('button', { name: 'Request changes', exact: true }).click();
    await lab.until('forked', 'waiting', ({ gates }) => gates[0]?.round === 2);
    for (const { page } of [ana, ben]) await gate(page).getByText(', round 2').waitFor();
    expect(await words.inputValue()).toBe('Name the roof first.');
    await dialog.getByRole('button', { name: 'Begin the new job' }).click();
    await ben.page.waitForURL(/\/jobs\/(?!forked)/);
    const { branches } = await lab.until(new URL(ben.page.url()).pathname.split('/').at(-1) ?? '', 'waiting');
    expect(branches).toMatchObject([{ step: 'draft' }]);
    await Promise.all([ana.close(), ben.close()]);
  });
});
