import { z } from 'zod';

/** Where a passage or a quoted value stands in its source. Lines, rows and pages count from 1; a row of a CSV counts data rows, the header is row 0. */
export const locatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lines'), from: z.int().positive(), to: z.int().positive() }),
  z.object({ kind: z.literal('rows'), table: z.string(), from: z.int().nonnegative(), to: z.int().nonnegative() }),
  z.object({ kind: z.literal('cell'), table: z.string(), row: z.int().nonnegative(), column: z.string() }),
  /** Cells of a spreadsheet in its own words: a range such as `A2:F20`, or one cell such as `B7`. */
  z.object({ kind: z.literal('sheet'), sheet: z.string(), range: z.string() }),
  z.object({ kind: z.literal('page'), page: z.int().positive(), paragraph: z.int().positive() }),
  z.object({ kind: z.literal('paragraph'), paragraph: z.int().positive() }),
  z.object({ kind: z.literal('query'), tables: z.array(z.string()).min(1) }),
]);
export type Locator = z.infer<typeof locatorSchema>;

/** A locator in words: `lines 3 to 7`. */
export function describeLocator(locator: Locator): string {
  switch (locator.kind) {
    case 'lines':
      return locator.from === locator.to ? `line ${locator.from}` : `lines ${locator.from} to ${locator.to}`;
    case 'rows':
      return `${rowWords(locator.from, locator.to)} of ${locator.table}`;
    case 'cell':
      return `${rowWords(locator.row, locator.row)}, column ${locator.column} of ${locator.table}`;
    case 'sheet':
      return `sheet ${locator.sheet}, ${locator.range.includes(':') ? 'cells' : 'cell'} ${locator.range.replace(':', ' to ')}`;
    case 'page':
      return `page ${locator.page}, paragraph ${locator.paragraph}`;
    case 'paragraph':
      return `paragraph ${locator.paragraph}`;
    case 'query':
      return `query over ${locator.tables.join(', ')}`;
  }
}

/** Row 0 is the header to people, who count what stands below it. */
function rowWords(from: number, to: number): string {
  if (from > 0) return from === to ? `row ${from}` : `rows ${from} to ${to}`;
  return to === 0 ? 'the header' : `the header and ${rowWords(1, to)}`;
}
