import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });
const steps = (page: Page) => page.getByRole('list', { name: 'Steps', exact: true });
const attempts = (page: Page) => page.getByRole('list', { name: 'Attempts', exact: true }).getByRole('listitem');

describeInBrowser('a person who looks at how a job goes', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start({ settings: { DOSSIER_TEMPORAL_UI_URL: 'http://127.0.0.1:9/temporal' } });
  });
  afterAll(() => lab?.end());

  test('sees each attempt, what waited and what is to come, and looks closer; the address keeps it', async () => {
    lab.provider.arm('looks', 'plan', DENIED);
    await lab.startJob('looks', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
    await lab.until('looks', 'needs_attention');
    const watched = await lab.open('/jobs/looks?tab=progress');
    const { page } = watched;
    await attempts(page)
      .getByText(/Failed/)
      .waitFor();
    // What has not begun is drawn too.
    await comesTo(5, () => steps(page).locator('.bar-queued').count());
    const temporal = page.getByRole('link', { name: /^Open in Temporal UI/ });
    expect(await temporal.getAttribute('href')).toBe('http://127.0.0.1:9/temporal/namespaces/default/workflows/looks');

    lab.provider.lift('looks', 'plan');
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await page.getByRole('region', { name: 'What needs attention' }).getByText('Kept', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Retry now' }).click();
    await lab.until('looks', 'waiting');
    await steps(page).getByRole('button', { name: /^Plan/ }).click();
    await attempts(page).nth(1).getByText(/Done/).waitFor();
    await comesTo(2, () => attempts(page).count());
    await steps(page)
      .getByRole('button', { name: /^Approve/ })
      .getByText(/waited .* for a person/)
      .waitFor();

    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForURL(/zoom=1/);
    await page.reload();
    await page.getByRole('button', { name: 'Whole job' }).click();
    await page.waitForURL((url) => !url.search.includes('zoom'));
    await watched.close();
  });

  test('sees what an item was given, asked, used and gave', async () => {
    await lab.startJob('closer', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
    await lab.until('closer', 'waiting');
    const watched = await lab.open('/jobs/closer?tab=progress');
    const { page } = watched;
    await steps(page)
      .getByRole('button', { name: /^How many panels/ })
      .click();
    const item = page.getByRole('region', { name: /^How many panels/ });
    await item.getByText('Input', { exact: true }).click();
    await item.getByText('What it is asked').waitFor();
    await item.getByText(/^\d+ model calls?$/).click();
    await item
      .getByRole('link', { name: /turn 1/ })
      .first()
      .waitFor();
    await item.getByText('Tools it used').click();
    await item
      .getByRole('region', { name: /^What \w+ gave/ })
      .first()
      .waitFor();
    await item.getByText('Output', { exact: true }).click();
    await item.getByRole('region', { name: 'Output' }).getByText('12 panels').waitFor();
    await watched.close();
  });
});
