/** Text as one line without what could move a cursor: titles and model text come from hostile documents. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

/** Text for a screen: line breaks and tabs stay, all other control characters go. */
export function forScreen(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' || character === '\t' ? character : ''));
}
