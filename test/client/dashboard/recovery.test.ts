import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError, answersWith } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { chooseStep } from './choose-step.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { reverseProxy } from './reverse-proxy.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });
const DECLINED = answersWith({ content: 'I' }, 'content_filter');
const attention = (page: Page) => page.getByRole('region', { name: 'What needs attention' });
const way = (page: Page, name: string) => attention(page).getByRole('button', { name: new RegExp(`^${name}`) });

describeInBrowser('a person who repairs in the browser', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
  });
  afterAll(() => lab?.end());

  const start = (id: string, gates: 'approve'[] = []) =>
    lab.startJob(id, ROOF, { question: `${ROOF_QUESTION} What do the panels weigh?`, gates });

  test('retries by keyboard alone, asks another model, skips, changes what is asked', async () => {
    lab.provider.arm('parks', 'plan', DENIED);
    await start('parks');
    await lab.until('parks', 'needs_attention');
    const watched = await lab.open('/jobs/parks');
    const { page } = watched;
    const retry = attention(page).getByRole('button', { name: 'Retry now' });
    await way(page, 'Retry').first().waitFor();
    if (!(await retry.isVisible())) await way(page, 'Retry').first().press('Enter');
    lab.provider.arm('parks', 'research_notes', DECLINED);
    lab.provider.lift('parks', 'plan');
    await retry.focus();
    await page.keyboard.press('Enter');
    await page.getByText('It is tried again.').waitFor();

    await lab.until('parks', 'needs_attention', (view) => view.attention.length === 3);
    // Each item its own way on; what failed alike is told once.
    await attention(page).getByText('2 other parts failed for the same reason').waitFor();
    const openWay = async (name: string): Promise<void> => {
      if ((await way(page, name).getAttribute('aria-expanded')) === 'false') await way(page, name).click();
    };
    await openWay('Retry with another model');
    await attention(page).getByLabel('Model to ask instead').fill('other');
    await attention(page).getByRole('button', { name: 'Only this one' }).click();
    await page.getByText('The other model is asked.').waitFor();
    await lab.until('parks', 'needs_attention', (view) => view.attention.length === 2);
    // The page too has heard of it: what stands first now is another item, with its ways folded anew.
    await attention(page).getByText('1 other part failed for the same reason').waitFor();
    await openWay('Skip');
    await attention(page).getByLabel('Why (optional)').fill('Not needed.');
    await attention(page)
      .getByRole('button', { name: /^(Only this one|Skip it)$/ })
      .click();
    await page.getByText('It was skipped.').waitFor();
    lab.provider.lift('parks', 'research_notes');
    await lab.until('parks', 'needs_attention', (view) => view.attention.length === 1);
    // What is written for an item that is gone from the page goes with it.
    await comesTo(0, () => attention(page).getByText('failed for the same reason').count());
    await openWay('Edit input and retry');
    await attention(page).getByLabel('What this part is asked').fill('What does one panel weigh?');
    await attention(page).getByRole('button', { name: 'Change it and retry' }).click();
    const done = await lab.until('parks', 'done');
    expect(done.steps.flatMap(({ items }) => items).filter(({ skipped }) => skipped)).toHaveLength(1);
    expect(lab.provider.arrivals.filter(({ model }) => model === 'other')).not.toEqual([]);
    await page.getByText('The report is finished.').first().waitFor();
    await watched.close();
  });

  test('goes back with a word, forks from a step, and compares', async () => {
    await start('roof', ['approve']);
    await lab.until('roof', 'waiting');
    const watched = await lab.open('/jobs/roof');
    const { page } = watched;
    const draft = await chooseStep(page, 'Draft');
    await draft.getByRole('button', { name: 'Go back to here' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('What to do differently').first().click();
    await dialog.getByRole('textbox', { name: 'What to do differently' }).fill('Name the roof first.');
    await dialog.getByRole('button', { name: 'Go back and go on from here' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const again = await lab.until('roof', 'waiting', ({ generation }) => generation === 1);
    expect(again.branches).toMatchObject([{ step: 'draft' }]);

    // The page too has heard of the generation that it forks.
    await page.getByRole('button', { name: 'Compare with generation 0' }).waitFor();
    await (await chooseStep(page, 'Draft')).getByRole('button', { name: 'Fork from here' }).click();
    await dialog.getByRole('button', { name: 'Begin the new job' }).click();
    await page.waitForURL(/\/jobs\/(?!roof)/);
    const fork = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await lab.until(fork, 'waiting');
    expect(await lab.client.lineage('roof')).toMatchObject({ forks: [{ id: fork }] });
    await page
      .getByRole('button', { name: /^Compare with roof/ })
      .first()
      .click();
    await dialog.getByText(/ \d+ the same/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await watched.close();
  });

  test('pauses, reloads in the middle, loses the server and regains it, cancels', async () => {
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    lab.provider.arm('held', 'draft', (response) => held.then(() => void response.socket?.resetAndDestroy()), {
      times: 1,
    });
    await start('held', ['approve']);
    const rules = { prefix: '', strips: false, holdsUploads: false, isCut: false };
    const proxy = await reverseProxy(() => lab.instance.url, rules);
    const watched = await lab.open('/jobs/held', {}, proxy.origin);
    const { page } = watched;
    const steps = page.getByRole('list', { name: 'Steps', exact: true });
    await steps.getByRole('button', { name: /^Draft Running/ }).waitFor();
    await page.reload();
    await steps.getByRole('button', { name: /^Draft Running/ }).waitFor();

    watched.expectWrong(/Failed to load resource/, /ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE/);
    rules.isCut = true;
    await lab.installation.kill('api');
    await page.getByRole('banner').getByText('Reconnecting').waitFor();
    // What was shown stays.
    await steps.getByRole('button', { name: /^Draft Running/ }).waitFor();
    rules.isCut = false;
    letGo();
    await page.getByRole('banner').getByText('Live').waitFor();
    await page.getByRole('region', { name: 'Do you approve this draft?' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Let calls that run finish' }).click();
    await lab.until('held', 'paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await lab.until('held', 'waiting');
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('textbox', { name: 'Why (optional)' }).fill('Not needed.');
    await page.getByRole('button', { name: 'Cancel the job' }).click();
    await lab.until('held', 'cancelled');
    await page.getByText('Cancelled').first().waitFor();
    await watched.close();
    await proxy.close();
  });
});
