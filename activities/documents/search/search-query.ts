import { damagedTerms, searchTerms, writtenWords } from './search-terms.ts';

const STOP_WORDS = new Set(
  `a about after all also am an and any are as at be because been before being between both but by can could did do does doing done each
  for from had has have having he her here hers him his how i if in into is it its itself just me more most my no nor not of on once only
  or other our out over own per s same shall she should so some such t than that the their them then there these they this those through
  to too under up us very was we were what when where which while who whom whose why will with would you your`.split(
    /\s+/,
  ),
);
const MOST_WORDS = 32;

/**
 * The distinct words that a model or a person searches with, in order, each as the terms it gives: a compound's parts and, last, the whole.
 * Stop words do not count unless there is nothing else. Empty where there is no letter or digit.
 */
export function queryWords(words: string): string[][] {
  const written = writtenWords(words);
  const telling = written.filter((word) => !STOP_WORDS.has(word.toLowerCase()));
  const found = termsOfEach(telling);
  return found.length > 0 ? found : termsOfEach(written);
}

function termsOfEach(written: readonly string[]): string[][] {
  const terms = written.map((word) => [...damagedTerms(word), ...searchTerms(word)]).filter((one) => one.length > 0);
  return [...new Map(terms.map((one) => [one.join(' '), one])).values()].slice(0, MOST_WORDS);
}
