import { MONTH_NAMES } from '../text/values.ts';
import { termsOf } from '../text/words.ts';

/** Words of questions that an answer gives by its form: "how *long*" by "24 months", "the *maximum*" by "at most". */
interface AnswerSign {
  words: string;
  /** A sentence of this form holds the words without naming them. */
  shown: RegExp;
}

const NUMBER =
  '(?:\\d[\\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|several|half|an?)';
const quantity = (units: string): RegExp => new RegExp(`(?:\\b${NUMBER}|\\d)[\\s-]*(?:${units})\\b`, 'i');
const MONEY =
  /[$€£¥]\s?\d|\d\s?[€£]|\b(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|francs?|crowns?|kron\w+|yen|yuan|rupees?|pesos?|cents?)\b|\d\s?(?:million|billion)\b/i;

/** Whether a text names a sum of money. */
export function namesMoney(text: string): boolean {
  return MONEY.test(text) || /\b(?:half|free of charge|nothing|twice)\b|\d\s?%/i.test(text);
}

const SIGNS: readonly AnswerSign[] = [
  {
    words: 'maximum max limit most large size',
    shown: /\b(?:at most|up to|no more than|not exceed|maximum|max|limited to|no longer than)\b/i,
  },
  {
    words: 'minimum min least lowest',
    shown: /\b(?:at least|no less than|no fewer than|minimum|or (?:newer|later|higher|above|more|greater))\b/i,
  },
  { words: 'version release', shown: /\bv?\d+(?:\.\d+)+\b|\bv\d+\b/i },
  { words: 'amount sum money pay cost', shown: MONEY },
  { words: 'share percentage percent proportion fraction', shown: /\d\s?%|\bper ?cent\b|\b(?:half|third|quarter)\b/i },
  {
    words: 'long duration period time last',
    shown: quantity(
      '(?:business |working )?(?:milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|ms|min)',
    ),
  },
  {
    words: 'often frequently frequency',
    shown: /\b(?:every|each|per|once|twice|times|daily|weekly|monthly|quarterly|yearly|annually|hourly)\b/i,
  },
  { words: 'date day year month time', shown: new RegExp(`\\b(?:19|20)\\d{2}\\b|\\b(?:${MONTH_NAMES})\\b`, 'i') },
  {
    words: 'size large big',
    shown: quantity(
      'bytes?|[kmgt]i?b|kilobytes?|megabytes?|gigabytes?|characters?|pages?|ha|hectares?|m2|m²|km²|km2|square \\w+',
    ),
  },
  { words: 'heavy weight weigh', shown: quantity('kg|g|t|tonnes?|tons?|kilograms?|grams?|lbs?|pounds?') },
  {
    words: 'far long high tall deep wide distance',
    shown: quantity('km|m|cm|mm|metres?|meters?|kilomet(?:re|er)s?|miles?|feet|ft|inch(?:es)?'),
  },
  { words: 'large big', shown: quantity('km|m|cm|mm|metres?|meters?|kilomet(?:re|er)s?|miles?|feet|ft') },
  { words: 'old age', shown: quantity('years?|months?') },
  { words: 'fast speed', shown: quantity('km/h|mph|m/s|[kmgt]bit/s|[kmgt]bps|hz|[kmg]hz') },
  { words: 'hot cold warm temperature', shown: /\d\s?°|\bdegrees?\b/i },
  {
    words: 'large big high much',
    shown: /\b(?:stood at|amount(?:s|ed)? to|total(?:s|l?ed)?)\b|\d\s?(?:million|billion|trillion)\b/i,
  },
  { words: 'reason cause', shown: /\b(?:because|due to|since|owing to|so that|caused by)\b/i },
  { words: 'default', shown: /\b(?:defaults? to|by default|unless)\b/i },
  { words: 'result outcome', shown: /\b(?:voted|agreed|decided|fell|rose|found)\b/i },
  { words: 'vote', shown: /\bvoted\b/i },
];

const READ = SIGNS.map(({ words, shown }) => ({ terms: termsOf(words), shown }));

/** The terms of questions that a sentence answers by its form. */
export function termsShown(sentence: string): string[] {
  return READ.flatMap(({ terms, shown }) => (shown.test(sentence) ? terms : []));
}

/** Words of a question that ask and name nothing that an answer would repeat. */
const ASKING: readonly [asked: RegExp, words: string][] = [
  [/\bwhat (?:does|do|did)\b.*\b(?:stand for|mean)\b/i, 'stand mean abbreviation acronym'],
  [/\b(?:definition|meaning) of\b|\bdefined\b/i, 'definition meaning define'],
  [/\b(?:version|release)s? v?\d+(?:\.\d+)+/i, 'version release'],
  [/\bhow many times\b/i, 'time'],
  [/\bt(?:ake|akes|ook|aken) (?:part|place)\b/i, 'take part place'],
  [/\bamount(?:s|ed)? to\b/i, 'amount'],
  [/\bcome into\b/i, 'come'],
  [/\b(?:is|are) (?:it|there) (?:possible|allowed)\b/i, 'possible'],
  [/^(?:how|what|which)\b/i, 'kind type name exact value come came get got happen occur exist'],
];

const NEEDED = new Set(termsOf('need needed required necessary'));

/** The terms of a question that its answer must hold. */
export function telling(question: string): string[] {
  const asking = new Set(ASKING.flatMap(([asked, words]) => (asked.test(question) ? termsOf(words) : [])));
  const terms = termsOf(question);
  const kept = terms.filter((term) => !asking.has(term));
  // What is needed is told without the word where enough else is said.
  const bare = kept.filter((term) => !NEEDED.has(term));
  return bare.length > 1 ? bare : kept.length > 0 ? kept : terms;
}
