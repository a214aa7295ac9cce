/** The letters of a column by its number, from 0: A, B, ..., Z, AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnLetters(Math.floor(index / 26) - 1)}${letter}`;
}

/** The number of a column by its letters, from 0. */
export function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** The first cell of a range such as `A3:F11`: its column from 0, its row from 1. */
export function firstCell(range: string): { column: number; row: number } {
  const match = /^([A-Z]{1,3})(\d{1,7})/.exec(range);
  return match === null ? { column: 0, row: 1 } : { column: columnIndex(match[1] ?? 'A'), row: Number(match[2]) };
}
