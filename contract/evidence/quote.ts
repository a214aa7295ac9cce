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
