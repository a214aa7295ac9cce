import { columnLetters, columnNumber } from './cell-reference.ts';

/** Text in quotation marks, quoted sheet names and structured references stay; then names with their bracket, and cells. */
const TOKENS =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.])|[A-Za-z_][\w.]*/g;

/**
 * A shared formula as it stands in another cell than the one it was written for: relative references move along.
 * Spreadsheets write such a formula once and refer to it from the cells that it was filled into.
 */
export function shiftFormula(formula: string, columns: number, rows: number): string {
  if (columns === 0 && rows === 0) return formula;
  return formula.replace(
    TOKENS,
    (token, fixedColumn?: string, letters?: string, fixedRow?: string, digits?: string) => {
      if (letters === undefined || digits === undefined) return token;
      const column = columnNumber(letters) + (fixedColumn === '$' ? 0 : columns);
      const row = Number(digits) + (fixedRow === '$' ? 0 : rows);
      if (column < 1 || row < 1) return '#REF!';
      return `${fixedColumn}${columnLetters(column)}${fixedRow}${row}`;
    },
  );
}
