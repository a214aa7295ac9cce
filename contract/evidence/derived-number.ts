import {
  absolute,
  add,
  type Decimal,
  divide,
  equalDecimals,
  formatDecimal,
  roundDecimal,
  shift,
  subtract,
} from './decimal.ts';
import type { KnownValue } from './known-values.ts';
import { unitOfNumber } from './known-values.ts';
import type { WrittenNumber } from './number.ts';
import { roundedTo } from './number-match.ts';

/** More numbers than these are no computation that a reader follows, and would hit any figure by chance. */
const MOST_OPERANDS = 8;

const SUMS = /\b(?:total\w*|sum|together|combined|altogether|overall|in all|both|adds? up|plus)\b/i;
const DIFFERS =
  /\b(?:more|less|fewer|differ\w*|gap|higher|lower|increase\w*|r[io]se\w*|rising|f[ae]ll\w*|dropp?\w*|decrease\w*|decline\w*|gr[eo]w\w*|gain\w*|lost|saves?d?|savings?|margin|ahead|behind|chang\w*|remain\w*|rest|other|longer|shorter|cheaper|dearer|faster|slower|older|younger|larger|smaller|up|down|by)\b/i;
const RATIOS = /\b(?:times|fold|ratio|per|each|every|apiece)\b|\b\d+(?:\.\d+)?x\b/i;
const MORE =
  /^(?:\s+[^\s.;,]+){0,2}?\s+(?:more|less|fewer|higher|lower|above|below|longer|shorter|cheaper|dearer|faster|slower|older|younger|larger|smaller|later|earlier|ahead|behind|over|under)\b/i;
const BY =
  /\b(?:by|up|down|another|remaining|lasted|took|spans?|(?:difference|gap|margin|rise|increase|growth|gain|fall|drop|decrease|decline|loss|reduction|savings?|change) of|after|plus|saves?|saved) (?:about |roughly |around |some |nearly |almost |a further )?[€$£]?$/i;
const REST = /\b(?:rest|remain\w*|others?|leaving|leaves)\b/i;
const AVERAGES = /\b(?:average\w*|mean|on average)\b/i;

/** Whether a claim says that its number adds others up. */
export function isSum(claim: string): boolean {
  return SUMS.test(claim);
}

/** Whether the words right beside a number say that it is the distance between two others. */
export function saysDifference(claim: string, { start, end }: Pick<WrittenNumber, 'start' | 'end'>): boolean {
  return MORE.test(claim.slice(end, end + 50)) || BY.test(claim.slice(Math.max(0, start - 40), start));
}

interface Computed {
  value: Decimal;
  words: string;
}

function pairs(values: readonly KnownValue[]): [KnownValue, KnownValue][] {
  return values.flatMap((a, at) =>
    values.flatMap((b, other): [KnownValue, KnownValue][] => (at === other ? [] : [[a, b]])),
  );
}

function sumOf(values: readonly KnownValue[]): Computed {
  const value = values.reduce<Decimal>((sum, one) => add(sum, one.value), { units: 0n, scale: 0 });
  return { value, words: values.map(({ text }) => text).join(' + ') };
}

function sums(claim: string, values: readonly KnownValue[]): Computed[] {
  if (values.length < 2) return [];
  const whole = sumOf(values);
  const average = divide(whole.value, { units: BigInt(values.length), scale: 0 });
  return [
    ...(SUMS.test(claim) ? [whole, ...pairs(values).map((pair) => sumOf(pair))] : []),
    ...(AVERAGES.test(claim) && average !== null
      ? [{ value: average, words: `(${whole.words}) / ${values.length}` }]
      : []),
  ];
}

function quotient(a: Decimal, b: Decimal, percent: boolean, words: string): Computed[] {
  const value = divide(a, b);
  return value === null ? [] : [{ value: percent ? shift(value, 2) : value, words }];
}

function comparisons(claim: string, number: WrittenNumber, values: readonly KnownValue[]): Computed[] {
  const isPercent = unitOfNumber(number)?.name === 'percent';
  const isDifference = saysDifference(claim, number);
  return pairs(values).flatMap(([a, b]) => {
    const difference = subtract(a.value, b.value);
    const alike = a.unit?.name === b.unit?.name;
    const minus = difference.units < 0n ? `${b.text} - ${a.text}` : `${a.text} - ${b.text}`;
    return [
      ...(alike && isDifference ? [{ value: absolute(difference), words: minus }] : []),
      ...(isPercent && alike ? quotient(a.value, b.value, true, `${a.text} / ${b.text}`) : []),
      ...(isPercent && alike && DIFFERS.test(claim)
        ? quotient(absolute(difference), b.value, true, `(${minus}) / ${b.text}`)
        : []),
      ...(!isPercent && RATIOS.test(claim) ? quotient(a.value, b.value, false, `${a.text} / ${b.text}`) : []),
    ];
  });
}

/**
 * How a number of a claim comes out of the numbers that are cited: as their sum, difference, average, ratio or percentage, and only where the
 * claim's words say that it is one. Answers the computation in words, or null.
 */
export function derivationOf(number: WrittenNumber, claim: string, cited: readonly KnownValue[]): string | null {
  const values = [...new Map(cited.map((one) => [`${formatDecimal(one.value)} ${one.unit?.name}`, one])).values()];
  if (values.length === 0 || values.length > MOST_OPERANDS) return null;
  const isPercent = unitOfNumber(number)?.name === 'percent';
  const shares = isPercent ? values.filter(({ unit }) => unit?.name === 'percent') : [];
  const hundred = { units: 100n, scale: 0 };
  const rest = REST.test(claim) && shares.length > 0 ? [shares, ...shares.map((one) => [one])] : [];
  const left = rest.map(
    (parts): Computed => ({
      value: subtract(hundred, sumOf(parts).value),
      words: `100 - ${parts.map(({ text }) => text).join(' - ')}`,
    }),
  );
  const fits = ({ value }: Computed) =>
    equalDecimals(number.value, roundDecimal(value, -(roundedTo(number) ?? number.precision)));
  const found = [...sums(claim, values), ...comparisons(claim, number, values), ...left].find(fits);
  return found === undefined ? null : `${number.text} is ${found.words}`;
}

/** How `doubled`, `twice` or `threefold` comes out of two cited numbers, within a twentieth. */
export function multipleOf(number: WrittenNumber, cited: readonly KnownValue[]): string | null {
  const values = cited.slice(0, MOST_OPERANDS);
  const found = pairs(values).find(([a, b]) => {
    const ratio = divide(a.value, b.value);
    if (ratio === null) return false;
    const off = absolute(subtract(ratio, number.value));
    return (
      off.units * 20n * 10n ** BigInt(number.value.scale) <= absolute(number.value).units * 10n ** BigInt(off.scale)
    );
  });
  return found === undefined ? null : `${number.text}: ${found[0].text} / ${found[1].text}`;
}
