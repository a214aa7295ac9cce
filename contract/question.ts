import { QUESTION_LENGTH } from './job-input.ts';

/** What is wrong with a question, in words, or null: its length after trimming, and that it asks something at all. */
export function questionFault(typed: string): string | null {
  const question = typed.trim();
  const { length } = question;
  if (length < QUESTION_LENGTH.min || length > QUESTION_LENGTH.max) {
    return `The question has ${length === 1 ? '1 character' : `${length.toLocaleString('en-US')} characters`}.`;
  }
  return /[\p{L}\p{N}]/u.test(question) ? null : 'The question has neither letters nor digits.';
}

/** What a check asks where the person asks nothing else: whether the document of that name holds. */
export function checkQuestion(name: string): string {
  return `Does “${name}” hold against its sources?`;
}
