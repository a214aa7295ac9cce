import { DossierError } from '../../../contract/failures.ts';
import type { BytesReader } from '../reading/document-type.ts';
import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { oldContainer, passwordProtected } from '../zip/password-protected.ts';
import { openZip, type ZipArchive } from '../zip/zip-archive.ts';
import type { CellContext } from './cell-values.ts';
import { readComments } from './comments.ts';
import { findMergedCells } from './merged-cells.ts';
import { readNumberFormats } from './number-formats.ts';
import { readSharedStrings } from './shared-strings.ts';
import { noNotices, readSheetRows, type SheetNotices } from './sheet-rows.ts';
import { SheetTables } from './sheet-tables.ts';
import { readWorkbook, type SheetPart, type Workbook, workbookPart } from './workbook-parts.ts';

const SAVE_AS_XLSX = { remedy: 'Open it in a spreadsheet program, save it as XLSX, and attach that.' };

/**
 * Reads workbooks in Office Open XML: every sheet's tables become queryable tables, their rows passages that show what a person sees.
 * Takes up encrypted and old workbooks too, to refuse them with the way out.
 */
export const xlsxReader: BytesReader = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extensions: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  mayBe: (beginning) => startsWith(beginning, 'PK\x03\x04') || startsWith(beginning, '\xd0\xcf\x11\xe0'),
  async recognises(bytes) {
    const old = oldContainer(bytes);
    if (old !== null) return old !== 'other';
    try {
      return (await workbookPart(await openZip(bytes))) !== null;
    } catch {
      // Too damaged or too large to open: names stand in archives as they are, and reading says what is wrong.
      const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return raw.includes('xl/workbook.') && !raw.includes('word/document.xml');
    }
  },
  async read(bytes, sink) {
    const old = oldContainer(bytes);
    if (old === 'encrypted') throw passwordProtected();
    if (old !== null)
      throw new DossierError('document-binary', 'The file is an old Excel workbook (XLS).', SAVE_AS_XLSX);
    const zip = await openZip(bytes);
    const part = await workbookPart(zip);
    if (part === null) throw new DossierError('document-malformed', 'The file is an archive without a workbook.');
    if (part.endsWith('.bin'))
      throw new DossierError('document-binary', 'The file is a binary workbook (XLSB).', SAVE_AS_XLSX);
    await readSheets(zip, await readWorkbook(zip, part), sink);
  },
};

async function readSheets(zip: ZipArchive, workbook: Workbook, sink: ExtractionSink): Promise<void> {
  const context: CellContext = {
    strings: await readSharedStrings(zip, workbook.sharedStrings),
    formats: await readNumberFormats(zip, workbook.styles),
    date1904: workbook.date1904,
  };
  let formulas = 0;
  for (const sheet of workbook.sheets) {
    const notices = noNotices();
    await readSheet(zip, sheet, context, notices, sink);
    remarkOn(sheet, notices, sink);
    formulas += notices.formulas - notices.uncomputedCount;
  }
  if (workbook.otherSheets.length > 0)
    sink.remark(`Not read, since they hold no cells or their part is missing: ${listed(workbook.otherSheets)}.`);
  if (workbook.computesOnLoad && formulas > 0)
    sink.remark(
      'The program that wrote the workbook left computing its formulas to whoever opens it, so that their values may be out of date: open it in a spreadsheet program, save it and attach that.',
    );
}

async function readSheet(
  zip: ZipArchive,
  sheet: SheetPart,
  context: CellContext,
  notices: SheetNotices,
  sink: ExtractionSink,
): Promise<void> {
  sink.heading(sheet.name);
  const merges = await findMergedCells(zip, sheet.part);
  const tables = new SheetTables(sink, sheet.name, merges);
  for await (const rows of readSheetRows(zip, sheet.part, context, merges, notices)) {
    for (const row of rows) await tables.row(row);
  }
  await tables.end();
  await readComments(zip, sheet, sink);
}

function remarkOn({ name, hidden }: SheetPart, notices: SheetNotices, sink: ExtractionSink): void {
  const { uncomputed, uncomputedCount, errors, errorCount } = notices;
  if (hidden) sink.remark(`The sheet “${name}” is hidden in the workbook; it was read all the same.`);
  if (uncomputedCount > 0)
    sink.remark(
      `On the sheet “${name}”, ${counted(uncomputedCount, 'formula has', 'formulas have')} no computed value and read as empty (${listed(uncomputed, uncomputedCount)}): open the workbook in a spreadsheet program, save it and attach that.`,
    );
  if (errorCount > 0)
    sink.remark(
      `On the sheet “${name}”, ${counted(errorCount, 'cell shows', 'cells show')} an error instead of a value (${listed(errors, errorCount)}): their columns are text. Mend them in a spreadsheet program to compute with them.`,
    );
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`;
}

function listed(names: readonly string[], count = names.length): string {
  const shown = names.slice(0, 5);
  return `${shown.join(', ')}${count > shown.length ? ' …' : ''}`;
}

function startsWith(bytes: Uint8Array, beginning: string): boolean {
  return Buffer.from(bytes.subarray(0, beginning.length)).toString('latin1') === beginning;
}
