import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { Keys } from './keys.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });
const QUESTION = 'How many panels does the roof hold?';
const attention = (page: Page) => page.getByRole('region', { name: 'What needs attention' });
const steps = (page: Page) => page.getByRole('list', { name: 'Steps', exact: true });
/** The step that is looked at; another one stands there until its choice has come to the page. */
const draft = (page: Page) => page.getByRole('region', { name: 'Draft', exact: true });
const gate = (page: Page) => page.getByRole('region', { name: 'Do you approve this draft?' });

describeInBrowser('a person who repairs and reads with a keyboard alone', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
    lab.provider.arm('retried', 'plan', DENIED);
    lab.provider.arm('other', 'plan', DENIED);
    lab.provider.arm('supplied', 'plan', DENIED);
    const start = (id: string, gates: 'approve'[] = []) => lab.startJob(id, ROOF, { question: ROOF_QUESTION, gates });
    const parks = ['retried', 'other', 'supplied'];
    await Promise.all([...parks.map((id) => start(id)), start('read'), start('roof', ['approve'])]);
    await Promise.all([
      ...parks.map((id) => lab.until(id, 'needs_attention')),
      ...[lab.until('read', 'done'), lab.until('roof', 'waiting')],
    ]);
  });
  afterAll(() => lab?.end());

  const open = async (path: string) => {
    const watched = await lab.open(path);
    await watched.page.getByRole('tab', { name: 'Progress' }).waitFor();
    return { watched, page: watched.page, keys: new Keys(watched.page) };
  };
  /** Opens a way on, unless it stands open because it is recommended. */
  const openWay = async ({ page, keys }: { page: Page; keys: Keys }, name: RegExp): Promise<void> => {
    await attention(page).getByRole('button', { name }).waitFor();
    const folded = attention(page).getByRole('button', { name, expanded: false });
    if ((await folded.count()) > 0) await keys.press(folded);
  };

  test('retries what failed, asks another model, and supplies a result', async () => {
    const first = await open('/jobs/retried');
    lab.provider.lift('retried', 'plan');
    await openWay(first, /^Retry(?! with| now)/);
    await first.keys.press(attention(first.page).getByRole('button', { name: 'Retry now' }));
    await first.page.getByText('It is tried again.').waitFor();
    await lab.until('retried', 'done');
    await first.page.getByText('The report is finished.').first().waitFor();
    // The panel is gone with the button that was pressed.
    await first.keys.isSomewhere();
    await first.keys.press(first.page.getByRole('button', { name: 'Put away' }));
    await first.page.getByText('It is tried again.').waitFor({ state: 'detached' });
    await first.keys.isSomewhere();
    await first.watched.close();

    const second = await open('/jobs/other');
    await openWay(second, /^Retry with another model/);
    await second.keys.write(second.page.getByLabel('Model to ask instead'), 'another');
    await second.keys.press(second.page.getByRole('button', { name: 'Ask this model' }));
    await second.page.getByText('The other model is asked.').waitFor();
    await lab.until('other', 'done');
    await second.keys.isSomewhere();
    expect(lab.provider.arrivals.filter(({ model }) => model === 'another')).not.toEqual([]);
    await second.watched.close();

    const third = await open('/jobs/supplied');
    await openWay(third, /^Supply the result/);
    const result = third.page.getByRole('textbox', { name: 'The result' });
    await third.keys.to(result);
    await third.page.keyboard.press('Control+A');
    await third.page.keyboard.type(QUESTION);
    await third.keys.press(third.page.getByRole('button', { name: 'Take this as the result' }));
    await third.page.getByText('Your result was taken.').waitFor();
    const { steps: done } = await lab.until('supplied', 'done');
    expect(done.find(({ step }) => step === 'research')?.items).toHaveLength(1);
    await third.page.getByText('The report is finished.').first().waitFor();
    await third.keys.isSomewhere();
    await third.watched.close();
  });

  test('goes back, forks and compares through dialogs that give the focus back', async () => {
    const { watched, page, keys } = await open('/jobs/roof');
    await keys.press(steps(page).getByRole('button', { name: /^Draft/ }));
    const back = draft(page).getByRole('button', { name: 'Go back to here' });
    await keys.press(back);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Runs again/).waitFor();
    await page.keyboard.press('Escape');
    await keys.isAt(back);
    await page.keyboard.press('Enter');
    await keys.press(dialog.locator('summary', { hasText: 'What to do differently' }));
    await keys.write(dialog.getByRole('textbox', { name: 'What to do differently' }), 'Name the roof first.');
    // What it would do now is told anew; until then it cannot be sent.
    await dialog.getByRole('button', { name: 'Go back and go on from here', disabled: false }).waitFor();
    await keys.press(dialog.getByRole('button', { name: 'Go back and go on from here' }));
    await dialog.waitFor({ state: 'hidden' });
    await keys.isSomewhere();
    await lab.until('roof', 'waiting', ({ generation }) => generation === 1);

    await page.getByRole('heading', { name: 'Branches' }).waitFor();
    // The page has heard of all of it: of the gate that closed, and of the one that waits. A fork is told of, and begun, from the job as it is shown.
    await page.getByRole('region', { name: 'This gate has closed' }).waitFor();
    await gate(page).waitFor();
    await keys.press(steps(page).getByRole('button', { name: /^Draft/ }));
    await keys.press(draft(page).getByRole('button', { name: 'Fork from here' }));
    await dialog.getByRole('button', { name: 'Begin the new job', disabled: false }).waitFor();
    await keys.press(dialog.getByRole('button', { name: 'Begin the new job' }));
    await page.waitForURL(/\/jobs\/(?!roof)/);
    const fork = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByText('Forked from', { exact: true }).waitFor();
    await keys.opens(/./);
    await lab.until(fork, 'waiting');

    const compare = page.getByRole('button', { name: 'Compare with roof' });
    await keys.press(compare);
    await dialog.getByText(/ \d+ the same/).waitFor();
    await keys.to(dialog.getByRole('combobox', { name: 'With' }));
    await page.keyboard.press('Escape');
    await keys.isAt(compare);
    await watched.close();
  });

  test('follows a mark to its source and comes back to it', async () => {
    const { watched, page, keys } = await open('/jobs/read?tab=report');
    const mark = page.getByRole('article').getByRole('button', { name: /^Evidence/ });
    await mark.first().waitFor();
    await keys.to(mark.nth(1));
    await page.getByRole('tooltip').waitFor();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: /^Source of evidence/ });
    await keys.isAt(panel);
    await panel.locator('mark').first().waitFor();
    await page.keyboard.press('Escape');
    await keys.isAt(mark.nth(1));
    // Else it would be asked for again before it has gone.
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await keys.press(panel.getByRole('button', { name: 'Close the source' }));
    await keys.isAt(mark.nth(1));
    await watched.close();
  });
});
