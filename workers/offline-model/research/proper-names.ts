import { representative } from '../text/equivalents.ts';
import { isStopWord } from '../text/stop-words.ts';
import { MONTH_NAMES } from '../text/values.ts';
import { wordsOf } from '../text/words.ts';
import type { Findings, FoundSentence } from './found-sentences.ts';

/** Months, weekdays and currencies have capitals and are nobody. */
const NOBODY = new RegExp(`^(?:${MONTH_NAMES}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|eur|usd|gbp|chf)s?$`);
/** The share of the passages found in which a name is what all of them are about. */
const SUBJECT_SHARE = 0.5;

/** Names that a question uses: words with a digit and a letter, and words with a capital that do not begin a sentence. */
export function properNames(question: string): { code: string[]; names: string[] } {
  const words = wordsOf(question);
  const isStart = (start: number): boolean => start === 0 || /[.?!:"“]\s*$/.test(question.slice(0, start));
  const code = words.filter(({ text }) => /\p{L}/u.test(text) && /\d/.test(text)).map(({ stem }) => stem);
  const names = words
    .filter(
      ({ text, start, lower }) =>
        /^\p{Lu}/u.test(text) && !/\d/.test(text) && !isStart(start) && !isStopWord(lower) && !NOBODY.test(lower),
    )
    .map(({ stem }) => representative(stem));
  return { code, names };
}

/**
 * Whether a sentence is about all that the question names: 5 dollars for another model, or the households of another country, answer nothing.
 * Codes must stand in it or right over it; a name may stand over it too, or be what most of the documents are about.
 */
export function holdsNames(question: string, findings: Findings): (sentence: FoundSentence) => boolean {
  const { code, names } = properNames(question);
  const isSubject = (name: string): boolean => {
    const holding = findings.passages.filter((passage) => passage.has(name)).length;
    return findings.passages.length > 1 && holding / findings.passages.length >= SUBJECT_SHARE;
  };
  const wanted = names.filter((name) => !isSubject(name));
  const asked = new Set(wordsOf(question).map(({ stem }) => representative(stem)));
  return ({ text, terms, nearest, around }) => {
    if (!code.every((stem) => terms.has(stem) || nearest.has(stem))) return false;
    // What names something else is not about the subject of all documents.
    const others = properNames(text).names.filter((name) => !asked.has(name));
    return (others.length > 0 ? names : wanted).every((name) => terms.has(name) || around.has(name));
  };
}
