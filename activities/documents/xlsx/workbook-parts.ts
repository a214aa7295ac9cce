import type { ZipArchive } from '../zip/zip-archive.ts';
import { localName, readWholeXml } from './xml-events.ts';

/** A sheet of cells as the workbook lists it. */
export interface SheetPart {
  name: string;
  /** Name of its part in the archive. */
  part: string;
  hidden: boolean;
}

/** What the workbook's main part says, and where its other parts are. */
export interface Workbook {
  sheets: SheetPart[];
  /** Names of sheets that hold no cells: charts, dialogs, macros. */
  otherSheets: string[];
  /** Whether days count from 1904 instead of 1900. */
  date1904: boolean;
  /** Whether the writer left computing to whoever opens it, so that formulas' values may be stale. */
  computesOnLoad: boolean;
  sharedStrings: string | null;
  styles: string | null;
}

/** A relation of a part: the last word of its type (`worksheet`), and the part it leads to. */
export interface Relation {
  id: string;
  type: string;
  target: string;
}

/** Name of the main part, or null where the archive holds no workbook. */
export async function workbookPart(zip: ZipArchive): Promise<string | null> {
  const relations = await relationsOf(zip, '').catch(() => []);
  const main = relations.find(({ type }) => type === 'officeDocument');
  const found = main === undefined ? null : zip.find(main.target);
  if (found !== null) return /workbook[^/]*$/i.test(found) ? found : null;
  return zip.find('xl/workbook.xml') ?? zip.find('xl/workbook.bin');
}

/** Reads the main part. */
export async function readWorkbook(zip: ZipArchive, part: string): Promise<Workbook> {
  const relations = await relationsOf(zip, part);
  const partOf = (type: string) => {
    const relation = relations.find((one) => one.type === type);
    return relation === undefined ? zip.find(`xl/${type}.xml`) : zip.find(relation.target);
  };
  const workbook: Workbook = {
    sheets: [],
    otherSheets: [],
    date1904: false,
    computesOnLoad: false,
    sharedStrings: partOf('sharedStrings'),
    styles: partOf('styles'),
  };
  await readWholeXml(part, zip.stream(part), {
    open(name, attributes) {
      // Extensions repeat the element without the attribute.
      if (name === 'workbookPr' && isTrue(attributes.date1904)) workbook.date1904 = true;
      if (name === 'calcPr' && isTrue(attributes.fullCalcOnLoad)) workbook.computesOnLoad = true;
      if (name !== 'sheet') return;
      const key = Object.keys(attributes).find((attribute) => attribute !== 'id' && localName(attribute) === 'id');
      const id = attributes[key ?? 'id'];
      const relation = relations.find((one) => one.id === id);
      const sheet = attributes.name ?? `Sheet ${workbook.sheets.length + 1}`;
      const target = relation === undefined ? null : zip.find(relation.target);
      if (relation?.type !== 'worksheet' || target === null) workbook.otherSheets.push(sheet);
      else workbook.sheets.push({ name: sheet, part: target, hidden: /hidden/i.test(attributes.state ?? '') });
    },
  });
  return workbook;
}

/** The relations of a part (`''` is the archive itself); none where it has none. */
export async function relationsOf(zip: ZipArchive, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const name = zip.find(`${folder}_rels/${part.slice(slash)}.rels`);
  if (name === null) return [];
  const relations: Relation[] = [];
  await readWholeXml(name, zip.stream(name), {
    open(element, { Id = '', Type = '', Target = '', TargetMode }) {
      if (element !== 'Relationship' || TargetMode === 'External') return;
      relations.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(folder, Target) });
    },
  });
  return relations;
}

/** A target as a name in the archive: absolute ones begin with a slash, others start from the folder of their part. */
function resolved(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const parts = (path.startsWith('/') ? path : folder + path).split('/');
  const names: string[] = [];
  for (const part of parts) {
    if (part === '..') names.pop();
    else if (part !== '.' && part !== '') names.push(part);
  }
  return names.join('/');
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
