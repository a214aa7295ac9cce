import { asRead } from '../../../contract/draft/as-read.ts';
import type { Sentence } from '../text/sentences.ts';
import { oneLine } from '../text/words.ts';

/** A sentence with one of these speaks of what the sentence before it names. */
const POINTS_BACK = [
  /^(?:it|they|this|these|those|that|he|she|its|their|both|the (?:latter|former|same))\b/i,
  // "The budget for it": what begins with a name speaks of that name.
  /^(?:the|an?|of|in|for)\s.*\b(?:it|them|its|their|(?:of|from|in|for|to) (?:that|this|these|those))\b/i,
];
/** Words with which an answer follows its question. */
const MOST_ANSWER = 2;
const LONGEST = 600;

/** A sentence, or two as one. */
export interface MaybePair extends Sentence {
  isPair: boolean;
}

/**
 * The sentences of a passage, and beside them those that are understood only together: one that points back with the one before it, and a
 * question with what answers it. A pair is a quote as it stands in the text.
 */
export function withPairs(text: string, sentences: readonly Sentence[]): MaybePair[] {
  const all: MaybePair[] = [];
  for (const [at, sentence] of sentences.entries()) {
    const before = sentences[at - 1];
    if (before !== undefined && !before.text.endsWith('?') && POINTS_BACK.some((form) => form.test(sentence.text)))
      all.push(...together(text, before, sentence));
    all.push({ ...sentence, isPair: false });
    const answer = sentences.slice(at + 1, at + 1 + MOST_ANSWER).filter((one) => !one.text.endsWith('?'));
    const last = answer.at(-1);
    if (sentence.text.endsWith('?') && last !== undefined && sentences[at + 1] === answer[0])
      all.push(...together(text, sentence, last));
  }
  return all;
}

/** Both as one quote; none where something else than white space and marks of a list stands between them. */
function together(text: string, first: Sentence, last: Sentence): MaybePair[] {
  const start = text.indexOf(first.quote);
  const end = text.indexOf(last.quote, start + first.quote.length);
  if (start === -1 || end === -1) return [];
  const quote = text.slice(start, end + last.quote.length);
  return quote.length > LONGEST || /\n\s*(?:[-*+•]|\d+[.)])\s/.test(quote)
    ? []
    : [{ quote, text: oneLine(asRead(quote)), isPair: true }];
}
