import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError } from '../../support/faulty-provider.ts';
import { violations } from './axe.ts';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { documentsOfAllKinds, KINDS_QUESTION, ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(420_000);

const WIDE = { width: 1280, height: 800 };
const NARROW = 320;
const HIGHEST = 15_000;
const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });

/** Looks at a state wide, dark and as narrow as a telephone at 400 %: rules broken, and what must be scrolled sideways. */
async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  const say = (how: string, lines: readonly string[]): void =>
    void found.push(...lines.map((line) => `${name}, ${how}: ${line}`));
  say('light', await violations(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  say('dark', await violations(page));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: NARROW, height: WIDE.height });
  // As high as the page, so that nothing is taken for covered that can be scrolled from under a bar which stays.
  const height = Number(await page.evaluate('document.documentElement.scrollHeight')) + WIDE.height;
  await page.setViewportSize({ width: NARROW, height: Math.min(HIGHEST, height) });
  say('narrow', await violations(page));
  const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  if (Number(beyond) > 0) say('narrow', [`is ${beyond} pixels wider than its window`]);
  await page.setViewportSize(WIDE);
  return found;
}

describeInBrowser('every screen and state keeps the rules of WCAG 2.2 A and AA', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
    lab.provider.arm('parks', 'plan', DENIED);
    await Promise.all([
      lab.startJob('read', documentsOfAllKinds(), { question: KINDS_QUESTION, gates: [], tags: ['harbour'] }),
      lab.startJob('waits', ROOF, { question: ROOF_QUESTION, gates: ['approve'] }),
      lab.startJob('plans', ROOF, { question: ROOF_QUESTION, gates: ['plan'] }),
      lab.startJob('parks', ROOF, { question: ROOF_QUESTION, gates: [] }),
    ]);
    await Promise.all([
      ...[lab.until('read', 'done'), lab.until('waits', 'waiting')],
      ...[lab.until('plans', 'waiting'), lab.until('parks', 'needs_attention')],
    ]);
  });
  afterAll(() => lab?.end());

  const screens: readonly [path: string, ready: string | RegExp][] = [
    ['/jobs', 'Needs attention'],
    ['/jobs?kind=check', 'No job matches these filters'],
    ['/jobs/new', 'New report'],
    ['/jobs/waits', 'Your decision'],
    ['/jobs/plans', 'Your decision'],
    ['/jobs/parks', 'What needs attention'],
    ['/jobs/read?tab=progress', 'What happened'],
    ['/jobs/read?tab=report', /factual sentences verified/],
    ['/jobs/read?tab=report&evidence=e1', 'Close'],
    ['/jobs/read?tab=sources', /^Cited/],
    ['/jobs/read?tab=calls', / calls$/],
    ['/jobs/read?tab=history', 'In words'],
    ['/jobs/read?tab=history&events=raw', 'Raw events'],
    ['/jobs/read?tab=audit', 'Audit'],
    ['/approvals', 'Approvals'],
    ['/approvals?view=decided', 'Approvals'],
    ['/costs', 'Costs'],
    ['/settings', 'Settings'],
    ['/jobs/nobody', 'There is no job nobody'],
  ];

  test('loaded', async () => {
    const watched = await lab.open();
    watched.expectWrong(/status of 404/);
    const { page } = watched;
    const found: string[] = [];
    for (const [path, ready] of screens) {
      await page.goto(new URL(path, lab.instance.url).href);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (ready !== 'Close') await page.getByRole('main').getByText(ready).first().waitFor();
      else await page.getByRole('complementary').locator('mark, canvas, table').first().waitFor();
      found.push(...(await look(page, path)));
    }
    expect(found).toEqual([]);
    await watched.close();
  });

  test('with a dialog, a form or an editor open', async () => {
    const watched = await lab.open();
    const { page } = watched;
    const found: string[] = [];
    const opened = async (path: string, ...buttons: string[]): Promise<void> => {
      await page.goto(new URL(path, lab.instance.url).href);
      for (const name of buttons) await page.getByRole('button', { name }).first().click();
      await page.getByRole('heading').first().waitFor();
      found.push(...(await look(page, `${path} ${buttons.join(' ')}`)));
    };
    await opened('/jobs', 'Help and keyboard shortcuts');
    await opened('/jobs/waits', 'Pause');
    await opened('/jobs/waits', 'Cancel job');
    await opened('/jobs/waits', 'Edit and approve');
    await opened('/jobs/waits', 'Reject');
    await opened('/jobs/waits', 'Request changes');
    await opened('/jobs/plans', 'Edit and approve');
    await opened('/jobs/read?tab=progress&place=draft%400.1', 'Go back to here');
    await opened('/jobs/read?tab=progress', 'Fork from here');
    for (const way of ['Retry with another model', 'Supply the result', 'Abort the job'])
      await opened('/jobs/parks', way);
    expect(found).toEqual([]);
    await watched.close();
  });

  test('loading, failed, and signed out', async () => {
    const watched = await lab.open();
    watched.expectWrong(/Failed to load resource/);
    const { page } = watched;
    const found: string[] = [];
    const paths = [
      ['/jobs', '**/api/v1/jobs?limit=50*'],
      ['/jobs/read', '**/api/v1/jobs/read'],
      ['/jobs/read?tab=report', '**/api/v1/artifacts/*'],
      ['/jobs/read?tab=calls', '**/api/v1/jobs/read/calls*'],
      ['/costs', '**/api/v1/costs*'],
      ['/approvals', '**/api/v1/approvals*'],
    ] as const;
    for (const [path, asked] of paths) {
      let letGo = (): void => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      await page.route(asked, (route) => held.then(() => route.fulfill({ status: 500, body: 'no' })));
      await page.goto(new URL(path, lab.instance.url).href);
      await page
        .getByText(/^Loading/)
        .first()
        .waitFor();
      found.push(...(await look(page, `${path} loading`)));
      letGo();
      await page.locator('.notice-failure').first().waitFor();
      found.push(...(await look(page, `${path} failed`)));
      await page.unroute(asked);
    }
    expect(found).toEqual([]);
    await watched.close();
    const signedOut = await lab.openSignedOut();
    signedOut.expectWrong(/status of 401/);
    await signedOut.page.goto(lab.instance.url);
    await signedOut.page.getByRole('heading', { level: 1, name: 'Open Dossier' }).waitFor();
    expect(await look(signedOut.page, 'sign-in')).toEqual([]);
    await signedOut.close();
  });
});
