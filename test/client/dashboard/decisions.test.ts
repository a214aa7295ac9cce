import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BrowserLab } from './browser-lab.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { Keys } from './keys.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(300_000);

const ASKED = 'Do you approve this draft?';
const gate = (page: Page) => page.getByRole('region', { name: ASKED });
const button = (page: Page, name: string) => gate(page).getByRole('button', { name, exact: true });

describeInBrowser('a person who decides in the browser', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
  });
  afterAll(() => lab?.end());

  const start = (id: string, gates: ('plan' | 'approve')[] = ['approve']) =>
    lab.startJob(id, ROOF, { question: ROOF_QUESTION, gates });

  test('watches a job live from the list, approves it, reads its report and exports it', async () => {
    const watched = await lab.open();
    const { page } = watched;
    await page.getByText('No jobs yet').waitFor();
    await start('approved');
    // The row comes by itself, and so does the state.
    const row = page.getByRole('row', { name: /How many panels/ });
    await row.getByText('Waiting for a person').waitFor();
    await comesTo(1, () => page.getByRole('link', { name: /Waiting for you 1/ }).count());
    await row.getByRole('link', { name: /How many panels/ }).click();
    await gate(page).waitFor();
    await page
      .getByRole('list', { name: 'Steps', exact: true })
      .getByRole('button', { name: /^Draft Done/ })
      .waitFor();

    await button(page, 'Approve').click();
    await page.getByText(/^You approved round 1/).waitFor();
    const { decisions } = await lab.until('approved', 'done');
    await page.getByText('The report is finished.').first().waitFor();
    await page.getByRole('tab', { name: 'Report' }).click();
    await page.getByRole('article').getByText('The roof holds 12 panels.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Web page' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('approved.html');
    expect(decisions).toMatchObject([{ decision: 'approve', comment: '' }]);
    await watched.close();
  });

  test('edits and approves by keyboard alone', async () => {
    await start('edited');
    await lab.until('edited', 'waiting');
    const watched = await lab.open('/jobs/edited');
    const { page } = watched;
    await button(page, 'Approve').waitFor();
    await button(page, 'Request changes').focus();
    await page.keyboard.press('e');
    await comesTo('Edit and approve', () => page.evaluate('document.activeElement.textContent'));
    await page.keyboard.press('Enter');
    const text = page.getByRole('textbox', { name: 'The draft as Markdown' });
    await text.waitFor();
    await comesTo('TEXTAREA', () => page.evaluate('document.activeElement.tagName'));
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n\nThis line was written by hand.\n');
    // What is written outlives a reload.
    await page.reload();
    await button(page, 'Edit and approve').press('Enter');
    await page.getByRole('region', { name: 'Preview' }).getByText('This line was written by hand.').waitFor();
    // The editor takes the focus when it is drawn.
    await comesTo('TEXTAREA', () => page.evaluate('document.activeElement.tagName'));
    await new Keys(page).press(page.getByRole('button', { name: 'Approve the edited version' }));
    const done = await lab.until('edited', 'done');
    expect(done.decisions).toMatchObject([{ decision: 'edit' }]);
    expect(await (await lab.client.exportJob('edited', 'md')).text()).toContain('This line was written by hand.');
    await watched.close();
  });

  test('asks about a draft, sends it back with a comment, and sees what changed', async () => {
    await start('returned');
    await lab.until('returned', 'waiting');
    const watched = await lab.open('/jobs/returned');
    const { page } = watched;
    await gate(page).getByRole('textbox', { name: 'Ask about this draft' }).fill('How many panels are there?');
    await button(page, 'Ask').click();
    await gate(page)
      .getByText(/^Answered by/)
      .waitFor();
    const asked = await lab.until('returned', 'waiting');
    expect(asked.gates[0]?.questions).toMatchObject([{ text: 'How many panels are there?', status: 'answered' }]);

    await button(page, 'Request changes').click();
    await page.getByText('Say what to change.').waitFor();
    await page.keyboard.type('Name the cost first.');
    await button(page, 'Request changes').click();
    await lab.until('returned', 'waiting', ({ gates }) => gates[0]?.round === 2);
    await gate(page).getByText(', round 2').waitFor();
    await gate(page).getByRole('tab', { name: 'What changed' }).click();
    await gate(page).getByRole('region', { name: 'What changed' }).waitFor();
    await button(page, 'Approve').click();
    const done = await lab.until('returned', 'done');
    expect(done.decisions.map(({ decision, comment }) => [decision, comment])).toEqual([
      ['revise', 'Name the cost first.'],
      ['approve', ''],
    ]);
    await watched.close();
  });

  test('edits a plan, and rejects the draft with a reason', async () => {
    await start('planned', ['plan', 'approve']);
    await lab.until('planned', 'waiting');
    const watched = await lab.open('/jobs/planned');
    const { page } = watched;
    const plan = page.getByRole('region', { name: /plan\?$/ });
    await plan.getByRole('button', { name: 'Edit and approve' }).click();
    await page.getByRole('textbox', { name: 'Question 1', exact: true }).fill('How many panels fit on the roof?');
    await page.getByRole('button', { name: 'Approve the edited version' }).click();
    await button(page, 'Reject').click();
    await page.getByRole('radio', { name: 'It is not needed any more' }).check();
    await page.getByRole('button', { name: 'Reject this draft' }).click();
    const rejected = await lab.until('planned', 'rejected');
    expect(rejected.decisions.map(({ decision, comment }) => [decision, comment])).toEqual([
      ['edit', ''],
      ['reject', 'It is not needed any more.'],
    ]);
    await page.getByText(/^You rejected round 1/).waitFor();
    await watched.close();
  });

  test('is told who decided first, keeps what was written, and cannot decide what is gone', async () => {
    await Promise.all([start('shared'), start('stale')]);
    await lab.until('shared', 'waiting');
    const [ana, ben] = await Promise.all([lab.open('/jobs/shared'), lab.open('/jobs/shared')]);
    await gate(ben.page).getByRole('textbox', { name: 'Comment' }).fill('Where is the roof?');
    await button(ana.page, 'Approve').click();
    await ben.page.getByText(/^The local administrator approved round 1/).waitFor();
    await ben.page.getByText('What you had written').waitFor();
    await comesTo(0, () => button(ben.page, 'Approve').count());
    await Promise.all([ana.close(), ben.close()]);

    // The other decision arrives while this one is on its way.
    const { gates } = await lab.until('stale', 'waiting');
    const watched = await lab.open('/jobs/stale');
    watched.expectWrong(/status of 4\d\d/);
    await watched.page.route('**/messages/decide', async (route) => {
      const [open] = gates;
      if (open !== undefined)
        await lab.client.message('stale', 'decide', {
          ...{ gate: open.id, artifact: open.artifact.sha256, round: open.round },
          ...{ decision: 'reject', comment: 'Too late.' },
        });
      await route.continue();
    });
    await button(watched.page, 'Approve').click();
    await watched.page.getByText('Your decision was not taken').waitFor();
    await watched.page.getByText('Too late.').first().waitFor();
    expect((await lab.until('stale', 'rejected')).decisions).toHaveLength(1);
    await watched.close();
  });
});
