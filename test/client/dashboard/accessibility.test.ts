import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError, answersWith } from '../../support/faulty-provider.ts';
import { look } from './axe.ts';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { accountFor } from './settled.ts';
import { documentsOfAllKinds, KINDS_QUESTION, ROOF, ROOF_QUESTION } from './short-jobs.ts';

jest.setTimeout(420_000);

const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });
/** A refusal that is shown at once: what may pass by itself is first asked again. */
const REFUSED = {
  status: 409,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    ...{ type: 'about:blank', title: 'Conflict', status: 409, detail: 'It was refused.', code: 'job-closed' },
    ...{ remedy: 'Look again.', field: null },
  }),
};
/** The offline model never quotes a cell: this answer is that of another. */
const LEASE = 'The harbour office reviews the lease every two years.';
const OF_A_CELL = answersWith({
  content: JSON.stringify({
    ...{ status: 'answered', conflicts: [], gaps: [] },
    statements: [{ text: LEASE, evidence: [{ passageId: 's1-p2', quote: LEASE, queryId: null }] }],
  }),
});

describeInBrowser('every screen and state keeps the rules of WCAG 2.2 A and AA', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
  });
  afterAll(() => lab?.end());

  const goTo = async (page: Page, path: string): Promise<void> => {
    await page.goto(new URL(path, lab.instance.url).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  /** Opens a page and gives a way to look at states of it, and to end with nothing found. */
  const looking = async (...wrong: RegExp[]) => {
    const watched = await lab.open();
    watched.expectWrong(...wrong);
    const { page } = watched;
    accountFor(page);
    const found: string[] = [];
    return {
      page,
      see: async (name: string, how = {}): Promise<void> => void found.push(...(await look(page, name, how))),
      end: async (): Promise<void> => {
        expect(found).toEqual([]);
        await watched.close();
      },
    };
  };

  test('without jobs, and with models that were tested', async () => {
    const { page, see, end } = await looking();
    for (const [path, ready] of [
      ['/jobs', 'No jobs yet'],
      ['/approvals', 'Nothing waits for a decision'],
      ['/approvals?view=decided', 'Nothing has been decided yet'],
      ['/costs', 'Costs'],
    ] as const) {
      await goTo(page, path);
      await page.getByRole('main').getByText(ready).first().waitFor();
      await see(`${path} without jobs`);
    }
    await goTo(page, '/settings');
    await page.getByRole('button', { name: 'Test the models' }).click();
    await page.getByText(/^Tested at/).waitFor();
    await see('/settings tested');
    await end();
  });

  describe('with jobs', () => {
    beforeAll(async () => {
      lab.provider.arm('parks', 'plan', DENIED);
      lab.provider.arm('cell', 'research_notes', OF_A_CELL);
      const { 'rules.xlsx': rules = '' } = documentsOfAllKinds();
      await Promise.all([
        lab.startJob('read', documentsOfAllKinds(), { question: KINDS_QUESTION, gates: [], tags: ['harbour'] }),
        lab.startJob('cell', { 'rules.xlsx': rules }, { question: 'How often is the lease reviewed?', gates: [] }),
        lab.startJob('waits', ROOF, { question: ROOF_QUESTION, gates: ['approve'] }),
        lab.startJob('plans', ROOF, { question: ROOF_QUESTION, gates: ['plan'] }),
        lab.startJob('parks', ROOF, { question: ROOF_QUESTION, gates: [] }),
      ]);
      await Promise.all([
        ...[lab.until('read', 'done'), lab.until('cell', 'done'), lab.until('waits', 'waiting')],
        ...[lab.until('plans', 'waiting'), lab.until('parks', 'needs_attention')],
      ]);
      await lab.client.fork('waits', { id: 'forked', step: 'draft' });
      await lab.until('forked', 'waiting');
    });

    const screens: readonly [path: string, ready: string | RegExp][] = [
      ['/jobs', 'Needs attention'],
      ['/jobs?kind=check', 'No job matches these filters'],
      ['/jobs/new', 'New report'],
      ['/jobs/waits', 'Your decision'],
      ['/jobs/plans', 'Your decision'],
      ['/jobs/parks', 'What needs attention'],
      ['/jobs/read?tab=progress', 'What happened'],
      ['/jobs/read?tab=report', /factual sentences verified/],
      ['/jobs/read?tab=sources', /^Cited/],
      ['/jobs/read?tab=calls', / calls$/],
      ['/jobs/read?tab=history', 'In words'],
      ['/jobs/read?tab=history&events=raw', 'Raw events'],
      ['/jobs/read?tab=audit', 'What else people did'],
      ['/approvals', 'Approvals'],
      ['/approvals?view=decided', 'Approvals'],
      ['/costs', 'Costs'],
      ['/settings', 'Settings'],
      ['/jobs/nobody', 'There is no job nobody'],
    ];

    test('loaded', async () => {
      const { page, see, end } = await looking(/status of 404/);
      for (const [path, ready] of screens) {
        await goTo(page, path);
        await page.getByRole('main').getByText(ready).first().waitFor();
        await see(path);
      }
      await end();
    });

    test('with the source of a page, a line, a computation and a cell open', async () => {
      const { page, see, end } = await looking();
      const panel = page.getByRole('complementary', { name: /^Source of evidence/ });
      for (const [id, source, shown] of [
        ['read', 'data-protection-review.pdf', '.pdf-mark'],
        ['read', 'harbour.txt', 'mark'],
        ['read', 'usage.csv', 'table'],
        ['cell', 'rules.xlsx', 'table mark'],
      ] as const) {
        await goTo(page, `/jobs/${id}?tab=report`);
        const mark = page.getByRole('article').getByRole('button', { name: new RegExp(source) });
        await mark.first().click();
        await panel.locator(shown).first().waitFor();
        await see(`source ${source}`);
      }
      await end();
    });

    test('with a dialog, a form or an editor open', async () => {
      const { page, see, end } = await looking();
      const opened = async (path: string, name: string, ready?: RegExp): Promise<void> => {
        await goTo(page, path);
        await page.getByRole('button', { name }).first().click();
        if (ready !== undefined) await page.getByText(ready).first().waitFor();
        await see(`${path} ${name}`);
      };
      await opened('/jobs', 'Help and keyboard shortcuts');
      await opened('/jobs/waits', 'Pause');
      await opened('/jobs/waits', 'Cancel job');
      await opened('/jobs/waits', 'Edit and approve');
      await opened('/jobs/waits', 'Reject');
      await opened('/jobs/waits', 'Request changes');
      await opened('/jobs/plans', 'Edit and approve');
      await opened('/jobs/read?tab=progress&place=draft%400.1', 'Go back to here', /^Runs again/);
      await opened('/jobs/read?tab=progress', 'Fork from here', /^Runs again/);
      await opened('/jobs/forked?tab=progress', 'Compare with waits', / \d+ the same/);
      for (const way of ['Retry with another model', 'Supply the result', 'Abort the job'])
        await opened('/jobs/parks', way);
      await end();
    });

    test('loading, failed, cut off, and signed out', async () => {
      const { page, see, end } = await looking(/Failed to load resource/);
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
        await page.route(asked, (route) => held.then(() => route.fulfill(REFUSED)));
        await goTo(page, path);
        await page
          .getByText(/^Loading/)
          .first()
          .waitFor();
        await see(`${path} loading`, { isLoading: true });
        letGo();
        await page.locator('.notice-failure').first().waitFor();
        await see(`${path} failed`);
        await page.unroute(asked);
      }
      // What happens is not told any more, and behind the instance Temporal is gone.
      await page.route('**/events', (route) => route.abort());
      await page.route('**/api/v1/instance', async (route) => {
        const told = await (await route.fetch()).json();
        await route.fulfill({ json: { ...told, temporal: { ...told.temporal, reachable: false } } });
      });
      await goTo(page, '/jobs/waits');
      await page.getByRole('banner').getByText('Reconnecting').waitFor();
      await page.getByText('Temporal does not answer').waitFor();
      await see('/jobs/waits cut off');
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await end();
      const signedOut = await lab.openSignedOut();
      signedOut.expectWrong(/status of 401/);
      await signedOut.page.goto(lab.instance.url);
      await signedOut.page.getByRole('heading', { level: 1, name: 'Open Dossier' }).waitFor();
      expect(await look(signedOut.page, 'sign-in')).toEqual([]);
      await signedOut.close();
    });
  });
});
