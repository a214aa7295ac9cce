import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';

jest.setTimeout(300_000);

/** What a first load may weigh of scripts and styles, compressed. */
const MOST_BYTES = 150_000;
/** Their bytes as they came over the wire. */
const LOADED = `performance.getEntriesByType('resource').filter(({ name }) => /\\.(m?js|css)$/.test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

describeInBrowser('a browser that comes to an empty installation', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start({ faults: false });
  });
  afterAll(() => lab?.end());

  test('is let in once by the address that was printed, and told what to do by the same address afterwards', async () => {
    const first = await lab.openSignedOut();
    await first.page.goto(lab.printed);
    await first.page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    await first.page.waitForURL(({ pathname }) => pathname === '/jobs');
    // Opened again from the terminal's line by the one who was let in: still in.
    await first.page.goto(lab.printed);
    await first.page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    await first.close();

    const second = await lab.openSignedOut();
    second.expectWrong(/status of 401/);
    await second.page.goto(lab.printed);
    await second.page.getByRole('heading', { level: 1, name: 'Open Dossier' }).waitFor();
    await second.page.getByText('npx --no-install dossier open').waitFor();
    const token = second.page.getByRole('textbox', { name: 'Or paste the token of the instance' });
    await token.fill('not the token');
    await second.page.getByRole('button', { name: 'Sign in' }).click();
    await second.page.getByText('This is not the token of this instance.').waitFor();
    await token.fill(lab.instance.token);
    await token.press('Enter');
    await second.page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    await second.close();
  });

  test('loads little before the list can be used', async () => {
    const watched = await lab.open();
    const { page } = watched;
    await page.getByText('No jobs yet').waitFor();
    const bytes = Number(await page.evaluate(LOADED));
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(MOST_BYTES);
    await watched.close();
  });
});
