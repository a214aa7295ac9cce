import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError, answersWith } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { chooseStep } from './choose-step.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });
const DECLINED = answersWith({ content: 'I' }, 'content_filter');
/** A model with a price. */
const PRICED = 'gpt-4o-mini';
const attention = (page: Page) => page.getByRole('region', { name: 'What needs attention' });
const button = (page: Page, name: string | RegExp) => attention(page).getByRole('button', { name });
const finished = (page: Page) => page.getByText('The report is finished.').first().waitFor();

async function openWay(page: Page, name: string): Promise<void> {
  const way = button(page, new RegExp(`^${name}`)).first();
  await way.waitFor();
  if ((await way.getAttribute('aria-expanded')) === 'false') await way.click();
}

describeInBrowser('a person who chooses among the ways on', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
    lab.provider.arm('supplied', 'plan', DENIED);
    lab.provider.arm('declined', 'plan', DECLINED);
    lab.provider.arm('aborted', 'plan', DENIED);
    lab.provider.arm('alike', 'research_notes', DENIED);
    const budget = { limitMicroUsd: 1, policy: 'pause' as const };
    await Promise.all([
      start('supplied'),
      start('declined'),
      start('aborted'),
      start('alike', { question: `${ROOF_QUESTION} What do the panels weigh?` }),
      start('limited', { model: PRICED, budget }),
    ]);
    await Promise.all([
      ...['supplied', 'declined', 'aborted', 'limited'].map((id) => lab.until(id, 'needs_attention')),
      lab.until('alike', 'needs_attention', (view) => view.attention.length === 3),
    ]);
  });
  afterAll(() => lab?.end());

  const start = (id: string, request: object = {}) =>
    lab.startJob(id, ROOF, { question: ROOF_QUESTION, gates: [], ...request });

  test('supplies the result: what is wrong with it is named, and nothing that was written is lost', async () => {
    const watched = await lab.open('/jobs/supplied');
    watched.expectWrong(/status of 422/);
    const { page } = watched;
    await openWay(page, 'Supply the result');
    const result = attention(page).getByRole('textbox', { name: 'The result' });
    const take = button(page, 'Take this as the result');
    await attention(page).getByRole('radio', { name: 'JSON' }).check();
    await result.fill('{ "title": "Roof", ');
    await take.click();
    await attention(page).getByText('This is not valid JSON').waitFor();
    const plan = { title: 'Roof', outline: [], successCriteria: [], wouldChangeTheAnswer: [] };
    const wrong = JSON.stringify({ ...plan, subQuestions: [{ id: 'q1', question: 7, why: '' }] });
    await result.fill(wrong);
    await take.click();
    await attention(page)
      .locator('.field-error')
      .getByText(/subQuestions\.0\.question/)
      .waitFor();
    await page.reload();
    await openWay(page, 'Supply the result');
    await comesTo(wrong, () => result.inputValue());
    await attention(page).getByRole('radio', { name: 'Questions' }).check();
    await result.fill('How many panels does the roof hold?\nWhat do the panels weigh?');
    await take.click();
    await finished(page);
    const { steps } = await lab.until('supplied', 'done');
    expect(steps.flatMap(({ items }) => items).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['How many panels does the roof hold?', 'What do the panels weigh?']),
    );
    await watched.close();
  });

  test('edits the input, and it is tried again with that', async () => {
    const watched = await lab.open('/jobs/declined');
    const { page } = watched;
    await openWay(page, 'Edit input and retry');
    await button(page, 'Change it and retry').click();
    await attention(page).getByText('Nothing is changed yet.').waitFor();
    await attention(page).getByRole('textbox', { name: 'Question of the job' }).fill('What does the roof cost?');
    lab.provider.lift('declined', 'plan');
    await button(page, 'Change it and retry').click();
    await finished(page);
    await page.getByRole('heading', { level: 1, name: /cost/ }).waitFor();
    expect((await lab.until('declined', 'done')).question).toBe('What does the roof cost?');
    await watched.close();
  });

  test('ends the job without a report, and may take it up again', async () => {
    const watched = await lab.open('/jobs/aborted');
    const { page } = watched;
    await openWay(page, 'Abort the job');
    await attention(page).getByLabel('Why (optional)').fill('The key is gone for good.');
    await button(page, 'End the job without a report').click();
    await page.getByRole('heading', { name: 'This job ended without a report' }).waitFor();
    await comesTo(0, () => attention(page).count());
    await lab.until('aborted', 'aborted');
    await page.getByRole('tab', { name: 'Audit' }).click();
    await page.getByText('The key is gone for good.').first().waitFor();
    lab.provider.lift('aborted', 'plan');
    await page.getByRole('button', { name: /^Go on from/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Go back and go on from here' }).click();
    await finished(page);
    await watched.close();
  });

  test('retries all that failed alike in one go, and skips them in one go', async () => {
    const watched = await lab.open('/jobs/alike');
    const { page } = watched;
    await openWay(page, 'Retry');
    // The provider still refuses: they come back.
    await button(page, 'Retry all 3 that failed alike').click();
    await page.getByText('It is tried again, in 3 places.').waitFor();
    await lab.until(
      'alike',
      'needs_attention',
      ({ attention: parked }) => parked.length === 3 && parked.every(({ attempt }) => attempt > 1),
    );
    // Whatever the page has heard of it one by one, it now shows all three.
    await page.reload();
    await attention(page).getByText('attempt 2').first().waitFor();
    await openWay(page, 'Skip');
    await attention(page).getByLabel('Why (optional)').fill('Nobody knows.');
    await button(page, 'Skip all 3 that failed alike').click();
    await page.getByText('It was skipped, in 3 places.').waitFor();
    await finished(page);
    const { steps } = await lab.until('alike', 'done');
    expect(steps.flatMap(({ items }) => items).filter(({ skipped }) => skipped)).toHaveLength(3);
    await watched.close();
  });

  test('raises the limit that the job reached, and it goes on by itself', async () => {
    const watched = await lab.open('/jobs/limited');
    const { page } = watched;
    const { totals } = await lab.until('limited', 'needs_attention');
    expect(totals.costMicroUsd).toBeGreaterThan(1);
    await attention(page)
      .getByText(/^The job has spent .* of its limit/)
      .waitFor();
    const limit = attention(page).getByRole('textbox', { name: 'New limit in dollars' });
    await limit.fill('much');
    await button(page, 'Raise the limit and go on').click();
    await attention(page).getByText('Write an amount in dollars').waitFor();
    await limit.fill('0.000001');
    await limit.press('Enter');
    await attention(page)
      .getByText(/^It must be more than/)
      .waitFor();
    await comesTo('0.000001', () => limit.inputValue());
    await limit.fill('5');
    await limit.press('Enter');
    await finished(page);
    await page.getByText('of $5').first().waitFor();
    await watched.close();
  });

  test('compares the branches of a job with each other, and goes from one to the other', async () => {
    await start('roof');
    await lab.until('roof', 'done');
    const watched = await lab.open('/jobs/roof?tab=progress');
    const { page } = watched;
    const dialog = page.getByRole('dialog');
    const branch = async (name: string, question: string, go: string): Promise<void> => {
      await (await chooseStep(page, 'Plan')).getByRole('button', { name }).click();
      await dialog.getByText('The question', { exact: true }).first().click();
      await dialog.getByRole('textbox', { name: 'The question' }).fill(question);
      await dialog.getByRole('button', { name: go }).click();
    };
    await branch('Go back to here', 'How many panels does the roof hold?', 'Go back and go on from here');
    await lab.until('roof', 'done', ({ generation }) => generation === 1);
    await page.getByRole('button', { name: 'Compare with generation 0' }).click();
    await dialog
      .getByRole('region', { name: /^Before/ })
      .getByText('roof, generation 0')
      .waitFor();
    await dialog.getByRole('region', { name: /^Now/ }).getByText('roof, generation 1').waitFor();
    const difference = (kind: string, text: string) =>
      dialog.getByRole('listitem').filter({ hasText: kind }).filter({ hasText: text }).first().waitFor();
    await difference('Removed', 'The roof costs 9000 dollars.');
    await page.keyboard.press('Escape');

    await branch('Fork from here', 'What do the panels weigh?', 'Begin the new job');
    await page.waitForURL(/\/jobs\/(?!roof)/);
    const fork = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await lab.until(fork, 'done');
    await page.goto(new URL(`/jobs/${fork}?tab=progress`, lab.instance.url).href);
    await page.getByRole('button', { name: 'Compare with roof' }).click();
    await dialog
      .getByRole('region', { name: /^The other job/ })
      .getByText('roof, generation 1')
      .waitFor();
    await difference('Only in the other', 'The roof holds 12 panels.');
    await difference('Only here', 'The panels weigh 20 kg each.');
    await page.keyboard.press('Escape');
    const branches = page.getByRole('region', { name: 'Branches' });
    await branches.getByRole('link', { name: 'roof', exact: true }).click();
    await page.waitForURL(/\/jobs\/roof/);
    // The address is there first, and then the page of that job.
    await page.getByRole('heading', { level: 1, name: /How many panels/ }).waitFor();
    await page.getByRole('tab', { name: 'Progress' }).click();
    await branches.getByRole('link', { name: fork, exact: true }).click();
    await page.waitForURL(new RegExp(`/jobs/${fork}`));
    await watched.close();
  });
});
