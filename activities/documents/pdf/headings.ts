import type { TextLine } from './lines.ts';
import type { Paragraph } from './paragraphs.ts';

/** How much larger than the text a heading is. */
const LARGER = 1.12;
const LONGEST = 180;

/** Tells headings by their letters, and keeps those that stand above the text that follows. */
export class HeadingTrail {
  readonly #letters = new Map<string, number>();
  #stack: { size: number; text: string }[] = [];

  /** Counts a page's letters, so that the document's usual ones are known. */
  count(lines: readonly TextLine[]): void {
    for (const { size, font, text } of lines) {
      const key = `${roundedSize(size)} ${font}`;
      this.#letters.set(key, (this.#letters.get(key) ?? 0) + text.length);
    }
  }

  /** The headings above what follows, outermost first. */
  get headings(): string[] {
    return this.#stack.map(({ text }) => text);
  }

  /** The words of a paragraph that is a heading, which from now on stands above what follows; else null. `headings` are those above itself until `enter`. */
  headingOf({ lines, isUnit }: Paragraph): { text: string; size: number } | null {
    const [first] = lines;
    const text = lines
      .map((line) => line.text)
      .join(' ')
      .replace(/\s+/g, ' ');
    if (first === undefined || lines.length > 3 || text.length > LONGEST || !/\p{L}{2}/u.test(text)) return null;
    const [size, font] = this.#usual();
    const own = Math.max(...lines.map((line) => line.size));
    if (own >= LARGER * size && !/[,;]$/.test(text)) return { text, size: own };
    const otherLetters = first.oneFont && first.font !== font && own >= 0.97 * size;
    const isTitle = /^\p{Lu}|^\d+(?:\.\d+)*\.?\s+\p{Lu}/u.test(text) && !/[.,;:!?]$/.test(text);
    if (!otherLetters || !isTitle || lines.length > 2 || text.length > 90) return null;
    if (isUnit && !/^\d/.test(text)) return null;
    return lines.every((line) => line.oneFont && line.font === first.font) && this.#isRare(first.font)
      ? { text, size }
      : null;
  }

  /** Goes below a heading; those of smaller or equal letters end. */
  enter({ text, size }: { text: string; size: number }): void {
    this.#stack = [...this.#stack.filter((one) => one.size > size * 1.03), { size, text }].slice(-6);
  }

  /** Letter height and font of most of the text so far. */
  #usual(): [number, string] {
    const [key = '10 '] = [...this.#letters].toSorted((one, other) => other[1] - one[1])[0] ?? [];
    const at = key.indexOf(' ');
    return [Number(key.slice(0, at)), key.slice(at + 1)];
  }

  /** Whether a font is one of few words: bold, rather than another body. */
  #isRare(font: string): boolean {
    let [own, all] = [0, 0];
    for (const [key, count] of this.#letters) {
      all += count;
      if (key.slice(key.indexOf(' ') + 1) === font) own += count;
    }
    return own < 0.25 * all;
  }
}

function roundedSize(size: number): number {
  return Math.round(size * 2) / 2;
}
