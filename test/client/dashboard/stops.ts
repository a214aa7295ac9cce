import type { Page } from 'playwright-core';

/** More stops than any page of these tests has. */
const MOST_STOPS = 300;

const NO_RING = 'has no ring';

/** Looks at what has the focus: null at the end of the page, else its name, whether it was seen before, and what is wrong with how it is shown. */
const LOOK = `(() => {
  const LEAST = 24;
  const TARGETS = 'a[href], button, input, select, textarea, summary';
  const one = document.activeElement;
  if (one === null || one === document.body) return null;
  globalThis.stops ??= new WeakSet();
  const words = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent ?? '';
  const name = one.localName + ' “' + words.trim().replace(/\\s+/g, ' ').slice(0, 50) + '”';
  if (globalThis.stops.has(one)) return { name, isAgain: true, faults: [] };
  globalThis.stops.add(one);
  const faults = [];

  // Not hidden: some point of it is what is seen there.
  const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
  const isSeen = [...one.getClientRects()].some((rect) =>
    parts.some((x) =>
      parts.some((y) => {
        const hit = document.elementFromPoint(rect.left + rect.width * x, rect.top + rect.height * y);
        return hit !== null && one.contains(hit);
      }),
    ),
  );
  if (!isSeen) {
    const rect = one.getBoundingClientRect();
    const hit = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
    faults.push('is hidden at ' + [rect.left, rect.top, rect.right, rect.bottom].map(Math.round) + ' by ' + (hit === null ? 'the edge' : hit.localName + '.' + hit.className));
  }

  // Told: a ring around it, or around what it stands in.
  const hasRing = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !/, 0\\)$|transparent/.test(outlineColor);
  };
  if (![one, one.parentElement].some((element) => element !== null && hasRing(element))) faults.push('${NO_RING}');

  // Large enough, or alone enough; a word in a sentence is as large as its line.
  const boxOf = (element) => {
    const label = element.matches('[type=checkbox], [type=radio]') ? element.closest('label') : null;
    return (label ?? element).getBoundingClientRect();
  };
  const isSmall = ({ width, height }) => Math.round(width) < LEAST || Math.round(height) < LEAST;
  const box = boxOf(one);
  const isInSentence = getComputedStyle(one).display === 'inline' && (one.parentElement.textContent ?? '').trim() !== (one.textContent ?? '').trim();
  if (one.matches(TARGETS) && isSmall(box) && !isInSentence) {
    const center = (rect) => [rect.left + rect.width / 2, rect.top + rect.height / 2];
    const [x, y] = center(box);
    const stays = (element) => element?.closest('.rail, .top-bar, .dialog-head') ?? null;
    const close = [...(one.closest('dialog') ?? document).querySelectorAll(TARGETS)].find((other) => {
      if (other === one || one.contains(other) || other.contains(one) || !other.checkVisibility() || stays(other) !== stays(one)) return false;
      const rect = boxOf(other);
      if (rect.width === 0 || rect.height === 0) return false;
      const away = Math.hypot(Math.max(rect.left - x, 0, x - rect.right), Math.max(rect.top - y, 0, y - rect.bottom));
      const [otherX, otherY] = center(rect);
      return away < LEAST / 2 || (isSmall(rect) && Math.hypot(otherX - x, otherY - y) < LEAST);
    });
    if (close !== undefined) faults.push('is ' + Math.round(box.width) + ' by ' + Math.round(box.height) + ' pixels, too close to ' + close.localName + ' “' + close.textContent.trim().slice(0, 40) + '”');
  }
  return { name, isAgain: false, faults };
})()`;

interface Stop {
  name: string;
  isAgain: boolean;
  faults: string[];
}

/** Walks by Tab through all that can have the focus, and tells what is wrong with how it is shown; and how many stops there were. */
export async function walkThrough(page: Page): Promise<{ stops: number; faults: string[] }> {
  await page.evaluate('globalThis.stops = undefined');
  // From the very beginning: of a dialog, which has the focus already, else of the page.
  await page.evaluate("document.querySelector('dialog[open]') ?? document.querySelector('.skip-link').focus()");
  const faults: string[] = [];
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (stops > 0) await page.keyboard.press('Tab');
    const stop = (await page.evaluate(LOOK)) as Stop | null;
    if (stop === null || stop.isAgain) return { stops, faults };
    // A ring is for those who use keys: the first stop was led to by script.
    const counted = stop.faults.filter((fault) => stops > 0 || fault !== NO_RING);
    faults.push(...counted.map((fault) => `${stop.name} ${fault}`));
  }
  return { stops: MOST_STOPS, faults: [...faults, `has more than ${MOST_STOPS} stops`] };
}
