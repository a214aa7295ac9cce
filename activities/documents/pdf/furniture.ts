import { lineOf } from './lines.ts';
import type { Row } from './rows.ts';

const ROWS_AT_EDGE = 3;

/** A page whose frame was taken off. */
export interface FramedPage {
  above: FrameLine[];
  rows: Row[];
  below: FrameLine[];
}

/** A running title or page number. */
export interface FrameLine {
  text: string;
  /** Whether it stands here for the first time, and is more than a number. */
  isNew: boolean;
}

/** Knows the running titles and page numbers of a document: what stands at the same height of several pages with the same words. */
export class Furniture {
  readonly #pages = new Map<string, number>();
  readonly #given = new Set<string>();

  /** Counts the outermost rows of a page, once a page, before any is asked about. */
  count(rows: readonly Row[]): void {
    const keys = new Set([...rows.slice(0, ROWS_AT_EDGE), ...rows.slice(-ROWS_AT_EDGE)].map(keyOf));
    for (const key of keys) this.#pages.set(key, (this.#pages.get(key) ?? 0) + 1);
  }

  /** Parts a page's rows, from top to bottom, into its frame and what it is about. */
  part(rows: readonly Row[]): FramedPage {
    let [from, to] = [0, rows.length];
    while (from < Math.min(ROWS_AT_EDGE, to) && this.#isFrame(rows[from], rows[from + 1])) from += 1;
    while (to > Math.max(rows.length - ROWS_AT_EDGE, from) && this.#isFrame(rows[to - 1], rows[to - 2])) to -= 1;
    // A sentence that goes on inwards is none, though it stands on several pages.
    while (from > 0 && goesOn(rows[from - 1], rows[from])) from -= 1;
    while (to < rows.length && goesOn(rows[to - 1], rows[to])) to += 1;
    const lines = (part: readonly Row[]) => part.map((row) => this.#line(row));
    return { above: lines(rows.slice(0, from)), rows: rows.slice(from, to), below: lines(rows.slice(to)) };
  }

  #isFrame(row: Row | undefined, inner: Row | undefined): boolean {
    if (row === undefined || isTable(row, inner)) return false;
    const { text } = lineOf(row);
    // Rows of numbers also look alike when their digits do not count.
    return isPageNumber(text) || (/\p{L}{2}/u.test(text) && (this.#pages.get(keyOf(row)) ?? 0) >= 2);
  }

  #line(row: Row): FrameLine {
    const { text } = lineOf(row);
    const key = wordsOf(text);
    const isNew = !isPageNumber(text) && !this.#given.has(key);
    this.#given.add(key);
    return { text, isNew };
  }
}

/** Whether a row and the one towards the middle of the page are of a table: its header repeats on every page too. */
function isTable(row: Row, inner: Row | undefined): boolean {
  if (inner === undefined || Math.abs(row.y - inner.y) > 2.2 * row.size) return false;
  return lineOf(row).cells.length > 1 && lineOf(inner).cells.length > 1;
}

/** Whether two rows look like lines of one paragraph: a long one that ends no sentence, and one as close and alike as lines are. */
function goesOn(row: Row | undefined, next: Row | undefined): boolean {
  if (row === undefined || next === undefined || row.y - next.y > 1.6 * row.size) return false;
  const [line, other] = [lineOf(row), lineOf(next)];
  const areAlike =
    line.font === other.font && Math.abs(line.size - other.size) < 0.3 && Math.abs(line.left - other.left) < 2;
  return areAlike && line.text.length > 60 && line.cells.length === 1 && !/[.!?:;]["'”’)\]]*$/.test(line.text);
}

function isPageNumber(text: string): boolean {
  const number = /^(?:[-–—|]\s*)?(?:(?:page|seite|p\.)\s*)?\d{1,4}(?:\s*(?:of|von|\/)\s*\d{1,4})?(?:\s*[-–—|])?$/i;
  return number.test(text) || /^[ivxlc]{1,6}$/.test(text);
}

function keyOf(row: Row): string {
  return `${Math.round(row.y / 4)} ${wordsOf(lineOf(row).text)}`;
}

function wordsOf(text: string): string {
  return text.replace(/\d+/g, '#').replace(/\s+/g, ' ');
}
