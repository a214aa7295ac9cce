import { type ZipPart, zipBytes } from './zip-bytes.ts';

/** A sheet of a workbook under test: its name, the XML inside `worksheet`, whether it is hidden, and its relations. */
export interface SheetXml {
  name: string;
  xml: string;
  state?: string;
  relations?: string;
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Builds a workbook from the XML of its sheets, with further parts and settings where a test needs them. */
export function workbookBytes(
  sheets: readonly SheetXml[],
  { parts = [], formats = [], settings = '' }: { parts?: ZipPart[]; formats?: string[]; settings?: string } = {},
): Buffer {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (content: string) => `<Relationships xmlns="${PACKAGE}">${content}</Relationships>`;
  const listed = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  const numFmts = formats.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`);
  const xfs = formats.map((_code, at) => `<xf numFmtId="${200 + at}"/>`);
  return zipBytes([
    { name: '_rels/.rels', content: relations(relation('m', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${settings}<sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations(sheets.map((_sheet, at) => relation(`r${at + 1}`, 'worksheet', `/xl/sheet${at + 1}.xml`)).join('')),
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${MAIN}"><numFmts>${numFmts.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ xml }, at) => ({ name: `xl/sheet${at + 1}.xml`, content: `<worksheet xmlns="${MAIN}">${xml}</worksheet>` })),
    ...sheets.flatMap(({ relations: own }, at) =>
      own === undefined ? [] : [{ name: `xl/_rels/sheet${at + 1}.xml.rels`, content: relations(own) }],
    ),
    ...parts,
  ]);
}

/** A value of a cell for `sheetXml`: words and numbers as they are, `{ v, s, f, t }` for a style, a formula or another type. */
export type CellXml = string | number | boolean | null | { v?: number | string; s?: number; f?: string; t?: string };

/** The rows of a sheet, with cells and rows numbered from `top`; an empty list is a blank row. */
export function sheetXml(rows: readonly (readonly CellXml[])[], merges: readonly string[] = [], top = 1): string {
  const xml = rows.map((cells, at) => {
    const row = top + at;
    return cells.length === 0 ? '' : `<row r="${row}">${cells.map((cell, column) => cellXml(cell, column, row)).join('')}</row>`;
  });
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<sheetData>${xml.join('')}</sheetData>${merged === '' ? '' : `<mergeCells>${merged}</mergeCells>`}`;
}

function cellXml(cell: CellXml, column: number, row: number): string {
  const r = `${String.fromCharCode(65 + column)}${row}`;
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${r}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${r}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string')
    return `<c r="${r}" t="inlineStr"><is><t>${cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`;
  const formula = cell.f === undefined ? '' : `<f>${cell.f}</f>`;
  const value = cell.v === undefined ? '' : `<v>${cell.v}</v>`;
  return `<c r="${r}" s="${cell.s ?? 0}" t="${cell.t ?? 'n'}">${formula}${value}</c>`;
}
