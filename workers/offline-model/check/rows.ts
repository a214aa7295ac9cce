/** The cells of a row, whether a document writes it with bars around it or a claim with bars between. */
export function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

/** Whether two rows are about the same, by their first cell and their width, and differ in at most half of the others. */
export function rowWithOtherCells(claim: string, row: string): boolean {
  if (!claim.includes(' | ')) return false;
  const [own, other] = [cellsOf(claim), cellsOf(row)];
  if (own.length !== other.length || own[0]?.toLowerCase() !== other[0]?.toLowerCase()) return false;
  const differing = own.slice(1).filter((cell, at) => cell !== other[at + 1]).length;
  return differing > 0 && differing <= Math.max(1, (own.length - 1) / 2);
}
