import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/**
 * Has the page note when something is first drawn, in milliseconds since `since`: its own navigation, or the next press. A page looks at every
 * drawing; who asks it from outside learns of it up to half a second late.
 */
function noteWhen(selector: string, since: 'navigation' | 'press'): string {
  return `(() => {
    delete window.noted;
    const look = (from) => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) requestAnimationFrame(() => look(from));
      else requestAnimationFrame(() => { window.noted = performance.now() - from; });
    };
    if (${JSON.stringify(since)} === 'navigation') look(0);
    else document.addEventListener('pointerdown', () => look(performance.now()), { once: true, capture: true });
  })()`;
}

/** What the page noted, once it has. */
async function noted(page: Page): Promise<number> {
  for (;;) {
    const at = await page.evaluate('window.noted');
    if (typeof at === 'number') return at;
    await sleep(50);
  }
}

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
    await page.addInitScript(noteWhen('[data-list-item]', 'navigation'));
    await page.goto(`${url}/jobs`, { waitUntil: 'commit' });
    times.push(await noted(page));
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
    await page.evaluate(noteWhen(`.job-row:first-child .status-${count % 2 === 0 ? 'done' : 'running'}`, 'press'));
    await chip.click();
    times.push(await noted(page));
  }
  return times;
}

/** Shows 2,000 calls of a job, again and again: until the first is drawn, and what the browser holds then. */
async function manyCalls(page: Page, url: string): Promise<{ times: number[]; megabytes: number }> {
  const times: number[] = [];
  for (let count = 0; count < LOADS; count += 1) {
    await page.goto(`${url}/jobs/${jobIdOf(0)}`);
    const tab = page.getByRole('tab', { name: 'Model calls' });
    await tab.waitFor();
    await page.evaluate(noteWhen('.calls-table tbody tr', 'press'));
    await tab.click();
    times.push(await noted(page));
  }
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { times, megabytes: usedSize / 1_000_000 };
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
      { what: '2,000 model calls of a job, until the first is drawn', value: middleOf(calls.times, ms), aim: '500 ms' },
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
