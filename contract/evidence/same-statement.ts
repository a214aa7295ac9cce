import { datesIn, type WrittenDate } from './calendar-date.ts';
import { equalDecimals } from './decimal.ts';
import { type Quantity, quantitiesIn, unitOfNumber } from './known-values.ts';
import { isName } from './name-check.ts';
import { unitsDiffer } from './number-match.ts';
import { remembered } from './remembered.ts';
import { NEGATIONS } from './said-words.ts';
import { contentOf, type Token, tokensOf } from './words.ts';

/** A statement taken apart: what it speaks of, and the values that it gives for it. */
interface Statement {
  /** Stems of its content words that are part of no date and no number. */
  words: ReadonlySet<string>;
  names: ReadonlySet<string>;
  dates: readonly WrittenDate[];
  quantities: readonly Quantity[];
  denials: number;
}

/** The same statement with other values: what one says, and what the other says in its place. */
export interface Rival {
  said: string;
  given: string;
  /** `time` where a year or a time of day differs, which may also be when each is told of. */
  kind: 'value' | 'time';
}

/** A statement of fewer words is a label, which says different things in different places. */
const FEWEST_WORDS = 2;
/** More values than these do not change in a correction; then it is another statement of the same form. */
const MOST_CHANGED = 2;

function isWithin({ start }: Token, spans: readonly { start: number; end: number }[]): boolean {
  return spans.some((span) => span.start <= start && start < span.end);
}

function readStatement(text: string): Statement {
  const dates = datesIn(text);
  const quantities = quantitiesIn(text).filter(
    (one) => !dates.some(({ start, end }) => start < one.end && one.start < end),
  );
  const tokens = tokensOf(text);
  const words = contentOf(tokens).filter((token) => !isWithin(token, [...dates, ...quantities]));
  return {
    words: new Set(words.map(({ stem }) => stem)),
    names: new Set(words.filter((token) => isName(token, text)).map(({ stem }) => stem)),
    dates,
    quantities,
    denials: tokens.filter(({ lower }) => NEGATIONS.has(lower)).length % 2,
  };
}

const statementOf: (text: string) => Statement = remembered(readStatement);

function share(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return some.size === 0 ? 1 : [...some].filter((one) => others.has(one)).length / some.size;
}

function sameValue(a: Quantity, b: Quantity): boolean {
  const [left, right] = [unitOfNumber(a), unitOfNumber(b)];
  const values = [a.value, a.otherValue].flatMap((one) => one ?? []);
  const others = [b.value, b.otherValue].flatMap((one) => one ?? []);
  return !unitsDiffer(left, right) && values.some((one) => others.some((other) => equalDecimals(one, other)));
}

function sameDate(a: WrittenDate, b: WrittenDate): boolean {
  const parts = ['year', 'month', 'day', 'quarter', 'half', 'weekday', 'time'] as const;
  return parts.every((part) => a[part] === b[part]);
}

/** What of the first list the second has not, each element answering for one. */
function beyond<One>(some: readonly One[], others: readonly One[], same: (a: One, b: One) => boolean): One[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.findIndex((other) => same(one, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function changed(a: Statement, b: Statement): Rival | null {
  const [numbers, rivals] = [
    beyond(a.quantities, b.quantities, sameValue),
    beyond(b.quantities, a.quantities, sameValue),
  ];
  const [dates, others] = [beyond(a.dates, b.dates, sameDate), beyond(b.dates, a.dates, sameDate)];
  const list = (all: readonly { text: string }[]): string => all.map(({ text }) => text).join(', ');
  if (numbers.length === rivals.length && numbers.length > 0 && numbers.length <= MOST_CHANGED) {
    const isAlike = numbers.every(
      (one, at) =>
        !unitsDiffer(unitOfNumber(one), rivals[at] === undefined ? null : unitOfNumber(rivals[at])) &&
        (one.kind === 'digits' || one.kind === rivals[at]?.kind || rivals[at]?.kind === 'digits'),
    );
    return isAlike && dates.length + others.length === 0
      ? { said: list(numbers), given: list(rivals), kind: 'value' }
      : null;
  }
  const [date, other] = [dates[0], others[0]];
  if (numbers.length + rivals.length > 0 || dates.length !== 1 || others.length !== 1) return null;
  if (date === undefined || other === undefined) return null;
  const isDay = date.day !== null && other.day !== null;
  return { said: date.text, given: other.text, kind: isDay ? 'value' : 'time' };
}

/**
 * What another text gives for a value of a statement, where it is the same statement: of the content words of each the other holds `fewest` (0 to 1),
 * the names, denials and dates are the same, and nothing but the value differs. Null where it is another statement, or says the same.
 */
export function rivalOf(text: string, other: string, fewest: number): Rival | null {
  const [one, two] = [statementOf(text), statementOf(other)];
  if (one.words.size < FEWEST_WORDS || one.quantities.length + one.dates.length === 0) return null;
  if (one.denials !== two.denials) return null;
  if (share(one.words, two.words) < fewest || share(two.words, one.words) < fewest) return null;
  if (share(one.names, two.words) < 1 || share(two.names, one.words) < 1) return null;
  return changed(one, two);
}
