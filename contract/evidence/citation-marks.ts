/** Marks of citations and notes that a document itself carries: `[1]`, `[2, 5]`, `[^e12]`, `[^note]`, `[note 1]`. A bare year or a longer number is none. */
const MARK = /\s?\[(?:\^[^\]\s]{1,40}|(?:foot|end)?note \d{1,3}|\^?e?\d{1,3})(?:\s*[,;–-]\s*\^?e?\d{1,3})*\]/gi;
/** A raised number behind a full stop, as text that lost its layout has it: `tokens.1`. */
const RAISED = /(?<=\p{L}{3}[.!?]["'”’)]?)\d{1,3}$/u;

/** A sentence without the marks of its own citations: they are no words of it, and their numbers are none it states. */
export function withoutCitationMarks(text: string): string {
  return text.replaceAll(MARK, '').trim().replace(RAISED, '');
}

/** The citation marks of a sentence, in order and as they stand there. */
export function citationMarksOf(text: string): string[] {
  return [...(text.match(MARK) ?? []), ...(RAISED.exec(text) ?? [])];
}
