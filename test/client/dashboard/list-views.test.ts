import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError } from '../../support/faulty-provider.ts';
import { violations } from './axe.ts';
import { BrowserLab } from './browser-lab.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { settled } from './settled.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const NAME = 'Even and cheap';
const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });
const row = (page: Page, id: string) => page.getByRole('row').filter({ hasText: id });
const view = (page: Page) =>
  page.getByRole('navigation', { name: 'Saved views' }).getByRole('link', { name: NAME, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const faults = async (page: Page): Promise<string[]> => {
  await settled(page);
  return violations(page);
};

describeInBrowser('a person who looks after many jobs', () => {
  let lab: BrowserLab;
  const start = async (id: string, tags: string[] = []): Promise<void> => {
    await lab.startJob(id, ROOF, { question: ROOF_QUESTION, gates: ['plan'], tags });
    await lab.until(id, 'waiting');
  };
  beforeAll(async () => {
    lab = await BrowserLab.start();
    await start('roof-a', ['even']);
    await start('roof-b', ['even']);
    await start('roof-c');
    // Is never chosen, and never cancelled.
    await start('apart');
  });
  afterAll(() => lab?.end());

  test('keeps filters over a reload, and saves them under a name that every browser finds', async () => {
    const watched = await lab.open('/jobs?tag=even');
    const { page } = watched;
    await page.getByRole('spinbutton', { name: 'Cost up to' }).fill('1.5');
    await page.keyboard.press('Enter');
    await page.waitForURL(/costTo=1.5/);
    // Whoever works by keyboard goes on from there.
    await comesTo('Cost up to', () => page.locator(':focus').getAttribute('aria-label'));
    await page.getByRole('combobox', { name: 'Model' }).selectOption('offline');
    await page.waitForURL(/model=offline/);
    await page.reload();
    await row(page, 'roof-a').waitFor();
    await comesTo('1.5', () => page.getByRole('spinbutton', { name: 'Cost up to' }).inputValue());
    await comesTo(0, () => row(page, 'roof-c').count());
    await page.getByRole('button', { name: 'Save this view' }).click();
    await dialog(page).getByRole('textbox', { name: 'Name' }).fill(NAME);
    await page.keyboard.press('Enter');
    await view(page).waitFor();

    const elsewhere = await lab.open();
    elsewhere.expectWrong(/409/);
    await row(elsewhere.page, 'roof-c').waitFor();
    await view(elsewhere.page).click();
    await row(elsewhere.page, 'roof-c').waitFor({ state: 'detached' });
    await row(elsewhere.page, 'roof-b').waitFor();
    await elsewhere.page.waitForURL(/costTo=1.5/);
    // The same name for another list is asked about.
    await elsewhere.page.getByRole('link', { name: /^Waiting for you/ }).click();
    await elsewhere.page.getByRole('button', { name: 'Save this view' }).click();
    await dialog(elsewhere.page).getByRole('textbox', { name: 'Name' }).fill(NAME);
    await dialog(elsewhere.page).getByRole('button', { name: 'Save', exact: true }).click();
    await dialog(elsewhere.page).getByText('is there already').waitFor();
    expect(await faults(elsewhere.page)).toEqual([]);
    expect((await lab.client.savedViews()).views).toMatchObject([{ name: NAME, search: { tag: 'even' } }]);
    await dialog(elsewhere.page)
      .getByRole('button', { name: `Replace “${NAME}”` })
      .click();
    await elsewhere.page.getByRole('button', { name: 'Delete this view' }).waitFor();
    await elsewhere.close();

    await page.goto(new URL('/jobs', lab.instance.url).href);
    await view(page).click();
    await page.waitForURL(/status=waiting/);
    await page.getByRole('button', { name: 'Delete this view' }).click();
    await dialog(page).getByRole('button', { name: 'Delete the view' }).click();
    await view(page).waitFor({ state: 'detached' });
    expect(await lab.client.savedViews()).toEqual({ views: [] });
    await watched.close();
  });

  test('finds every row where it was while jobs come and go, until the list is brought up to date', async () => {
    const watched = await lab.open('/jobs?status=waiting');
    const { page } = watched;
    const ids = async () =>
      (await page.getByRole('row').allInnerTexts()).flatMap((text) => /roof-[a-z]/.exec(text)?.[0] ?? []);
    await comesTo(['roof-c', 'roof-b', 'roof-a'], ids);
    await start('roof-d');
    await page.getByRole('button', { name: 'Show 1 new job' }).waitFor();
    await lab.client.message('roof-c', 'cancel', { reason: '' });
    await row(page, 'roof-c').getByText('No longer in this list').waitFor();
    await row(page, 'roof-c').getByText('Cancelled', { exact: true }).waitFor();
    await comesTo(['roof-c', 'roof-b', 'roof-a'], ids);
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show 1 new job' }).click();
    await row(page, 'roof-d').waitFor();
    await comesTo(['roof-d', 'roof-b', 'roof-a'], ids);
    await watched.close();
  });

  test('cancels all that match at once, having been told how many they are', async () => {
    const watched = await lab.open('/jobs?tag=even');
    const { page } = watched;
    await page
      .getByRole('checkbox', { name: /^Choose How many panels/ })
      .first()
      .check();
    const chosen = page.getByRole('region', { name: 'Chosen jobs' });
    await chosen.getByRole('button', { name: 'Choose all 2 that match' }).click();
    await chosen.getByText('All 2 jobs that match chosen').waitFor();
    await chosen.getByRole('button', { name: 'Cancel 2' }).click();
    await page.getByRole('dialog', { name: 'Cancel 2 jobs?' }).waitFor();
    expect(await faults(page)).toEqual([]);
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/messages/cancel', (route) => held.then(() => route.continue()));
    await page.getByRole('dialog', { name: 'Cancel 2 jobs?' }).getByRole('button', { name: 'Cancel 2 jobs' }).click();
    await page.getByText('0 of 2 jobs').waitFor();
    // What is under way is told to its end.
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
    letGo();
    await page.getByText('2 jobs were cancelled').waitFor();
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).last().click();
    await chosen.waitFor({ state: 'detached' });
    await lab.until('roof-a', 'cancelled');
    await lab.until('roof-b', 'cancelled');
    expect((await lab.client.view('apart')).view.status).toBe('waiting');
    await row(page, 'roof-a').getByText('Cancelled', { exact: true }).waitFor();
    await watched.close();
  });

  test('reads the version of a report that was sent back, and what changed since', async () => {
    await lab.startJob('returned', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
    const { gates } = await lab.until('returned', 'waiting');
    const sent = { gate: gates[0]?.id ?? '', artifact: gates[0]?.artifact.sha256 ?? '', round: 1 };
    const comment = 'Name the cost first.';
    lab.provider.arm('returned', 'draft', DENIED);
    await lab.client.message('returned', 'decide', { ...sent, decision: 'revise', comment });
    const [parked] = (await lab.until('returned', 'needs_attention')).attention;
    const watched = await lab.open('/jobs/returned?tab=report');
    const { page } = watched;
    // Until there is another one, it is what can be read.
    await page.getByText('The next version is not written yet').waitFor();
    lab.provider.lift('returned', 'draft');
    const { step = 'draft', item = null, attempt = 1 } = parked ?? {};
    await lab.client.message('returned', 'recover', { step, item, attempt, action: { kind: 'retry' } });
    await lab.until('returned', 'waiting', (view) => view.gates[0]?.round === 2);
    const versions = page.getByRole('region', { name: 'Versions' });
    const earlier = await versions
      .getByRole('option', { name: /^Round 1, sent back/ })
      .first()
      .textContent();
    await versions.getByRole('combobox').last().selectOption(earlier);
    const changes = page.getByRole('region', { name: 'What changed' });
    await changes.getByText(new RegExp(comment)).waitFor();
    expect(await faults(page)).toEqual([]);
    // Which versions are compared stands in the address.
    await page.reload();
    await changes.getByText(new RegExp(comment)).waitFor();
    await versions.getByRole('combobox').last().selectOption('');
    await versions.getByRole('combobox').first().selectOption(earlier);
    await page.getByText('This is not the version that stands').waitFor();
    const shown = page.getByRole('tabpanel', { name: 'Report' }).getByRole('article');
    await comesTo(false, async () => (await shown.textContent())?.includes(comment));
    await watched.close();
  });
});
