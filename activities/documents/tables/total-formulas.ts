/** Functions that put the cells above into one, in the languages of formulas as they are stored. */
const SUMMING = /^(?:ROUND\()?(?:SUM|SUBTOTAL|AGGREGATE)\(/;
const AGGREGATING =
  /^(?:ROUND\()?(?:SUM|SUBTOTAL|AGGREGATE|AVERAGE|MEDIAN|MIN|MAX|COUNT|COUNTA|STDEV(?:\.[SP])?|PRODUCT)\(/;
const RANGE = /\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?/g;

/** What a formula does to its column: `sum` adds up other cells of it, `aggregate` puts them together otherwise, `other` does neither. */
export function columnFormula(cell: string, formula: string): 'sum' | 'aggregate' | 'other' {
  const text = formula.replace(/^[=+\s]+/, '').toUpperCase();
  const place = /^([A-Z]{1,3})(\d{1,7})$/.exec(cell);
  if (place === null) return 'other';
  const isChain = /^\$?[A-Z]{1,3}\$?\d{1,7}(?:\+\$?[A-Z]{1,3}\$?\d{1,7}){1,200}$/.test(text);
  if (!isChain && !AGGREGATING.test(text)) return 'other';
  const kind = isChain || SUMMING.test(text) ? 'sum' : 'aggregate';
  // A column of a named table: the row of totals that programs offer.
  if (/^(?:SUBTOTAL|SUM)\((?:\d+,)?[A-Z_0-9.]*\[[^\][]+\]\)$/.test(text)) return kind;
  return coveredRows(text, place[1] ?? '', Number(place[2])) >= 2 ? kind : 'other';
}

/** How many cells of the own column a formula takes in; 0 where it takes in others, or itself. */
function coveredRows(formula: string, column: string, row: number): number {
  let covered = 0;
  for (const [, first, from, last, to] of formula.matchAll(RANGE)) {
    const [top, bottom] = [Number(from), Number(to ?? from)];
    if (first !== column || (last ?? first) !== column || (row >= top && row <= bottom)) return 0;
    covered += bottom - top + 1;
  }
  return covered;
}
