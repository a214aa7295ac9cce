/** A rectangle of cells; columns and rows count from 1, both ends belong to it. */
export interface CellRange {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The letters of a column: 1 is `A`, 28 is `AB`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** A cell in a spreadsheet's own words: `B7`. */
export function cellName(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}

/** Reads `B7` or `$B$7`; null for anything else. */
export function parseCell(text: string): { column: number; row: number } | null {
  const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(text);
  if (match === null) return null;
  const row = Number(match[2]);
  return row === 0 ? null : { column: columnNumber(match[1] ?? ''), row };
}

/** Reads `A1:C3` or a single cell; null for anything else. */
export function parseRange(text: string): CellRange | null {
  const [first = '', second = first] = text.split(':');
  const [a, b] = [parseCell(first), parseCell(second)];
  if (a === null || b === null) return null;
  return {
    left: Math.min(a.column, b.column),
    top: Math.min(a.row, b.row),
    right: Math.max(a.column, b.column),
    bottom: Math.max(a.row, b.row),
  };
}

/** A range in a spreadsheet's own words: `A2:F20`, or `B7` where it is one cell. */
export function rangeName({ left, top, right, bottom }: CellRange): string {
  const first = cellName(left, top);
  return left === right && top === bottom ? first : `${first}:${cellName(right, bottom)}`;
}

/** The number of a column's letters. */
export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
