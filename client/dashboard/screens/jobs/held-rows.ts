import type { JobRow } from '../../../../contract/job-list-api.ts';

/** Which rows stand on the page, in their order; they stay there whatever happens meanwhile, until the person asks for the list as it is now. */
export interface Held {
  /** Of which list. */
  key: string;
  /** Pages that were asked for. */
  pages: number;
  ids: readonly string[];
}

/** What stands before any list was shown. */
export const NOTHING_HELD: Held = { key: '', pages: 0, ids: [] };

type Pages = readonly (readonly JobRow[])[];

/** What stands on the page after an answer: all of it where another list or nothing stood there, what further pages add, else what stood there. */
export function heldAfter(held: Held, key: string, pages: Pages): Held {
  if (held.key !== key || held.ids.length === 0) return allOf(key, pages, held);
  if (pages.length <= held.pages) return held;
  const known = new Set(held.ids);
  const more = pages.slice(held.pages).flatMap((page) => page.map(({ id }) => id).filter((id) => !known.has(id)));
  return { key, pages: pages.length, ids: [...held.ids, ...more] };
}

/** All of an answer; the same object where that changes nothing, since it is drawn by. */
export function allOf(key: string, pages: Pages, held: Held = NOTHING_HELD): Held {
  const ids = pages.flatMap((page) => page.map(({ id }) => id));
  const isSame = held.key === key && held.pages === pages.length && held.ids.join() === ids.join();
  return isSame ? held : { key, pages: pages.length, ids };
}

/** Ids on the page that the latest answer does not have, and how many it has that wait to be shown. */
export function differenceOf(held: Held, pages: Pages): { missing: string[]; waiting: number } {
  const known = new Set(held.ids);
  const fresh = new Set(pages.flatMap((page) => page.map(({ id }) => id)));
  return {
    missing: held.ids.filter((id) => !fresh.has(id)),
    waiting: [...fresh].filter((id) => !known.has(id)).length,
  };
}
