import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** For how long nothing may change; shorter than the second by which spans of time count up. */
const QUIET_MS = 200;
const PATIENCE_MS = 60_000;

const SETTLED = `new Promise((resolve) => {
  let timer;
  const observer = new MutationObserver(() => again());
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(look, ${QUIET_MS});
  };
  const look = () => {
    if (globalThis.mayLoad !== true && document.querySelector('.loading, [aria-busy=true]') !== null) return again();
    observer.disconnect();
    resolve();
  };
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  again();
})`;

const underWay = new WeakMap<Page, Set<Request>>();

/** Keeps account of what a page has asked for and not got yet, from its next navigation on. What it follows all the time is no part of that. */
export function accountFor(page: Page): void {
  const asked = new Set<Request>();
  underWay.set(page, asked);
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.endsWith('/events')) asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
}

/**
 * Waits until a page is drawn: nothing on it is on its way, also what says nothing of that (`accountFor`), and for a moment nothing changes.
 * `isLoading`: what is on its way is meant to be seen.
 */
export async function settled(page: Page, { isLoading = false }: { isLoading?: boolean } = {}): Promise<void> {
  const asked = underWay.get(page) ?? new Set();
  const end = Date.now() + PATIENCE_MS;
  await page.evaluate(`globalThis.mayLoad = ${isLoading}`);
  for (;;) {
    await page.evaluate(SETTLED);
    if (isLoading || asked.size === 0) return;
    if (Date.now() > end) throw new Error(`Still on their way: ${[...asked].map((one) => one.url()).join(', ')}`);
    await sleep(40);
  }
}
