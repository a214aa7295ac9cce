import type { TextLine } from './lines.ts';

/** Lines that belong together. */
export interface Paragraph {
  lines: TextLine[];
  /** Whether it is an item of a list or a row of a table: several of them may share a passage. */
  isUnit: boolean;
}

const BULLET = /^(?:[•‣▪▸►●○◦■□–—*\uf0b7\uf0a7-]|o(?=\s\s?\p{Lu}))\s+\S/u;
const NUMBERED = /^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\[\d{1,3}\])\s+\S/;

/** Cuts the lines of one column into paragraphs: at wider gaps, at indentation, at other letters, and before the items of lists. */
export function paragraphsOf(lines: readonly TextLine[]): Paragraph[] {
  const leading = usualLeading(lines);
  const right = Math.max(...lines.map((line) => line.right));
  const width = right - Math.min(...lines.map((line) => line.left));
  const paragraphs: Paragraph[] = [];
  for (const line of lines) {
    const paragraph = paragraphs.at(-1);
    if (paragraph === undefined || begins(line, paragraph, { leading, right, width }))
      paragraphs.push({ lines: [line], isUnit: isItem(line) || isTabular(line) });
    else paragraph.lines.push(line);
  }
  return paragraphs;
}

interface Measures {
  leading: (size: number) => number;
  right: number;
  width: number;
}

function begins(line: TextLine, { lines, isUnit }: Paragraph, { leading, right, width }: Measures): boolean {
  const before = lines.at(-1);
  const first = lines[0];
  if (before === undefined || first === undefined) return true;
  const em = Math.max(before.size, line.size);
  const gap = before.y - line.y;
  if (gap > 1.3 * leading(em) || gap < -0.5 * em) return true;
  if (Math.abs(before.size - line.size) > 0.1 * em) return true;
  if (line.font !== before.font && line.oneFont && before.oneFont && isAlone(line, before, width)) return true;
  if (isTabular(line) || isTabular(before)) return true;
  if (isItem(line) && (BULLET.test(line.text) || endsSentence(before) || before.right < right - 0.2 * width))
    return true;
  const shift = line.left - before.left;
  // The first line of an item hangs out; that of a paragraph is drawn in.
  if (shift > 0.8 * em && !(isUnit && before === first)) return true;
  if (shift < -0.8 * em && before !== first) return true;
  return before.right < right - 0.25 * width && endsSentence(before) && /^[\p{Lu}\p{N}"“„(]/u.test(line.text);
}

/** Whether a change of letters parts a heading from text: one of the two lines is short. */
function isAlone(line: TextLine, before: TextLine, width: number): boolean {
  return Math.min(line.right - line.left, before.right - before.left) < 0.8 * width;
}

function isItem({ text }: { text: string }): boolean {
  return BULLET.test(text) || NUMBERED.test(text);
}

/** Whether wide gaps part the line into short pieces, as in a table or a list of contents. */
function isTabular({ cells, text, size }: TextLine): boolean {
  if (/\.{5}|(?:\. ){5}/.test(text)) return true;
  const [first, second, ...more] = cells;
  if (first === undefined || second === undefined) return false;
  // The mark of an item stands apart from its words; so do the two words of a short line that was stretched to the margin.
  if (more.length === 0)
    return !isMark(first.text) && (/\d/.test(second.text) || second.left - first.right > 2.5 * size);
  return true;
}

function isMark(text: string): boolean {
  return isItem({ text: `${text} x` });
}

function endsSentence({ text }: TextLine): boolean {
  return /[.!?:;]["'”’)\]]*$/.test(text);
}

/** The usual distance of lines for a letter height: the smaller half of what stands in this column, at most twice the height. */
function usualLeading(lines: readonly TextLine[]): (size: number) => number {
  const bySize = new Map<number, number[]>();
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    if (before === undefined || Math.abs(before.size - line.size) > 0.1 * line.size) return;
    const gap = before.y - line.y;
    if (gap < 0.5 * line.size || gap > 2.2 * line.size) return;
    const key = Math.round(line.size);
    bySize.set(key, [...(bySize.get(key) ?? []), gap]);
  });
  return (size) => {
    const gaps = (bySize.get(Math.round(size)) ?? []).toSorted((one, other) => one - other);
    return gaps[Math.floor((gaps.length - 1) * 0.4)] ?? 1.25 * size;
  };
}
