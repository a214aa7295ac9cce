import { termsOf } from '../text/words.ts';
import type { Findings, FoundSentence } from './found-sentences.ts';
import { looseTerms } from './loose-terms.ts';

const SAID = '(?:called|known as|referred to as|termed|named)';
const ASKED = new RegExp(
  `^\\W*what (?:is|are|was|were) (?:an? |the )?(?<thing>(?:(?!\\bit\\b|\\bthey\\b)[^,?]){2,60}?) (?:also |commonly |usually )?${SAID}\\W*$`,
  'i',
);
/** "A male is called a drake": what is named, and its name. */
const NAMED = new RegExp(
  `(?<thing>[^,;.:()]{2,80}?),?\\s+(?:(?:is|are|was|were)\\s+)?(?:also\\s+|commonly\\s+|usually\\s+|often\\s+|sometimes\\s+)?${SAID}\\s+(?<name>[^,;.]{2,60})`,
  'giu',
);

/** What a question wants the name of: of "What is a male duck called?" `male duck`. Null where it asks for no name. */
export function thingToName(question: string): string | null {
  return ASKED.exec(question)?.groups?.thing ?? null;
}

/** Whether a sentence says what something is called. */
export function namesSomething(sentence: string): boolean {
  return new RegExp(`\\b${SAID}\\b`, 'i').test(sentence);
}

/** The sentences that say what a thing is called: they speak of nothing else than it, and what they leave out of its name is what their text is about. */
export function namings(thing: string, { sentences, subjects }: Findings): FoundSentence[] {
  const wanted = termsOf(thing);
  return sentences.filter(({ text, around, sourceId }) =>
    [...text.matchAll(NAMED)].some(({ groups }) => {
      const clause = (groups?.thing ?? '').replace(/^.*\b(?:and|while|whereas|but)\s+/i, '');
      const own = termsOf(clause);
      const context = new Set([...around, ...(subjects?.get(sourceId) ?? [])]);
      return (
        wanted.some((term) => own.includes(term)) &&
        own.every((term) => wanted.includes(term) || context.has(term)) &&
        wanted.every((term) => own.includes(term) || context.has(term)) &&
        [...looseTerms(groups?.name ?? '')].some((term) => !wanted.includes(term))
      );
    }),
  );
}
