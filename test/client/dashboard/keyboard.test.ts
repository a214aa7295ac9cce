import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { Keys } from './keys.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const ASKED = 'Do you approve this draft?';
const gate = (page: Page) => page.getByRole('region', { name: ASKED });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const choice = (page: Page, name: string) => gate(page).getByRole('button', { name, exact: true });

describeInBrowser('a person who has only a keyboard', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
  });
  afterAll(() => lab?.end());

  const start = (id: string) => lab.startJob(id, ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
  const open = async (path = '/jobs') => {
    const watched = await lab.open(path);
    await watched.page.getByRole('heading', { level: 1 }).waitFor();
    return { watched, page: watched.page, keys: new Keys(watched.page) };
  };

  test('starts the sample from the empty list, asks for help, and cancels what runs', async () => {
    const { watched, page, keys } = await open();
    await keys.press(page.getByRole('link', { name: 'Try the sample' }));
    await keys.opens('New report');
    await page.getByText('This is the sample').waitFor();
    await keys.press(button(page, 'Start the report'));
    await page.waitForURL(/\/jobs\/(?!new)/);
    await page.getByRole('tab', { name: 'Progress' }).waitFor();
    await keys.opens(/./);

    const cancel = button(page, 'Cancel job');
    await keys.to(cancel);
    await page.keyboard.press('?');
    await keys.isAt(page.getByRole('dialog', { name: 'Help' }).getByRole('button', { name: 'Close' }));
    await page.keyboard.press('Escape');
    await keys.isAt(cancel);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Cancel this job?' });
    await keys.isAt(dialog.getByRole('button', { name: 'Close' }));
    await keys.press(dialog.getByRole('button', { name: 'Keep it going' }));
    await keys.isAt(cancel);
    await page.keyboard.press('Space');
    await keys.write(dialog.getByRole('textbox', { name: 'Why (optional)' }), 'Seen enough.');
    await keys.press(dialog.getByRole('button', { name: 'Cancel the job' }));
    await page.getByText('Cancelled').first().waitFor();
    // What was pressed is gone with what could be done.
    await keys.isSomewhere();
    await watched.close();
  });

  test('writes a report, chooses its files, approves it, moves through its tabs and saves it', async () => {
    const { watched, page, keys } = await open();
    await page.keyboard.press('n');
    await keys.opens('New report');
    await keys.write(page.getByRole('textbox', { name: 'Question' }), ROOF_QUESTION);
    const choose = button(page, 'Choose files');
    // Listened for beforehand: the browser must know that nobody sits before its own dialog.
    const opened = page.waitForEvent('filechooser');
    await keys.press(choose);
    const chooser = await opened;
    const files = Object.entries(ROOF).map(([name, text]) => ({ name, mimeType: '', buffer: Buffer.from(text) }));
    await chooser.setFiles(files);
    await keys.isAt(choose);
    const preview = button(page, 'Preview roof.md');
    await keys.press(preview);
    await page.getByRole('dialog').getByText('The roof holds 12 panels.').waitFor();
    await page.keyboard.press('Escape');
    await keys.isAt(preview);
    await button(page, 'Preview notes.md').waitFor();
    await keys.to(page.getByRole('radio', { name: /^Medium/ }));
    await page.keyboard.press('ArrowDown');
    await keys.isAt(page.getByRole('radio', { name: /^High/, checked: true }));
    await page.keyboard.press('ArrowUp');
    await keys.isAt(page.getByRole('radio', { name: /^Medium/, checked: true }));
    await keys.press(button(page, 'Start the report'));
    await page.waitForURL(/\/jobs\/(?!new)/);
    await gate(page).waitFor();
    await keys.opens(/./);

    await keys.press(choice(page, 'Approve'));
    await keys.isAt(page.getByRole('heading', { name: 'The draft was approved' }));
    await page.getByText('The report is finished.').first().waitFor();
    await keys.to(page.getByRole('tab', { selected: true }));
    await page.keyboard.press('Home');
    // The focus moves a moment after the key: the next key goes from where it has arrived.
    await keys.isAt(page.getByRole('tab', { name: 'Progress' }));
    await page.keyboard.press('ArrowRight');
    await keys.isAt(page.getByRole('tab', { name: 'Report' }));
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText('The roof holds 12 panels.').waitFor();
    const save = button(page, 'Web page');
    await keys.to(save);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/\.html$/);
    await keys.isAt(save);
    await watched.close();
  });

  test('asks about a draft, sends it back, and rejects what comes with a reason', async () => {
    await start('returned');
    await lab.until('returned', 'waiting');
    const { watched, page, keys } = await open();
    await page
      .getByRole('link', { name: /How many panels/ })
      .first()
      .waitFor();
    await page.goto(new URL('/jobs?status=waiting', lab.instance.url).href);
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('j');
    await keys.isAt(page.getByRole('link', { name: /How many panels/ }));
    await page.keyboard.press('Enter');
    await gate(page).waitFor();
    await keys.opens(/How many panels/);

    await keys.write(page.getByRole('textbox', { name: 'Ask about this draft' }), 'How many panels are there?');
    await keys.press(choice(page, 'Ask'));
    await gate(page)
      .getByText(/^Answered by/)
      .waitFor();
    await keys.isSomewhere();
    await keys.press(choice(page, 'Request changes'));
    await page.getByText('Say what to change.').waitFor();
    const comment = gate(page).getByRole('textbox', { name: 'Comment' });
    await keys.isAt(comment);
    await page.keyboard.type('Name the cost first.');
    await keys.press(choice(page, 'Request changes'));
    await gate(page).getByText(', round 2').waitFor();
    await keys.isSomewhere();

    await keys.press(choice(page, 'Reject'));
    await keys.isAt(page.getByRole('radio', { name: 'The evidence does not carry it' }));
    await keys.press(choice(page, 'Back'));
    await keys.isAt(choice(page, 'Reject'));
    await page.keyboard.press('Enter');
    await keys.isAt(page.getByRole('radio', { name: 'The evidence does not carry it' }));
    for (const reason of ['It answers another question', /^Sources are missing/, 'It is not needed any more']) {
      await page.keyboard.press('ArrowDown');
      await keys.isAt(page.getByRole('radio', { name: reason, checked: true }));
    }
    await keys.press(choice(page, 'Reject this draft'));
    await keys.isAt(page.getByRole('heading', { name: 'The draft was rejected' }));
    const rejected = await lab.until('returned', 'rejected');
    expect(rejected.decisions.map(({ decision, comment: said }) => [decision, said])).toEqual([
      ['revise', 'Name the cost first.'],
      ['reject', 'It is not needed any more.'],
    ]);
    await watched.close();
  });

  test('edits and approves by the keys of the panel, which decide nothing by themselves', async () => {
    await start('edited');
    await lab.until('edited', 'waiting');
    const { watched, page, keys } = await open('/approvals');
    const waiting = page.getByRole('link', { name: /How many panels/ });
    await waiting.waitFor();
    await page.keyboard.press('j');
    await keys.isAt(waiting);
    await page.keyboard.press('Enter');
    await keys.opens(/How many panels/);
    await keys.to(choice(page, 'Request changes'));
    await page.keyboard.press('a');
    await keys.isAt(choice(page, 'Approve'));
    await page.keyboard.press('r');
    await keys.isAt(gate(page).getByRole('textbox', { name: 'Comment' }));
    await keys.to(choice(page, 'Approve'));
    await page.keyboard.press('e');
    await keys.isAt(choice(page, 'Edit and approve'));
    await page.keyboard.press('Enter');
    const text = page.getByRole('textbox', { name: 'The draft as Markdown' });
    await keys.isAt(text);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n\nThis line was written by hand.\n');
    await page.getByRole('region', { name: 'Preview' }).getByText('This line was written by hand.').waitFor();
    // A mark in the preview opens its source and leads back to itself.
    const mark = page.getByRole('region', { name: 'Preview' }).getByRole('button', { name: /^Evidence/ });
    await keys.press(mark.first());
    await keys.isAt(page.getByRole('complementary', { name: /^Source of evidence/ }));
    await page.keyboard.press('Escape');
    await keys.isAt(mark.first());
    const discard = button(page, 'Discard changes');
    await keys.press(discard);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await keys.isAt(discard);
    await keys.press(button(page, 'Back to the decision'));
    await keys.isAt(choice(page, 'Edit and approve'));
    await page.keyboard.press('Enter');
    await keys.press(button(page, 'Approve the edited version'));
    await keys.isAt(page.getByRole('heading', { name: 'The draft was edited and approved' }));
    expect((await lab.until('edited', 'done')).decisions).toMatchObject([{ decision: 'edit' }]);
    await watched.close();
  });

  test('goes everywhere by keys, begins each screen at its heading, and narrows the list', async () => {
    await start('listed');
    const { watched, page, keys } = await open();
    await page.getByRole('row').nth(1).waitFor();
    for (const [pressed, heading] of [
      ['g a', 'Approvals'],
      ['g c', 'Costs'],
      ['g j', 'Jobs'],
    ] as const) {
      await keys.inTurn(...pressed.split(' '));
      await keys.opens(heading);
    }
    await keys.press(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }));
    await keys.opens('Settings');
    await keys.inTurn('g', 'j');
    await keys.opens('Jobs');

    const done = page.getByRole('link', { name: /^Done/ });
    await keys.press(done);
    await page.waitForURL(/status=done/);
    await keys.isAt(done);
    const kind = page.getByRole('combobox', { name: 'Kind' });
    await keys.to(kind);
    await page.keyboard.type('Check');
    await page.getByText('No job matches these filters').waitFor();
    await keys.isAt(kind);
    await keys.press(page.getByRole('link', { name: 'Clear filters' }).last());
    await page.getByRole('row').nth(1).waitFor();
    await keys.isSomewhere();
    await page.keyboard.press('/');
    await keys.isAt(page.getByRole('searchbox'));
    await page.keyboard.type('panels');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^Remove the search/ }).waitFor();
    await keys.isSomewhere();
    await keys.press(page.getByRole('link', { name: /^Remove the search/ }));
    await page.getByRole('link', { name: /^Remove the search/ }).waitFor({ state: 'detached' });
    await keys.isSomewhere();

    await page.reload();
    await page.getByRole('row').nth(1).waitFor();
    await keys.press(page.getByRole('link', { name: 'Skip to the content' }));
    await keys.isAt(page.getByRole('main'));
    expect(new URL(page.url()).pathname).toBe('/jobs');
    await watched.close();
  });
});
