import { type Decimal, equalDecimals, subtract } from './decimal.ts';
import { quantitiesIn } from './known-values.ts';
import { BOUNDS } from './said-words.ts';
import { amountOf, cellNumber, type FactRow, isLabel, measureOf, rowsNamedIn, type TableFacts } from './table-facts.ts';

/** What comparing numbers gave: fine, the contrary, or that it cannot be told from what is cited. */
export type Compared = { gave: 'holds' } | { gave: 'contrary' | 'open'; why: string };

const HOLDS: Compared = { gave: 'holds' };
const open = (why: string): Compared => ({ gave: 'open', why });
const contrary = (why: string): Compared => ({ gave: 'contrary', why });

function sign(a: Decimal, b: Decimal): number {
  const { units } = subtract(a, b);
  return units === 0n ? 0 : units > 0n ? 1 : -1;
}

const OPERATORS: Readonly<Record<string, RegExp>> = {
  'more than': />(?!=)/,
  'less than': /<(?![=>])/,
  'at least': />=|\bbetween\b/i,
  'at most': /<=|\bbetween\b/i,
};
const FITS: Readonly<Record<string, (order: number) => boolean>> = {
  'more than': (order) => order > 0,
  'less than': (order) => order < 0,
  'at least': (order) => order >= 0,
  'at most': (order) => order <= 0,
};

/** A bound before or behind a number, against the value of the rows: `less than 2500` where the cell is 2500 says otherwise. */
export function compareBounds(text: string, { rows, sql }: TableFacts): Compared {
  const numbers = quantitiesIn(text);
  for (const { name, form } of BOUNDS)
    for (const match of text.matchAll(form)) {
      const end = match.index + match[0].length;
      const beside =
        numbers.find((one) => one.start >= end - 1 && one.start - end < 12) ??
        numbers.find((one) => one.end <= match.index && match.index - one.end < 14);
      if (beside === undefined) continue;
      if (OPERATORS[name]?.test(sql) && sql.includes(beside.digits.replaceAll(',', ''))) continue;
      const named = rowsNamedIn(text, text, rows);
      const header = measureOf(text, rows);
      const meant = named.length > 0 ? named : rows.length === 1 ? rows : [];
      const amounts = header === null ? [] : meant.flatMap((row) => amountOf(row, header) ?? []);
      const [amount] = amounts;
      if (amount === undefined || amounts.length > 1)
        return open(
          `"${match[0]} ${beside.text}" has to be compared with one value, and the cited rows do not show which`,
        );
      if (!FITS[name]?.(sign(amount.value, beside.value)))
        return contrary(`The sentence says ${match[0]} ${beside.text}; the cited value is ${amount.text}`);
    }
  return HOLDS;
}

const MORE =
  'more|higher|larger|greater|bigger|longer|later|better|dearer|faster|older|outspent|exceed\\w*|surpass\\w*|outnumber\\w*|topped|beat|ahead of|above|over';
const LESS = 'less|fewer|lower|smaller|shorter|cheaper|slower|younger|earlier|behind|below|under|trailed|lagged';
const EQUAL =
  'as much as|as many as|as high as|as low as|as long as|the same as|the same \\p{L}+ as|equal(?:s|led)? to|equal(?:s|led)?';
const COMPARISON = new RegExp(
  `\\b(?:(?<than>(?:${MORE}|${LESS}))\\b(?<what>(?: \\p{L}+){0,3}?(?: in \\d{4})?) than|(?<verb>${MORE}|${LESS})|(?<equal>${EQUAL}))\\b`,
  'iu',
);

/** The comparison of one row with another: both are looked up and their numbers compared. */
export function compareRows(text: string, { rows }: TableFacts): Compared {
  const match = COMPARISON.exec(text);
  if (match === null) return HOLDS;
  const { than, verb, equal } = match.groups ?? {};
  const after = text.slice(match.index + match[0].length);
  const before = text.slice(0, match.index + (than === undefined ? 0 : match[0].length));
  // Before a number it is a bound.
  const end = match.index + match[0].length;
  const numbers = quantitiesIn(text);
  if (numbers.some(({ start }) => start >= end && start - end < 8)) return HOLDS;
  if (
    verb !== undefined &&
    numbers.some((one) => one.end <= match.index && /^\s?\p{L}*\s?$/u.test(text.slice(one.end, match.index))) &&
    !/\bthan\b/.test(after) &&
    /^(?:more|less|fewer|higher|lower|larger|smaller|longer|shorter)$/i.test(verb)
  )
    return open('it does not say than what, and a difference has to be computed from two values');
  const years = (part: string): string => (/\b(?:1[5-9]|20|21)\d\d\b/.test(part) ? part : text);
  const left = rowsNamedIn(before, years(before), rows);
  const rightNamed = rowsNamedIn(after, years(after), rows);
  const isOfYears = /\b(?:1[5-9]|20|21)\d\d\b/.test(after) && rightNamed.length === 0;
  if (
    verb !== undefined &&
    rightNamed.length === 0 &&
    !/^(?:exceed|surpass|outspent|outnumber|topped|beat|ahead|trailed|lagged|behind)/i.test(verb)
  )
    return than === undefined && !/\bthan\b/.test(after) ? HOLDS : open('both compared values would have to be cited');
  const right = isOfYears ? rowsNamedIn(before, after, rows) : rightNamed;
  const header = measureOf(text, rows);
  const of = (found: readonly FactRow[]) =>
    header === null ? [] : found.flatMap((row) => amountOf(row, header) ?? []);
  const [[own, ...more], others] = [of(left), of(right)];
  if (own === undefined || more.length > 0 || others.length === 0 || left.some((row) => right.includes(row)))
    return open('to compare, one value of each side would have to be in the cited rows');
  const isMore = new RegExp(`^(?:${MORE})$`, 'i').test(than ?? verb ?? '');
  const fits = (order: number): boolean => (equal !== undefined ? order === 0 : isMore ? order > 0 : order < 0);
  const against = others.find((other) => !fits(sign(own.value, other.value)));
  return against === undefined
    ? HOLDS
    : contrary(`The sentence says "${match[0]}"; compared are ${own.text} and ${against.text}`);
}

const HIGHEST = 'highest|largest|biggest|greatest|most|maximum|longest|dearest|top|latest|best|leads?|led';
const LOWEST = 'lowest|smallest|least|fewest|minimum|shortest|cheapest|bottom|earliest|worst';
const PLACES: Readonly<Record<string, number>> = { second: 2, third: 3, fourth: 4, fifth: 5 };
const RANKING = new RegExp(
  `(?<!\\bat )\\b(?:(?<place>second|third|fourth|fifth)[ -])?(?<rank>${HIGHEST}|${LOWEST})\\b(?! of\\b(?! (?:all|the|any)))|\\b(?:came|was|were|is|are|ranks?|ranked|finished|placed) (?<ordinal>first|second|third|last)\\b`,
  'i',
);
const SEEKS_HIGHEST = /\bdesc\b|arg_?max|\bmax\s*\(|\brank\b|row_number/i;
const SEEKS_LOWEST = /\basc\b|arg_?min|\bmin\s*\(|order by (?![\s\S]*\bdesc\b)|\brank\b|row_number/i;

/** Whether a label of a row is what the query was filtered by: then the others of its kind were never looked at. */
function isFilteredTo(row: FactRow, sql: string): boolean {
  const literals = [...sql.matchAll(/'((?:[^']|'')*)'/g)].map((match) => (match[1] ?? '').toLowerCase());
  return row.some((cell) => isLabel(cell) && literals.includes(cell.text.trim().toLowerCase()));
}

function compareOrder(
  text: string,
  facts: TableFacts,
  subject: FactRow | null,
  place: number,
  isHighest: boolean,
): Compared {
  const { rows, isWhole } = facts;
  const header = measureOf(text, rows);
  if (header === null) return open('which column is ranked is not clear from the sentence');
  const years = new Set(text.match(/\b(?:1[5-9]|20|21)\d\d\b/g) ?? []);
  const inTime = rows.filter(
    (row) =>
      years.size === 0 ||
      !row.some(({ text: cell }) => /^(?:1[5-9]|20|21)\d\d$/.test(cell)) ||
      row.some(({ text: cell }) => years.has(cell)),
  );
  const amounts = inTime
    .flatMap((row) => amountOf(row, header) ?? [])
    .sort((a, b) => (isHighest ? -1 : 1) * sign(a.value, b.value));
  const wanted = amounts[place - 1];
  if (wanted === undefined) return open('the cited rows are fewer than the ranking names');
  const own = subject === null ? null : amountOf(subject, header);
  const stated = quantitiesIn(text).some(({ value }) => equalDecimals(value, wanted.value));
  if (own === null ? stated : equalDecimals(own.value, wanted.value))
    return isWhole
      ? HOLDS
      : open('only some rows of the table are cited; a query over the whole table would be needed');
  if (own === null) return open('the ranked value does not stand in the cited rows');
  return contrary(
    `The sentence ranks ${own.text} ${place === 1 ? (isHighest ? 'highest' : 'lowest') : `at place ${place}`}; by the cited rows it is ${wanted.text}`,
  );
}

/** Every ranking of a sentence: recomputed from the rows, or sought by the query itself over more than the one row. */
export function compareRanking(text: string, facts: TableFacts): Compared {
  const found = text.split(/[,;] |\b(?:and|while|whereas|but)\b/).map((part) => rankingOf(text, part, facts));
  return found.find(({ gave }) => gave === 'contrary') ?? found.find(({ gave }) => gave === 'open') ?? HOLDS;
}

function rankingOf(text: string, part: string, facts: TableFacts): Compared {
  const match = RANKING.exec(part);
  if (match === null) return HOLDS;
  const { place, rank = '', ordinal } = match.groups ?? {};
  const isHighest = ordinal === undefined ? new RegExp(`^(?:${HIGHEST})$`, 'i').test(rank) : !/last/i.test(ordinal);
  const { rows, sql } = facts;
  const own = rowsNamedIn(part, text, rows);
  const named = own.length > 0 ? own : rowsNamedIn(text, text, rows);
  const [subject = null] = named.length < rows.length || rows.length === 1 ? named : [];
  const most = PLACES[(place ?? ordinal ?? '').toLowerCase()] ?? 1;
  const seeks = (isHighest ? SEEKS_HIGHEST : SEEKS_LOWEST).test(sql);
  // `the highest spend of the Rail team was 2500` ranks what the query looked through, not the team.
  const isOfOwn = new RegExp(
    `(?<!\\b(?:had|has|have|spent|with|is|was|were|are|the (?:one|team)) (?:the )?)\\b${rank}\\b[^.]*?(?:\\b(?:was|were|is|are|of|to|at)|:) (?:about )?[$€£]?\\d`,
    'i',
  ).test(text);
  if (subject !== null && isFilteredTo(subject, sql))
    return isOfOwn && seeks
      ? HOLDS
      : open('the recorded query looked at the named rows alone; one over all rows that are ranked would be needed');
  const amounts = rows.filter((row) => row.some(({ text: cell }) => cellNumber(cell) !== null));
  if (amounts.length > 1) return compareOrder(text, facts, subject, most, isHighest);
  if (seeks && most === 1) return HOLDS;
  return open('the cited row shows no other to rank it against; a query that orders all rows would be needed');
}
