import type { Passage } from './source.ts';

/** A quote found in a passage: offsets in UTF-16 units of the passage, end exclusive, and the passage's own characters. */
export interface FoundQuote {
  start: number;
  end: number;
  exact: string;
}

/** A text with each run of white space as one space, and for each of its units where that unit came from. */
function collapse(text: string): { collapsed: string; starts: number[] } {
  let collapsed = '';
  const starts: number[] = [];
  let inWhitespace = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index);
    const isWhitespace = /\s/.test(unit);
    if (isWhitespace && inWhitespace) continue;
    inWhitespace = isWhitespace;
    collapsed += isWhitespace ? ' ' : unit;
    starts.push(index);
  }
  starts.push(text.length);
  return { collapsed, starts };
}

const LIGATURES: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

/** A set text as it was meant: ligatures as letters, without soft hyphens; for each of its units where that unit came from. */
function unset(text: string): { plain: string; starts: number[] } {
  let plain = '';
  const starts: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index);
    if (unit === '\u00ad') continue;
    const letters = LIGATURES[unit] ?? unit;
    for (let letter = 0; letter < letters.length; letter += 1) starts.push(index);
    plain += letters;
  }
  return { plain, starts };
}

/** Finds a quote in the text of a page: as `findQuote`, but ligatures equal their letters, and soft hyphens and hyphens at a line's end may be missing. */
function findSetQuote(passageText: string, quote: string): FoundQuote | null {
  const wanted = unset(quote)
    .plain.trim()
    .replace(/(?<=\p{L})[-‐]\s*\n\s*(?=\p{Ll})/gu, '-')
    .replace(/\s+/g, ' ');
  if (wanted === '') return null;
  const { plain, starts } = unset(passageText);
  const pattern = [...wanted].map((unit) => {
    if (unit === ' ') return '\\s+';
    const exact = unit.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    // A word may be parted at a line's end, where its hyphen may be its own: `well-known`.
    if (unit === '-' || unit === '‐') return '(?:[-‐]\\s*)?';
    return /\p{L}/u.test(unit) ? `${exact}(?:[-‐][^\\S\\n]*\\n\\s*)?` : exact;
  });
  const last = pattern.length - 1;
  const found = new RegExp(
    [...pattern.slice(0, last), [...wanted].at(-1)?.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')].join(''),
    'u',
  ).exec(plain);
  const start = found === null ? undefined : starts[found.index];
  const end = found === null ? undefined : starts[found.index + found[0].length - 1];
  if (start === undefined || end === undefined) return null;
  return { start, end: end + 1, exact: passageText.slice(start, end + 1) };
}

/** Finds a quote in a passage by the rule of where it stands: on a page of a PDF words may be set with ligatures and hyphens, elsewhere they are exact. */
export function findInPassage(passage: Pick<Passage, 'text' | 'locator'>, quote: string): FoundQuote | null {
  return findQuote(passage.text, quote) ?? (passage.locator.kind === 'page' ? findSetQuote(passage.text, quote) : null);
}

/**
 * Finds the first place where a passage holds a quote, character for character except that any run of white space equals any other.
 * White space at the quote's ends does not count; a quote of nothing else never matches. Letter case, quotation marks
 * and dashes are not made equal: a quote is exact or it is not one.
 */
export function findQuote(passageText: string, quote: string): FoundQuote | null {
  const wanted = quote.trim().replace(/\s+/g, ' ');
  if (wanted === '') return null;
  const { collapsed, starts } = collapse(passageText);
  const at = collapsed.indexOf(wanted);
  if (at === -1) return null;
  const start = starts[at];
  const last = starts[at + wanted.length - 1];
  if (start === undefined || last === undefined) return null;
  // A quote ends with a character that is not white space, so its last unit stands for itself alone.
  const end = last + 1;
  return { start, end, exact: passageText.slice(start, end) };
}
