import { readJsonLines } from '../../activities/documents/json-lines.ts';
import { type Passage, passageSchema, type Source } from '../../contract/evidence/source.ts';
import type { CorpusDocument } from '../corpus/corpus.ts';
import type { Laboratory } from '../laboratory.ts';
import type { OtherReaders } from './other-readers.ts';
import { shownAlike } from './shown-value.ts';

type ReadSource = Extract<Source, { status: 'read' }>;
type Cell = [row: number, column: number, value: string | number];

/** A workbook beside what another program reads in it. */
export interface ComparedBook {
  name: string;
  cells: number;
  /** Cells that we show otherwise or not at all, in words. */
  wrong: string[];
}

interface Range {
  fromColumn: number;
  fromRow: number;
  toColumn: number;
  toRow: number;
}

/** Compares each cell that another program gives a value with the token at its place in the passages of its sheet; workbooks that the other program cannot open are left out. */
export async function compareCells(
  laboratory: Laboratory,
  books: readonly { document: CorpusDocument; source: ReadSource }[],
  others: OtherReaders,
): Promise<ComparedBook[]> {
  const compared: ComparedBook[] = [];
  for (const { document, source } of books) {
    const passages = await sheetPassages(laboratory, source);
    const cells = await others.cells(document.file);
    if (cells === null) continue;
    const sheets = Object.entries(cells);
    const wrong = sheets.flatMap(([sheet, cells]) => wrongCells(sheet, cells, passages.get(sheet) ?? []));
    compared.push({ name: document.name, cells: sheets.reduce((sum, [, cells]) => sum + cells.length, 0), wrong });
  }
  return compared;
}

async function sheetPassages(laboratory: Laboratory, source: ReadSource): Promise<Map<string, Passage[]>> {
  const bySheet = new Map<string, Passage[]>();
  for await (const batch of readJsonLines(laboratory.store.artifacts, source.passages.sha256)) {
    for (const passage of batch.map((line) => passageSchema.parse(line))) {
      if (passage.locator.kind !== 'sheet') continue;
      bySheet.set(passage.locator.sheet, [...(bySheet.get(passage.locator.sheet) ?? []), passage]);
    }
  }
  return bySheet;
}

function wrongCells(sheet: string, cells: readonly Cell[], passages: readonly Passage[]): string[] {
  const shown = new Map<string, string[]>();
  const note = (place: string, token: string) => shown.set(place, [...(shown.get(place) ?? []), token]);
  for (const passage of passages) {
    if (passage.locator.kind !== 'sheet') continue;
    const range = readRange(passage.locator.range);
    const inside = cells.filter(([row, column]) => isIn(range, row, column));
    // A row of the range without any value has no line.
    const rows = [...new Set(inside.map(([row]) => row))].sort((a, b) => a - b);
    for (const [at, line] of passage.text.split('\n').entries())
      for (const [step, token] of line.split('|').entries())
        note(`${rows[at]} ${range.fromColumn + step}`, token.trim());
  }
  return cells.flatMap(([row, column, value]) => {
    const tokens = shown.get(`${row} ${column}`) ?? [];
    // A comment on a cell is a passage of the same place.
    if (tokens.some((token) => shownAlike(token, value))) return [];
    return [
      `${sheet} row ${row} column ${column}: ${JSON.stringify(value).slice(0, 60)} shown as ${JSON.stringify(tokens[0] ?? null).slice(0, 60)}`,
    ];
  });
}

function isIn(range: Range, row: number, column: number): boolean {
  return row >= range.fromRow && row <= range.toRow && column >= range.fromColumn && column <= range.toColumn;
}

function readRange(range: string): Range {
  const [from, to = from] = range.split(':').map((cell) => {
    const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    return { column, row: Number(digits) };
  });
  if (from === undefined || to === undefined) throw new Error(`"${range}" is no range.`);
  return { fromColumn: from.column, fromRow: from.row, toColumn: to.column, toRow: to.row };
}
