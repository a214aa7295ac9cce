import type { TextLine } from './lines.ts';

/** Lines that belong together. */
export interface Paragraph {
  lines: TextLine[];
  /** Whether it is an item of a list or a row of a table: several of them may share a passage. */
  isUnit: boolean;
}

const BULLET = /^(?:[•‣▪▸►●○◦■□–—*\ue000-\uf8ff−·∙✓➢-]|o(?=\s\s?\p{Lu}))\s+\S/u;
const NUMBERED = /^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\[\d{1,3}\])\s+\S/;

/** In letter heights; beyond, lines are apart. */
const WIDEST_LEADING = 3;

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
  const shift = line.left - before.left;
  const sentence = runsOn(before, line, { right, width });
  const isNear = gap <= 1.3 * leading(em);
  if (gap < -0.5 * em || Math.abs(before.size - line.size) > 0.1 * em) return true;
  // However far apart the lines are set.
  if (!isNear && !(sentence && before.font === line.font && Math.abs(shift) < em && gap < WIDEST_LEADING * em))
    return true;
  if (line.font !== before.font && line.oneFont && before.oneFont && !sentence && isAlone(line, before, width))
    return true;
  if (isTabular(before) || isTabular(line)) {
    if (!sentence || !isLoose(before) || !isLoose(line)) return true;
  }
  if (isItem(line) && (BULLET.test(line.text) || endsSentence(before) || before.right < right - 0.2 * width))
    return true;
  // The first line of an item hangs out; that of a paragraph is drawn in.
  const hangsOut = before === first && before.right > right - 0.2 * width && !endsSentence(before);
  if (isCentred(before, line) && !endsSentence(before)) return false;
  if (shift > 0.8 * em && !(hangsOut || (isUnit && before === first))) return true;
  if (shift < -0.8 * em && before !== first) return true;
  return before.right < right - 0.25 * width && endsSentence(before) && /^[\p{Lu}\p{N}"“„(]/u.test(line.text);
}

/** Whether a sentence plainly runs from a full line into the next. */
function runsOn(before: TextLine, line: TextLine, { right, width }: Pick<Measures, 'right' | 'width'>): boolean {
  return before.right > right - 0.2 * width && !endsSentence(before) && /^["'“„(]?\p{Ll}[\p{Ll} ]/u.test(line.text);
}

/** Whether two lines stand in the middle over each other, neither of them at the other's edge. */
function isCentred(before: TextLine, line: TextLine): boolean {
  const apart = Math.abs(before.left + before.right - line.left - line.right) / 2;
  return apart < 0.2 * line.size && Math.abs(before.left - line.left) > 2 * apart;
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

/** Whether the gaps in a line are hardly wider than those between words: around a sign that is not text, or after a full stop. */
function isLoose({ cells, size, left, right }: TextLine): boolean {
  const gaps = cells.slice(1).map((cell, at) => cell.left - (cells[at]?.right ?? cell.left));
  return Math.max(0, ...gaps) < 2 * size && right - left > 24 * size;
}

function isMark(text: string): boolean {
  // Fonts of symbols pass for any letters.
  return isItem({ text: `${text} x` }) || /^[^\p{Script=Latin}\p{N}]$/u.test(text);
}

function endsSentence({ text }: TextLine): boolean {
  return /[.!?:;]["'”’)\]]*$/.test(text);
}

function isLong({ cells, text }: TextLine): boolean {
  return cells.length === 1 && text.length >= 40;
}

/** The usual distance of lines for a letter height: the smaller half of what stands in this column, among long lines where there are some, not the rows of a table. */
function usualLeading(lines: readonly TextLine[]): (size: number) => number {
  const gaps = lines.flatMap((line, at) => {
    const before = lines[at - 1];
    if (before === undefined || Math.abs(before.size - line.size) > 0.1 * line.size) return [];
    const gap = before.y - line.y;
    return gap < 0.5 * line.size || gap > WIDEST_LEADING * line.size
      ? []
      : [{ size: line.size, gap, isProse: isLong(before) && isLong(line) }];
  });
  const known = new Map<number, number>();
  const found = (size: number) => {
    const like = gaps.filter((one) => Math.abs(one.size - size) <= 0.1 * size);
    const prose = like.filter(({ isProse }) => isProse);
    const sorted = (prose.length >= 2 ? prose : like).map(({ gap }) => gap).toSorted((one, other) => one - other);
    return sorted[Math.floor((sorted.length - 1) * 0.4)] ?? 1.25 * size;
  };
  return (exact) => {
    const size = Math.round(exact * 5) / 5;
    const leading = known.get(size) ?? found(size);
    known.set(size, leading);
    return leading;
  };
}
