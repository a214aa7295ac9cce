/** Where a quote stands in a text; runs of white space compare equal, as they do where the quote was checked. */
export interface Found {
  from: number;
  to: number;
}

/** Finds the quote in the text as it is; null where it is not there word by word. */
export function findQuote(text: string, quote: string): Found | null {
  const words = quote.trim().split(/\s+/);
  if (words.length === 0 || words[0] === '') return null;
  // The quote's own characters, none of which means anything else here.
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  const match = new RegExp(pattern).exec(text);
  return match === null ? null : { from: match.index, to: match.index + match[0].length };
}
