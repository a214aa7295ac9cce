/** Marks of citations and footnotes that a document itself carries: `[1]`, `[2, 5]`, `[^e12]`, `[^note]`. A bare year or a longer number is none. */
const MARK = /\s?\[(?:\^[^\]\s]{1,40}|\^?e?\d{1,3})(?:\s*[,;–-]\s*\^?e?\d{1,3})*\]/g;

/** A sentence without the marks of its own citations: they are no words of it, and their numbers are none it states. */
export function withoutCitationMarks(text: string): string {
  return text.replaceAll(MARK, '').trim();
}

/** The citation marks of a sentence, in order and as they stand there. */
export function citationMarksOf(text: string): string[] {
  return text.match(MARK) ?? [];
}
