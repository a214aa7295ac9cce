import { AVERAGES } from './averages.ts';
import { CELLS } from './cells.ts';
import { COMPARISONS } from './comparisons.ts';
import { COUNTS } from './counts.ts';
import { DIFFERENCES } from './differences.ts';
import { EXTREMES } from './extremes.ts';
import type { Computation, QuestionForm } from './form.ts';
import { GROUPINGS } from './groupings.ts';
import type { FoundValue, KnownTable } from './known-table.ts';
import { PRODUCTS } from './products.ts';
import { RANKINGS } from './rankings.ts';
import { SHARES } from './shares.ts';
import { TableReading } from './table-reading.ts';
import { TOTALS } from './totals.ts';

/** The table of question forms. The first that can be composed wins: the ones that say more stand first. */
export const QUESTION_FORMS: readonly QuestionForm[] = [
  ...COMPARISONS,
  ...SHARES,
  ...DIFFERENCES,
  ...RANKINGS,
  ...GROUPINGS,
  ...AVERAGES,
  ...EXTREMES,
  ...PRODUCTS,
  ...TOTALS,
  ...CELLS,
  ...COUNTS,
];

/** What the forms make of a question: a query, nothing, or nothing for a reason that a reader should hear. */
export type Computed =
  | { kind: 'computation'; form: string; computation: Computation }
  | { kind: 'none' }
  | { kind: 'unclear'; reason: string };

/** Finds the form and the table that answer a question. Never guesses: two tables or columns that fit equally give `unclear`. */
export function compute(question: string, tables: readonly KnownTable[], values: readonly FoundValue[]): Computed {
  let reason: string | null = null;
  for (const form of QUESTION_FORMS) {
    if (!form.pattern.test(question)) continue;
    const fitting: { computation: Computation; score: number }[] = [];
    for (const table of tables) {
      const reading = new TableReading(question, table, values, form.words);
      const computation = form.compose(reading);
      if (computation !== null) fitting.push({ computation, score: reading.score });
      else if (reading.ambiguous.length > 0 && onlyMeasureOpen(reading)) reason ??= severalColumns(reading);
    }
    const best = Math.max(...fitting.map(({ score }) => score));
    const winners = fitting.filter(({ score }) => score === best);
    const [winner] = winners;
    if (winner === undefined) continue;
    if (winners.length === 1) return { kind: 'computation', form: form.name, computation: winner.computation };
    const names = winners.map(({ computation }) => `"${computation.table}"`);
    return { kind: 'unclear', reason: `more than one table fits: ${names.join(', ')}` };
  }
  return reason === null ? { kind: 'none' } : { kind: 'unclear', reason };
}

/** Whether everything but the choice of the column is explained. */
function onlyMeasureOpen(reading: TableReading): boolean {
  reading.filters();
  const stems = new Set(
    reading.table.columns.filter((column) => reading.ambiguous.includes(column.name)).flatMap((column) => column.stems),
  );
  return reading.leftover().every((word) => stems.has(word.stem));
}

function severalColumns(reading: TableReading): string {
  const names = reading.ambiguous.map((name) => `"${name}"`);
  return `more than one column of the table "${reading.table.name}" fits: ${names.join(', ')}`;
}
