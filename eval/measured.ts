/** One line of the table of an evaluation. */
export interface Measured {
  what: string;
  figure: string;
  aim: string;
  /** Null where there is nothing to meet. */
  met: boolean | null;
}

/** What one part of the evaluation gave. */
export interface Evaluated {
  rows: Measured[];
  /** Markdown below the table: shortfalls by name, the first run beside the last. */
  remarks: string[];
}

/** One part of the evaluation, by its name on the command line. */
export interface Evaluation {
  name: string;
  /** How it was measured, in a sentence or two. */
  words: string;
  /** Runs it; throws `Unavailable` where this machine lacks what it takes. */
  run(tell: (line: string) => void): Promise<Evaluated>;
}

/** A part that cannot run on this machine, with the remedy: it counts as skipped, loudly. */
export class Unavailable extends Error {}

/** A share in per cent with one digit: `98.7 %`. */
export function share(part: number, all: number): string {
  return all === 0 ? 'none' : `${((100 * part) / all).toFixed(1)} %`;
}
