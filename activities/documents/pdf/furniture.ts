import type { TextLine } from './lines.ts';

const LINES_AT_EDGE = 3;

/** Knows the running titles and page numbers of a document: what stands at the same place of several pages with the same words. */
export class Furniture {
  readonly #seen = new Map<string, number>();

  /** Counts the outermost lines of a page, once a page, before any is asked about. */
  count(lines: readonly TextLine[]): void {
    const keys = new Set(edgeLines(lines).map(keyOf));
    for (const key of keys) this.#seen.set(key, (this.#seen.get(key) ?? 0) + 1);
  }

  /** The lines of a page that belong to its frame. */
  of(lines: readonly TextLine[]): Set<TextLine> {
    return new Set(edgeLines(lines).filter((line) => isPageNumber(line.text) || this.#repeats(line)));
  }

  #repeats(line: TextLine): boolean {
    // Rows of numbers also look alike when their digits do not count.
    return /\p{L}{3}/u.test(line.text) && (this.#seen.get(keyOf(line)) ?? 0) >= 2;
  }
}

function edgeLines(lines: readonly TextLine[]): TextLine[] {
  const byHeight = lines.toSorted((one, other) => other.y - one.y);
  return [...new Set([...byHeight.slice(0, LINES_AT_EDGE), ...byHeight.slice(-LINES_AT_EDGE)])];
}

function isPageNumber(text: string): boolean {
  return (
    /^(?:[-–—|]\s*)?(?:(?:page|seite|p\.)\s*)?\d{1,4}(?:\s*(?:of|von|\/)\s*\d{1,4})?(?:\s*[-–—|])?$/i.test(text) ||
    /^[ivxlc]{1,6}$/.test(text)
  );
}

function keyOf({ text, y }: TextLine): string {
  return `${Math.round(y / 4)} ${text.replace(/\d+/g, '#').replace(/\s+/g, ' ')}`;
}
