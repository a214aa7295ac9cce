import { agree, asYears, datesIn, partsBeyond, type WrittenDate } from './calendar-date.ts';
import { type CheckedWords, type CitedWords, type ClaimCheck, type ClaimFault, citedIds } from './claim-fault.ts';
import type { RecordedQuery } from './evidence.ts';
import { quantitiesIn } from './known-values.ts';
import type { WrittenNumber } from './number.ts';
import { rowsNamed } from './query-rows.ts';
import { columnWords, filterLiterals, YEAR_DIGITS } from './query-words.ts';
import { isVerbatim } from './same-sentence.ts';
import { cellsOf, isRow, rowOf } from './table-row.ts';

/** Years that are written as bare numbers in cells count as dates there. */
function cellDates(cell: string | null): readonly WrittenDate[] {
  if (cell === null) return [];
  const bare = /^\s*((?:1[5-9]|2[01])\d\d)(?:\.0+)?\s*$/.exec(cell);
  return datesIn(bare === null ? cell : `year ${bare[1]}`);
}

/** A year in a column's name says of when its cells are, whatever it seems to count there: `2015_murders`. */
function yearsOfColumns(query: RecordedQuery): WrittenDate[] {
  const words = columnWords(query);
  return [...datesIn(words), ...(words.match(YEAR_DIGITS) ?? []).flatMap((year) => datesIn(`year ${year}`))];
}

function citedDates(claim: string, one: CitedWords): readonly WrittenDate[] {
  if (one.query === null)
    return isRow(one.quote, one.tabular)
      ? cellsOf(one.quote, one.headings.at(-1)).flatMap(cellDates)
      : cellDates(one.quote);
  return [
    ...rowsNamed(claim, one.query).flat().flatMap(cellDates),
    ...yearsOfColumns(one.query),
    ...datesIn(filterLiterals(one.query)),
  ];
}

function rowDates(one: CitedWords): readonly WrittenDate[] {
  const row = rowOf(one);
  return isRow(row, one.tabular) ? cellsOf(row, one.headings.at(-1)).flatMap(cellDates) : datesIn(row);
}

function describe(dates: readonly WrittenDate[]): string {
  return [...new Set(dates.map(({ text }) => text))].slice(0, 4).join(', ');
}

/** Whether dates of the evidence say all that a date says: one of them, with the year or the rest of it from what stands around. */
function isSaid(date: WrittenDate, near: readonly WrittenDate[], around: readonly WrittenDate[]): boolean {
  return near.some((one) => {
    if (!agree(date, one)) return false;
    const open = partsBeyond(date, one);
    if (open.length === 0) return true;
    const shared =
      open.length <
      partsBeyond(date, {
        ...one,
        year: null,
        month: null,
        day: null,
        quarter: null,
        half: null,
        weekday: null,
        through: null,
        time: null,
      }).length;
    return (
      shared &&
      open.every((part) => [...near, ...around].some((other) => other[part] === date[part] && agree(date, other)))
    );
  });
}

function isWithin(date: WrittenDate, dates: readonly WrittenDate[]): boolean {
  const years = dates.flatMap(({ year }) => year ?? []);
  return date.year !== null && date.month === null && years.some((year) => year === date.year);
}

/** Whether the dates say it as it is written; of what may be a range of years, also whether they say both years. */
function isStated(date: WrittenDate, near: readonly WrittenDate[], around: readonly WrittenDate[]): boolean {
  const said = near.flatMap((one) => [one, ...asYears(one)]);
  if (isSaid(date, said, around)) return true;
  const years = asYears(date);
  return years.length > 0 && years.every((year) => isSaid(year, said, around));
}

/** Four digits that the cited words have as a number: `2012` where they say `2,012 households`. */
function isNumber({ text }: WrittenDate, numbers: readonly WrittenNumber[]): boolean {
  return (
    /^\d{4}$/.test(text) &&
    numbers.some(({ digits, value }) => digits !== text && Number(text) === Number(value.units) / 10 ** value.scale)
  );
}

/** A date, year, quarter, weekday or time of a claim must be one of the cited words, or of their passage, headings and title where they give no other. */
export const checkDates: ClaimCheck = (claim: CheckedWords) => {
  const dates = datesIn(claim.text);
  if (dates.length === 0) return { faults: [] };
  const near = claim.cited.flatMap((one) => citedDates(claim.text, one));
  const rows = claim.cited.flatMap((one) => (one.query === null ? rowDates(one) : []));
  const around = claim.cited.flatMap(({ passage, headings, title }) =>
    [passage, ...headings, title.replaceAll('_', ' ')].flatMap(datesIn),
  );
  const numbers = claim.cited.flatMap(({ quote, query }) => (query === null ? quantitiesIn(quote) : []));
  const unused = near.filter((one) => !dates.some((date) => agree(date, one)));
  // A result does not show which days its rows are of: whether "from January to March" is the whole table is for the second reader.
  const restsOnQueries = claim.cited.every(({ query }) => query !== null);
  const faults = dates.flatMap((date) => {
    if (isStated(date, [...near, ...rows], around) || isNumber(date, numbers)) return [];
    const rivals = unused.filter((one) => partsBeyond(one, date).length < 7 && sharesPart(one, date));
    if (rivals.length === 0 && (isStated(date, around, around) || isWithin(date, around))) return [];
    const instead =
      near.length === 0
        ? 'the cited words name no date'
        : `the cited words say ${describe(rivals.length > 0 ? rivals : near)}`;
    const message = `The sentence says ${date.text}; ${instead}.`;
    return [
      {
        check: 'date-not-found' as const,
        severity: rivals.length === 0 && restsOnQueries ? ('warning' as const) : ('blocking' as const),
        against: rivals.length > 0,
        message,
        evidence: citedIds(claim),
      },
    ];
  });
  return { faults: faults.length > 0 ? faults : repeated(claim, dates, near, unused) };
};

/** A date that the claim gives more often than its evidence, while another one of its form is not told: one stands where the other belongs. */
function repeated(
  claim: CheckedWords,
  dates: readonly WrittenDate[],
  near: readonly WrittenDate[],
  unused: readonly WrittenDate[],
): ClaimFault[] {
  if (isVerbatim(claim) || claim.cited.some(({ query }) => query !== null)) return [];
  for (const date of dates) {
    const said = dates.filter((one) => agree(one, date)).length;
    const stands = near.filter((one) => agree(one, date)).length;
    const other = unused.find((one) => sharesPart(one, date));
    if (said <= stands || stands === 0 || other === undefined) continue;
    const message = `The sentence says ${date.text} ${said} times; the cited words say it ${stands === 1 ? 'once' : `${stands} times`} and also ${other.text}.`;
    return [{ check: 'date-not-found', severity: 'blocking', against: true, message, evidence: citedIds(claim) }];
  }
  return [];
}

function sharesPart(a: WrittenDate, b: WrittenDate): boolean {
  const has = (one: WrittenDate): boolean[] => [
    one.year !== null,
    one.month !== null || one.quarter !== null || one.half !== null,
    one.day !== null,
    one.weekday !== null,
    one.time !== null,
  ];
  const [left, right] = [has(a), has(b)];
  return left.some((is, at) => is && right[at] === true);
}
