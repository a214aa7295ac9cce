import { agree, datesIn } from './calendar-date.ts';
import { parseDecimal } from './decimal.ts';
import type { RecordedQuery } from './evidence.ts';
import { stemSet, tokensOf } from './words.ts';

type Row = RecordedQuery['rows'][number];

/** How many of a row's words a claim names: cells of text all of whose words stand in it, dates and years that it gives. */
function namedCells(row: Row, stems: ReadonlySet<string>, dates: ReturnType<typeof datesIn>): number {
  return row.filter((cell) => {
    if (cell === null || cell.trim() === '') return false;
    const inCell = datesIn(cell);
    if (inCell.length > 0 && inCell.every((date) => dates.some((one) => agree(one, date)))) return true;
    if (parseDecimal(cell.trim()) !== null) return false;
    const tokens = tokensOf(cell);
    return tokens.length > 0 && tokens.every(({ stem }) => stems.has(stem));
  }).length;
}

/** The rows of a result that a claim speaks of: those of which it names the most cells, or all where it names none. */
export function rowsNamed(claim: string, { rows }: Pick<RecordedQuery, 'rows'>): Row[] {
  if (rows.length < 2) return [...rows];
  const stems = stemSet(claim);
  const dates = datesIn(claim);
  const named = rows.map((row) => namedCells(row, stems, dates));
  if (!named.some((count) => count > 0)) return [...rows];
  // A claim on several rows names each of them; one that a row names better does not take the others' words away.
  const comparable = rows.filter((_row, at) => (named[at] ?? 0) > 0);
  const most = Math.max(...named);
  const best = rows.filter((_row, at) => named[at] === most);
  return most > 1 ? best : comparable;
}
