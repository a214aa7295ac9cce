import type { Decimal } from './decimal.ts';
import type { WrittenNumber } from './number.ts';
import { unitBehind } from './units.ts';

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = { hundred: 2, thousand: 3, million: 6, billion: 9, trillion: 12 } as const;
const PARTS: Record<string, Decimal> = {
  half: { units: 5n, scale: 1 },
  'two thirds': { units: 666_667n, scale: 6 },
  'two-thirds': { units: 666_667n, scale: 6 },
  'a third': { units: 333_333n, scale: 6 },
  'one third': { units: 333_333n, scale: 6 },
  'one-third': { units: 333_333n, scale: 6 },
  'a quarter of': { units: 25n, scale: 2 },
  'three quarters': { units: 75n, scale: 2 },
  'three-quarters': { units: 75n, scale: 2 },
};
const TIMES: Record<string, bigint> = {
  twice: 2n,
  double: 2n,
  doubled: 2n,
  doubles: 2n,
  doubling: 2n,
  twofold: 2n,
  triple: 3n,
  tripled: 3n,
  triples: 3n,
  threefold: 3n,
  thrice: 3n,
  quadruple: 4n,
  quadrupled: 4n,
  fourfold: 4n,
  tenfold: 10n,
};

/** A number that a text writes as words. */
export interface WordNumber extends WrittenNumber {
  /** `count` for `twenty-one`, `part` for `two thirds`, `times` for `doubled`. */
  kind: 'count' | 'part' | 'times';
}

const UNIT = `(?:${[...SMALL, ...TENS].join('|')})`;
const SCALE = `(?:${Object.keys(SCALES).join('|')})`;
const COUNT = `(?:a )?dozen(?!s)|(?:${UNIT}(?:[- ]${UNIT})?|an?(?= (?:${Object.keys(SCALES).join('|')}|dozen)\\b))(?:(?: and)? (?:${UNIT}(?:-${UNIT})?|${SCALE}))*`;
const WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:(?<part>${Object.keys(PARTS).join('|')})|(?<times>${Object.keys(TIMES).join('|')})|(?<count>${COUNT}))(?![\\p{L}\\p{N}])`,
  'giu',
);

function valueOfWords(words: readonly string[]): bigint {
  let whole = 0n;
  let part = 0n;
  for (const word of words) {
    const small = SMALL.indexOf(word);
    const ten = TENS.indexOf(word);
    if (word === 'dozen') part = (part === 0n ? 1n : part) * 12n;
    else if (word === 'hundred') part = (part === 0n ? 1n : part) * 100n;
    else if (word in SCALES) {
      whole += (part === 0n ? 1n : part) * 10n ** BigInt(SCALES[word as keyof typeof SCALES]);
      part = 0n;
    } else if (ten >= 0) part += BigInt(ten + 2) * 10n;
    else if (small >= 0) part += BigInt(small);
    else if (word === 'a' || word === 'an') part = 1n;
  }
  return whole + part;
}

/** `one` is a pronoun more often than a number, `second half` and `half a year later` are times. */
function isLanguage(text: string, word: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 14), start);
  if (word === 'one')
    return !/^[- ](?:of (?:the )?(?:two|three|four|five|six|\d)|million|thousand)/i.test(text.slice(end));
  if (word === 'half') return /\b(?:first|second|latter|other|1st|2nd) $/i.test(before);
  return word === 'double' && /^[- ](?:check|digit|room|blind|sided)/i.test(text.slice(end));
}

/** The numbers that a text writes as words, in order: `twenty-one`, `a dozen`, `two hundred and five`, `half`, `doubled`. */
export function wordNumbersIn(text: string): WordNumber[] {
  return [...text.matchAll(WORDS)].flatMap((match): WordNumber[] => {
    const { part, times } = match.groups ?? {};
    const lower = match[0].toLowerCase();
    const [start, end] = [match.index, match.index + match[0].length];
    if (isLanguage(text, lower, start, end)) return [];
    const value: Decimal =
      part !== undefined
        ? (PARTS[lower] ?? { units: 0n, scale: 0 })
        : { units: times !== undefined ? (TIMES[lower] ?? 0n) : valueOfWords(lower.split(/[- ]/)), scale: 0 };
    const behind = text.slice(end, end + 40);
    return [
      {
        text: match[0],
        digits: value.units.toString(),
        value,
        otherValue: null,
        unit: /^ (?:%|per ?cent\b)/i.test(behind) ? 'percent' : null,
        precision: part !== undefined ? -2 : 0,
        approximate: false,
        scaled: false,
        measure: unitBehind(behind),
        start,
        end,
        kind:
          part !== undefined
            ? 'part'
            : times !== undefined || /^[ -](?:times\b|fold\b)/i.test(behind)
              ? 'times'
              : 'count',
      },
    ];
  });
}
