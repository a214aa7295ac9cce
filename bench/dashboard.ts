import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openLedger } from '../store/ledger/open-ledger.ts';
import { type Harness, openHarness } from '../test/client/api/api-harness.ts';
import { chromiumProgram, startBrowser } from '../test/client/dashboard/chromium.ts';
import { changesReachPage } from './dashboard-changes.ts';
import { readsOfWatchers } from './dashboard-watchers.ts';
import { type Filling, fillLedger, jobIdOf } from './ledger-filling.ts';
import { type Figure, type Measurement, middleOf, percentile } from './measurement.ts';

const FILLING: Filling = { jobs: 10_000, running: 200, calls: 20, callsOfTheFirst: 2_000, days: 60 };
const LOADS = 7;
const CLICKS = 20;
const ms = (value: number): string => `${Math.round(value)} ms`;

/** Where the harness listens, and the one-time address that signs a browser in. */
async function addressOf(api: Harness): Promise<{ url: string; opening: string }> {
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const address = api.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  const url = `http://127.0.0.1:${address.port}`;
  return { url, opening: `${url}/open/${api.parts.sessions.newOpening()}` };
}

/** What a page loaded of scripts and styles, as it came over the wire. */
async function loadedBytes(page: Page): Promise<number> {
  return await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\.(js|css|mjs)(\?|$)/.test(name))
      .reduce((sum, entry) => sum + entry.toJSON().encodedBodySize, 0),
  );
}

/** Opens the list anew, without anything kept, again and again: until the first row can be pressed. */
async function firstLoads(browser: Browser, url: string, signedIn: BrowserContext) {
  const storageState = await signedIn.storageState();
  const times: number[] = [];
  let bytes = 0;
  for (let count = 0; count < LOADS; count += 1) {
    const context = await browser.newContext({ storageState });
    const page = await context.newPage();
    const from = performance.now();
    await page.goto(`${url}/jobs`, { waitUntil: 'commit' });
    await page.locator('[data-list-item]').first().waitFor();
    times.push(performance.now() - from);
    bytes = await loadedBytes(page);
    await context.close();
  }
  return { times, bytes };
}

/** Presses chips in turns: until the list that was asked for is drawn. */
async function filtering(page: Page): Promise<number[]> {
  const times: number[] = [];
  const chips = page.getByRole('navigation', { name: 'Jobs by state' }).getByRole('link');
  for (let count = 0; count < CLICKS; count += 1) {
    const chip = chips.filter({ hasText: count % 2 === 0 ? 'Done' : 'Running' });
    const from = performance.now();
    await chip.click();
    await page
      .locator(`.job-row .status-${count % 2 === 0 ? 'done' : 'running'}`)
      .first()
      .waitFor();
    times.push(performance.now() - from);
  }
  return times;
}

/** Shows 2,000 calls of a job: until the first is drawn, and what the browser holds then. */
async function manyCalls(page: Page, url: string): Promise<{ time: number; megabytes: number }> {
  await page.goto(`${url}/jobs/${jobIdOf(0)}`);
  await page.getByRole('tab', { name: 'Model calls' }).waitFor();
  const from = performance.now();
  await page.getByRole('tab', { name: 'Model calls' }).click();
  await page.getByRole('table').getByRole('row').nth(1).waitFor();
  const time = performance.now() - from;
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { time, megabytes: usedSize / 1_000_000 };
}

async function ofLargeLedger(browser: Browser, tell: (line: string) => void): Promise<Figure[]> {
  const api = await openHarness();
  try {
    const file = join(api.folder, 'ledger.sqlite');
    fillLedger(file, FILLING);
    await (await openLedger({ url: file })).close();
    tell('filled');
    const { url, opening } = await addressOf(api);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(opening);
    await page.locator('[data-list-item]').first().waitFor();
    const { times, bytes } = await firstLoads(browser, url, context);
    tell('loaded');
    const clicks = await filtering(page);
    const calls = await manyCalls(page, url);
    await context.close();
    const figures: Figure[] = [
      {
        what: 'scripts and styles of the first load, compressed',
        value: `${Math.round(bytes / 1_000)} kB`,
        aim: '150 kB',
      },
      { what: 'the list of 10,000 jobs, from the address to its first row', value: middleOf(times, ms), aim: '1 s' },
      {
        what: 'another state chosen, until its rows are drawn',
        value: `p50 ${ms(percentile(clicks, 0.5))}, p95 ${ms(percentile(clicks, 0.95))} (n = ${clicks.length})`,
        aim: 'p95 300 ms',
      },
      { what: '2,000 model calls of a job, until the first is drawn', value: ms(calls.time), aim: '500 ms' },
      { what: 'memory of scripts then', value: `${Math.round(calls.megabytes)} MB`, aim: '100 MB' },
    ];
    return figures;
  } finally {
    await api.close();
  }
}

/** Speed and size of the dashboard, in a real browser. */
export const dashboard: Measurement = {
  name: 'dashboard',
  words:
    'The built application in chromium. Lists and calls over a ledger of 10,000 jobs (200 run) with an API and no worker; changes on a whole instance with the offline model, from the instant that the workflow gives a change to the drawing that shows it; reads counted at the API’s own ports.',
  async run(tell): Promise<Figure[]> {
    if (chromiumProgram() === undefined) throw new Error('There is no chromium on this machine.');
    const browser = await startBrowser();
    try {
      const large = await ofLargeLedger(browser, tell);
      const changes = await changesReachPage(browser, tell);
      return [...large, ...changes, ...(await readsOfWatchers())];
    } finally {
      await browser.close();
    }
  },
};
