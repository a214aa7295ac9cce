import type { CitedWords } from './claim-fault.ts';

/** What parts the cells of a line of a table: bars in Markdown and sheets, else what its file has. */
function delimiterOf(line: string, header: string): string {
  if (line.includes('|')) return '|';
  if (line.includes('\t')) return '\t';
  return header.includes(';') ? ';' : ',';
}

/** The cells of a line of a table; marks of quotation around a cell are taken away. */
export function cellsOf(line: string, header = line): string[] {
  const delimiter = delimiterOf(line, header);
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const unit of line.replace(/^\s*\||\|\s*$/g, '')) {
    if (unit === '"') isQuoted = !isQuoted;
    else if (unit === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += unit;
  }
  cells.push(cell.trim());
  return cells;
}

/** Whether a text is a line of a table with several cells. */
export function isRow(text: string, tabular: boolean): boolean {
  if (text.trim().includes('\n')) return false;
  return /^\s*\|.*\|/.test(text) || / \| /.test(text) || (tabular && cellsOf(text).length > 1);
}

/** A line of a table with bars between its cells, so that no cell runs into the next. */
export function rowText(line: string, header = line): string {
  return cellsOf(line, header).join(' | ');
}

/** A cell with the words of its column's header; empty where the table has none that is known. */
export interface HeadedCell {
  text: string;
  header: string;
}

/** The cells of a cited row under their headers: of a file's table the last heading, of a table in a text its first line. */
export function headedCells(line: string, { tabular, headings, passage }: CitedWords): HeadedCell[] {
  const first = passage.split('\n').find((one) => one.trim().startsWith('|')) ?? '';
  const header = tabular ? (headings.at(-1) ?? '') : first;
  const names = cellsOf(header);
  const cells = cellsOf(line, header);
  return cells.map((text, at) => ({ text, header: names.length === cells.length ? (names[at] ?? '') : '' }));
}

/** The other rows of the passage that a row stands in. */
export function otherRows(line: string, { passage, tabular }: CitedWords): string[] {
  const lines = passage.split('\n').filter((one) => isRow(one, tabular) && !/^\s*\|[\s:|-]*\|?\s*$/.test(one));
  return lines.map((one) => rowText(one)).filter((one) => one !== rowText(line));
}

/** The row of a table that holds a quoted cell, its cells parted by bars; the quote itself where it is a sentence or stands in no row. */
export function rowOf({ quote, passage, tabular, headings }: CitedWords): string {
  const header = headings.at(-1);
  if (quote.trim().includes('\n')) return quote;
  if (isRow(quote, tabular)) return rowText(quote, header);
  const wanted = quote.trim();
  const rows = passage.split('\n').filter((line) => line.includes(wanted) && isRow(line, tabular));
  // A cell is a whole cell: 800000 does not stand in the row of 36800000. Where several rows have it, any of them may be meant.
  const whole = rows.filter((line) => cellsOf(line, header).includes(wanted));
  const found = whole.length > 0 ? whole : rows.slice(0, 1);
  return found.length === 0 ? quote : found.map((line) => rowText(line, header)).join(' | ');
}
