import { countsBehind } from './counted-noun.ts';
import { type Decimal, formatDecimal, parseDecimal, shift } from './decimal.ts';
import { withoutLineBreaks } from './line-breaks.ts';
import { currencyNamed, type Unit, unitBehind, unitNamed } from './units.ts';

/** A quantity as it is written in a text. Years, dates, times, ordinals and parts of names are not quantities. */
export interface WrittenNumber {
  /** As written, with its scale word and unit: `62.2 million`, `$5`, `12 %`. */
  text: string;
  /** The digits alone. */
  digits: string;
  value: Decimal;
  /** Another reading, where one separator with three digits behind it may be the point or a thousands mark. */
  otherValue: Decimal | null;
  /** `percent`, a currency such as `USD`, or null where none is written. */
  unit: string | null;
  /** Power of ten of the last digit that is written: 5 for `62.2 million`. */
  precision: number;
  /** Whether a word such as "about" says that it is rounded. */
  approximate: boolean;
  /** Whether a scale word or suffix stands behind it. */
  scaled: boolean;
  /** The unit of measure that stands right behind it: hours, kg, MW; null where none does. */
  measure: Unit | null;
  /** Offsets in the text, in UTF-16 units. */
  start: number;
  end: number;
}

const SCALES: Record<string, number> = {
  hundred: 2,
  thousand: 3,
  k: 3,
  million: 6,
  millions: 6,
  mn: 6,
  M: 6,
  billion: 9,
  billions: 9,
  bn: 9,
  B: 9,
  trillion: 12,
  tn: 12,
  T: 12,
};

const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?';
/** What looks like numbers and is none: dates, times, addresses, versions, sections. Blanked before numbers are looked for. */
const NOT_QUANTITIES = [
  /\b\d{4}-\d{1,2}(?:-\d{1,2})?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?\b/g,
  /\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/g,
  new RegExp(`\\b(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?\\.?(?: of)? ${MONTH}(?:,? \\d{4})?\\b`, 'gi'),
  new RegExp(`\\b${MONTH} (?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?:,? \\d{4})?\\b`, 'gi'),
  new RegExp(`\\b${MONTH} \\d{4}\\b`, 'gi'),
  /\b(?:[01]?\d|2[0-3]):\d{2}(?::\d{2})?\b/g,
  /\bhttps?:\/\/\S+|\bwww\.\S+/gi,
  /\bv?\d+(?:\.\d+){2,}\b(?![,.]\d)/g,
  /\b(?:sections?|chapters?|pages?|lines?|rows?|paragraphs?|no\.|§) ?\d+(?:\.\d+)*(?:(?: to | and |[-–])\d+(?:\.\d+)*)?\b/gi,
];

const NUMBER =
  /(?<![\p{L}\d_]|\p{L}[-/.,'’]|\d[.,'’])(u\.?s\.?\$|[$€£¥]|(?:usd|eur|gbp|chf|jpy)[ \u00a0]?)?([-−+]?)(?:([$€£¥]) ?)?(\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*)(?:([kMBT]|bn|mn|tn|m)(?![\p{L}\d])|[ \u00a0-](hundred|thousand|millions?|billions?|trillion|bn|mn)(?![\p{L}\d]))?(?:[ \u00a0\u202f]?(%)|[ \u00a0\u202f-](per[ \u00a0-]?cent|usd|eur|euros?|gbp|pounds|chf|francs?|jpy|yen|us\$|(?:u\.?s\.? )?dollars?)(?![\p{L}\d])|[ \u00a0]?([€£¥]))?/giu;

const APPROXIMATE =
  /(?:\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|circa|ca\.|some|close to|rounded(?: to)?)|[~≈]) ?(?:us\$|[$€£¥]|usd |eur )?$/i;

function blanked(text: string): string {
  const line = withoutLineBreaks(text);
  return NOT_QUANTITIES.reduce((rest, pattern) => rest.replace(pattern, (found) => ' '.repeat(found.length)), line);
}

/** Readings of digits with separators, the likelier first; empty where they are no number. */
function readings(digits: string): Decimal[] {
  const plain = digits.replace(/['’\u00a0\u202f\u2009]/g, '');
  const marks = plain.match(/[.,]/g) ?? [];
  const kinds = new Set(marks);
  const grouped = (mark: string) => new RegExp(`^\\d{1,3}(?:\\${mark}\\d{3})+(?:[.,]\\d+)?$`).test(plain);
  const texts: string[] = [];
  if (marks.length === 0) texts.push(plain);
  else if (kinds.size === 2) {
    const first = marks[0] ?? ',';
    if (grouped(first)) texts.push(plain.replaceAll(first, '').replace(',', '.'));
  } else if (marks.length > 1) {
    if (grouped(marks[0] ?? ',')) texts.push(plain.replaceAll(marks[0] ?? ',', ''));
  } else {
    const asPoint = plain.replace(',', '.');
    const asGroup = grouped(marks[0] ?? ',') && !plain.startsWith('0') ? plain.replace(/[.,]/, '') : null;
    if (asGroup === null) texts.push(asPoint);
    else texts.push(...(marks[0] === ',' ? [asGroup, asPoint] : [asPoint, asGroup]));
  }
  return texts.map(parseDecimal).filter((value) => value !== null);
}

const BEFORE_QUANTITY = /(?:\b(?:is|are|was|were|equals|totals?|totalled|than|sum of|total of|count of)|[=:]) $/i;
const BEFORE_YEAR = /\b(?:in|since|until|till|by|from|during|before|after|year|fy|the|early|late|mid)[ -]$/i;

/** Four digits are a year, unless what stands around them counts something: `2000 rows`, `the total is 2045`. */
function isYear(match: RegExpExecArray, text: string): boolean {
  const decorated = [1, 2, 3, 5, 6, 7, 8, 9].some((group) => match[group]);
  if (decorated || !/^(?:19|20)\d\d$/.test(match[4] ?? '')) return false;
  const before = text.slice(Math.max(0, match.index - 12), match.index);
  const after = text.slice(match.index + match[0].length);
  return BEFORE_YEAR.test(before) || (!BEFORE_QUANTITY.test(before) && !countsBehind(after));
}

function scaleOf(match: RegExpExecArray): number {
  const word = match[5] ?? match[6]?.toLowerCase();
  if (word === undefined) return 0;
  // A small m is metres or minutes, unless money stands before it.
  if (word === 'm') return match[1] || match[3] ? 6 : 0;
  return SCALES[word] ?? SCALES[word.toLowerCase()] ?? 0;
}

function unitOf(match: RegExpExecArray): string | null {
  const written = match[1] ?? match[3] ?? match[7] ?? match[8] ?? match[9];
  if (written === undefined) return null;
  return /^(?:%|per)/i.test(written) ? 'percent' : currencyNamed(written);
}

/** What follows the digits without a space and makes them a part of a name: `4o`, `3rd`; units such as `12kg` are left as numbers. */
const NAME_TAIL = /^(?:st|nd|rd|th|o)\b|^[-_/]?[A-Za-z]+\d|^_/;

function writtenNumber(match: RegExpExecArray, text: string): WrittenNumber | null {
  const digits = match[4] ?? '';
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
  if (isYear(match, text) || NAME_TAIL.test(after)) return null;
  const power = scaleOf(match);
  const negative = match[2] === '-' || match[2] === '−';
  const signed = readings(digits).map((value) => shift(negative ? { ...value, units: -value.units } : value, power));
  const [value, otherValue] = signed;
  if (value === undefined) return null;
  const written = /[.,](\d+)$/.exec(digits);
  const decimals = readings(digits)[0]?.scale ?? 0;
  const unit = unitOf(match);
  const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 40);
  // `4.2 percent points` is as little a percentage as `4.2 percentage points`.
  const isPoints = unit === 'percent' && /^[ -]points?(?![\p{L}\d])/u.test(behind);
  return {
    text: match[0].trim(),
    digits,
    value,
    otherValue: otherValue ?? null,
    unit: isPoints ? null : unit,
    precision: power - (written === null ? 0 : decimals),
    approximate: APPROXIMATE.test(text.slice(Math.max(0, match.index - 30), match.index)),
    scaled: power > 0,
    measure: isPoints ? unitNamed('pp') : unitBehind(behind),
    start: match.index,
    end: match.index + match[0].length,
  };
}

/** The quantities that a text states, in order. */
export function numbersIn(text: string): WrittenNumber[] {
  const rest = blanked(text);
  return [...rest.matchAll(NUMBER)].map((match) => writtenNumber(match, rest)).filter((found) => found !== null);
}

/** Whether a text holds these digits as a number of their own, even as part of a name such as `gpt-5.5`; dates do not count. */
export function holdsDigits(text: string, digits: string): boolean {
  const exact = digits.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\d|\\d[.,])${exact}(?!\\d|[.,]\\d| ?(?:thousand|million|billion|bn|mn|[kM])\\b)`).test(
    blanked(text),
  );
}

/** A written number as people read it, for messages: its words, and the value where a scale word hides it. */
export function describeNumber(number: WrittenNumber): string {
  return number.scaled ? `${number.text} (${formatDecimal(number.value)})` : number.text;
}
