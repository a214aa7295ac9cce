import { afterAll, beforeAll, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersWith } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { documentsOfAllKinds, KINDS_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const chip = (page: Page, source: string) =>
  page.getByRole('article').getByRole('button', { name: new RegExp(source) });
const panel = (page: Page) => page.getByRole('complementary', { name: /^Source of evidence/ });
const focusedName = (page: Page) => page.evaluate("document.activeElement.getAttribute('aria-label')");

describeInBrowser('a person who reads a report', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
    await lab.startJob('kinds', documentsOfAllKinds(), { question: KINDS_QUESTION, gates: [] });
    // The offline model never quotes a cell: this answer is that of another.
    const place = { passageId: 's1-p2', quote: 'The harbour office reviews the lease every two years.', queryId: null };
    const statements = [{ text: place.quote, evidence: [place] }];
    const notes = { status: 'answered', statements, conflicts: [], gaps: [] };
    lab.provider.arm('cell', 'research_notes', answersWith({ content: JSON.stringify(notes) }));
    const { 'rules.xlsx': rules = '' } = documentsOfAllKinds();
    await lab.startJob('cell', { 'rules.xlsx': rules }, { question: 'How often is the lease reviewed?', gates: [] });
    await Promise.all([lab.until('kinds', 'done'), lab.until('cell', 'done')]);
  });
  afterAll(() => lab?.end());

  test('follows each mark to its words: a page, a cell, a line and a computation', async () => {
    const watched = await lab.open('/jobs/kinds');
    const { page } = watched;

    await chip(page, 'data-protection-review.pdf, page 1').click();
    await panel(page)
      .getByRole('img', { name: /^Page 1 as it looks/ })
      .waitFor();
    await panel(page).locator('.pdf-mark').first().waitFor();
    await page.waitForURL(({ searchParams }) => searchParams.get('evidence') !== null);
    await panel(page).getByRole('button', { name: 'Close the source' }).click();

    await chip(page, 'harbour.txt').click();
    await panel(page).locator('mark').getByText('The shipyard Lund repairs the north pier.').waitFor();

    await chip(page, 'usage.csv').first().click();
    await panel(page)
      .getByText(/^\s*select/i)
      .waitFor();
    await panel(page).getByRole('cell', { name: '62200000' }).waitFor();
    // The place is in the address: a reload, or somebody who is sent it, sees the same.
    await page.reload();
    await panel(page).getByRole('cell', { name: '62200000' }).waitFor();

    await page.goto(new URL('/jobs/cell?tab=report', lab.instance.url).href);
    await chip(page, 'rules.xlsx').first().click();
    await panel(page).getByRole('row', { name: /^3/ }).locator('mark').getByText('every two years').waitFor();
    await watched.close();
  });

  test('does so by keyboard, and Esc leads back to the very mark', async () => {
    const watched = await lab.open('/jobs/kinds?tab=report');
    const { page } = watched;
    // The same evidence stands behind several rows: back is to the one that was left.
    const second = chip(page, 'usage.csv').nth(1);
    await second.focus();
    await page.getByRole('tooltip').waitFor();
    await page.keyboard.press('Enter');
    await leaveSource(page);
    await comesTo(true, () => second.evaluate((one) => one === one.ownerDocument.activeElement));
    await watched.close();
  });

  test('sees what was read beside it, and every call, step and cost of the job', async () => {
    const watched = await lab.open('/jobs/kinds?tab=sources');
    const { page } = watched;
    await page.getByRole('heading', { name: /^Cited 3/ }).waitFor();
    await page
      .getByRole('button', { name: /^Open evidence/ })
      .first()
      .click();
    await leaveSource(page);
    await page.getByRole('tab', { name: 'Model calls' }).click();
    const { calls } = await lab.client.calls('kinds');
    await page.getByRole('status').getByText(`${calls.length} calls`).waitFor();
    await page.getByRole('link', { name: /^Draft/ }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('heading', { name: /^Draft, round 1/ }).waitFor();
    await page.getByRole('button', { name: 'Raw events' }).click();
    await page.getByText(/^\d+ events of 1 run/).waitFor();
    await page.getByRole('tab', { name: 'Audit' }).click();
    await page.getByRole('link', { name: 'Costs' }).click();
    await page.getByRole('heading', { level: 1, name: 'Costs' }).waitFor();
    await comesTo('Costs', () => focusedText(page));
    await watched.close();
  });

  test('finds a job by its words, narrows the list, and finds the same list by its address', async () => {
    const watched = await lab.open();
    const { page } = watched;
    await page.getByRole('link', { name: /prompts/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('harbour office');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Remove the search “harbour office”' }).waitFor();
    await page.getByRole('row').nth(1).waitFor();
    await comesTo(2, () => page.getByRole('row').count());
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('check');
    await page.getByText('No job matches these filters').waitFor();
    await page.reload();
    await page.getByText('No job matches these filters').waitFor();
    await page.getByRole('link', { name: 'Clear filters' }).first().click();
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('j');
    await comesTo(true, () => page.evaluate("document.activeElement.matches('[data-list-item]')"));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/jobs\/(kinds|cell)/);
    await page.goto(new URL('/jobs/nobody', lab.instance.url).href);
    watched.expectWrong(/status of 404/);
    await page.getByText('There is no job nobody').waitFor();
    await page.goto(new URL('/no/such/place', lab.instance.url).href);
    await page.getByText('There is no page at this address').waitFor();
    await watched.close();
  });
});

/** Leaves an opened source by its key, which it hears once it has the focus. */
async function leaveSource(page: Page): Promise<void> {
  await panel(page).waitFor();
  await comesTo(true, async () => /^Source of evidence/.test(String(await focusedName(page))));
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
}

const focusedText = (page: Page) => page.evaluate('document.activeElement.textContent');
