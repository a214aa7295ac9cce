import type { Page } from 'playwright-core';

/** For how long nothing may change; shorter than the second by which spans of time count up. */
const QUIET_MS = 200;

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

/** Waits until a page is drawn: nothing on it is on its way, and for a moment nothing changes. `isLoading`: what is on its way is meant to be seen. */
export async function settled(page: Page, { isLoading = false }: { isLoading?: boolean } = {}): Promise<void> {
  await page.evaluate(`globalThis.mayLoad = ${isLoading}`);
  await page.evaluate(SETTLED);
}
