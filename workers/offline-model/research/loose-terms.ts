import { representative } from '../text/equivalents.ts';
import { isStopWord } from '../text/stop-words.ts';
import { termsOf, wordsOf } from '../text/words.ts';

const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** "granting9": a word with the mark of a footnote. */
const FOOTNOTED = /^(\p{L}{3,}(?:-\p{L}{3,})*)\d{1,2}$/u;
/** "2010.8": a year with one. */
const FOOTNOTED_YEAR = /^((?:19|20)\d{2}(?:-\d{2})?)[.,]\d{1,2}$/;

/** The terms of a text as a reader takes them: parts of compounds with digits, words and years without the marks of footnotes, numbers in digits and in words. */
export function looseTerms(text: string): Set<string> {
  const terms = new Set(termsOf(text));
  for (const { lower } of wordsOf(text)) {
    if (/^\d+-\p{L}/u.test(lower) || /\p{L}-\d/u.test(lower) || /^\d+\p{L}{2}-/u.test(lower))
      for (const part of lower.split('-')) add(part, terms);
    const [, word = ''] = FOOTNOTED.exec(lower) ?? [];
    for (const part of word.split('-')) add(part, terms);
    const [, year] = FOOTNOTED_YEAR.exec(lower) ?? [];
    if (year !== undefined) terms.add(year);
    const count = NUMBER_WORDS.indexOf(lower);
    if (count > 0) terms.add(String(count));
    const named = /^\d{1,2}$/.test(lower) ? NUMBER_WORDS[Number(lower)] : undefined;
    if (named !== undefined) add(named, terms);
  }
  return terms;
}

function add(word: string, terms: Set<string>): void {
  const [read] = wordsOf(word);
  if (read !== undefined && !isStopWord(read.lower)) terms.add(representative(read.stem));
}
