/** How many characters were written by when, in milliseconds of any steady clock. */
export interface Written {
  at: number;
  chars: number;
}

/** What is older says nothing of how fast it goes now. */
const WINDOW_MS = 10_000;
/** Two looks that are closer tell more of when they were taken than of what was written. */
const LEAST_MS = 500;

/** Adds a look to those before it, without those that are too old; another text begins them anew. */
export function withLook(looks: readonly Written[], look: Written): Written[] {
  const last = looks.at(-1);
  if (last !== undefined && look.chars < last.chars) return [look];
  return [...looks.filter(({ at }) => look.at - at <= WINDOW_MS), look];
}

/** Characters a second over the last seconds, as measured; null where too little was seen to say. */
export function rateOf(looks: readonly Written[]): number | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < LEAST_MS) return null;
  return ((last.chars - first.chars) * 1_000) / (last.at - first.at);
}
