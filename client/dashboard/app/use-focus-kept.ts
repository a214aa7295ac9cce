import { useEffect } from 'react';

/** What a person is led to within a place, and the places that have one. */
const HEADINGS = 'h1, h2, h3';
const PLACES = 'main, section, article, aside, form, dialog, li';

/** Whether the focus is nowhere because what had it last is gone, hidden or switched off; whoever walks out of the page by Tab leaves it standing. */
function isLost(last: Element): boolean {
  const { activeElement: now } = document;
  if (now !== null && now !== document.body && now !== last) return false;
  return !last.isConnected || last.matches(':disabled') || !last.checkVisibility();
}

/** Puts the focus on the heading of the innermost place that still stands, at last on that of the page. */
function focusNearest(places: readonly Element[]): void {
  for (const place of [...places, ...document.querySelectorAll('main')]) {
    if (!place.isConnected || !place.matches(PLACES)) continue;
    const heading = [...place.querySelectorAll<HTMLElement>(HEADINGS)].find((one) => one.checkVisibility());
    if (heading === undefined) continue;
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (document.activeElement === heading) return;
  }
}

/**
 * Whoever works by keyboard or ear stays where they were when what had the focus is gone or switched off: a notice that was put away, a decision that
 * was taken, a filter that was cleared. Without it a browser leaves the focus nowhere, and a screen reader begins the page anew.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let places: Element[] = [];
    let due = 0;
    const onFocus = ({ target }: FocusEvent): void => {
      places = [];
      for (let one = target instanceof Element ? target : null; one !== null; one = one.parentElement) places.push(one);
    };
    // Whoever presses beside everything wants nothing to have the focus.
    const onPointer = (): void => {
      places = [];
    };
    const look = (): void => {
      if (places[0] !== undefined && isLost(places[0])) focusNearest(places);
    };
    const observer = new MutationObserver(() => {
      if (places[0] === undefined || !isLost(places[0])) return;
      // What is about to be drawn may take the focus itself.
      cancelAnimationFrame(due);
      due = requestAnimationFrame(() => {
        due = requestAnimationFrame(look);
      });
    });
    const options = { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled', 'open'] };
    observer.observe(document.body, options);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPointer, true);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(due);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPointer, true);
    };
  }, []);
}
