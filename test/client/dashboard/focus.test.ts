import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answersError } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { accountFor, settled } from './settled.ts';
import { documentsOfAllKinds, KINDS_QUESTION, ROOF, ROOF_QUESTION } from './short-jobs.ts';
import { walkThrough } from './stops.ts';

jest.setTimeout(300_000);

const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key.' });

/** Each screen, with the buttons that open what is looked at in it. */
const SCREENS: readonly [path: string, ...buttons: string[]][] = [
  ['/jobs'],
  ['/jobs', 'Help and keyboard shortcuts'],
  ['/jobs/new?sample=true'],
  ['/jobs/waits'],
  ['/jobs/waits', 'Edit and approve'],
  ['/jobs/waits', 'Reject'],
  ['/jobs/waits', 'Cancel job'],
  ['/jobs/parks'],
  ['/jobs/parks', 'Supply the result'],
  ['/jobs/read?tab=report'],
  ['/jobs/read?tab=report&evidence=e1'],
  ['/jobs/read?tab=progress', 'Go back to here'],
  ['/jobs/read?tab=sources'],
  ['/jobs/read?tab=calls'],
  ['/jobs/read?tab=history'],
  ['/jobs/read?tab=audit'],
  ['/approvals'],
  ['/costs'],
  ['/settings'],
];

describeInBrowser('what has the focus', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
    lab.provider.arm('parks', 'plan', DENIED);
    await Promise.all([
      lab.startJob('read', documentsOfAllKinds(), { question: KINDS_QUESTION, gates: [], tags: ['harbour'] }),
      lab.startJob('waits', ROOF, { question: ROOF_QUESTION, gates: ['approve'] }),
      lab.startJob('parks', ROOF, { question: ROOF_QUESTION, gates: [] }),
    ]);
    await Promise.all([
      lab.until('read', 'done'),
      lab.until('waits', 'waiting'),
      lab.until('parks', 'needs_attention'),
    ]);
  });
  afterAll(() => lab?.end());

  const show = async (page: Page, path: string, buttons: readonly string[]): Promise<void> => {
    await page.goto(new URL(path, lab.instance.url).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    for (const name of buttons) await page.getByRole('button', { name }).first().click();
    await settled(page);
  };

  test.each([
    [1280, 800],
    [320, 640],
  ])('is seen, ringed and large enough on every screen at %i x %i', async (width, height) => {
    const watched = await lab.open('/jobs', { viewport: { width, height } });
    accountFor(watched.page);
    const found: string[] = [];
    for (const [path, ...buttons] of SCREENS) {
      await show(watched.page, path, buttons);
      const { stops, faults } = await walkThrough(watched.page);
      const where = [path, ...buttons].join(' ');
      found.push(...faults.map((fault) => `${where}: ${fault}`));
      if (stops < 2) found.push(`${where}: Tab leads nowhere`);
    }
    expect(found).toEqual([]);
    await watched.close();
  });
});
