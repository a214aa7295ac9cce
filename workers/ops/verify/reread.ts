import { createReadStream } from 'node:fs';
import { readJsonLines } from '../../../activities/documents/json-lines.ts';
import { extractDocument } from '../../../activities/documents/reading/extract-document.ts';
import {
  type ExtractedPassage,
  type ExtractionContent,
  extractedPassageSchema,
} from '../../../activities/documents/reading/extraction.ts';
import type { ProgressTicker } from '../../../activities/documents/reading/progress-ticker.ts';
import { typeOfName } from '../../../activities/documents/registry.ts';
import type { Bundle } from '../../../contract/bundle.ts';
import type { BundledSource } from '../../../contract/bundle-parts.ts';
import type { Locator } from '../../../contract/evidence/locator.ts';
import { findInPassage } from '../../../contract/evidence/quote.ts';
import type { Passage, Table } from '../../../contract/evidence/source.ts';
import { canonicalJson } from '../../../contract/hash.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { OriginalFile } from './originals.ts';
import type { Discrepancy } from './outcome.ts';

/** What reading an original again gave: what is not as the bundle says, and its tables by the bundle's names. */
export interface Reread {
  discrepancies: Discrepancy[];
  tables: Table[];
}

type ReadExtraction = Extract<ExtractionContent, { status: 'read' }>;

/** A table's name is the job's, its key the document's: places are compared without either. */
function place(locator: Locator): string {
  return canonicalJson('table' in locator ? { ...locator, table: '' } : locator);
}

function sameContent(a: ExtractedPassage, b: Passage): boolean {
  return (
    a.text === b.text &&
    place(a.locator) === place(b.locator) &&
    canonicalJson(a.headings) === canonicalJson(b.headings)
  );
}

async function* passagesOf(store: ArtifactStore, { passages }: ReadExtraction): AsyncGenerator<ExtractedPassage> {
  for await (const batch of readJsonLines(store, passages.sha256))
    for (const line of batch) yield extractedPassageSchema.parse(line);
}

/** Ids of the bundled passages that reading the original does not give. */
async function otherPassages(
  store: ArtifactStore,
  extraction: ReadExtraction,
  source: BundledSource,
): Promise<Set<string>> {
  const wanted = new Map(source.passages.map((passage) => [passage.id, passage]));
  const other = new Set(wanted.keys());
  let number = 0;
  for await (const extracted of passagesOf(store, extraction)) {
    number += 1;
    const passage = wanted.get(`${source.id}-p${number}`);
    if (passage !== undefined && sameContent(extracted, passage)) other.delete(passage.id);
  }
  return other;
}

/** Which of some quotes stand in no passage of the original. */
async function lostQuotes(
  store: ArtifactStore,
  extraction: ReadExtraction,
  quotes: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const lost = new Set(quotes.keys());
  for await (const passage of passagesOf(store, extraction))
    for (const id of lost) if (findInPassage(passage, quotes.get(id) ?? '') !== null) lost.delete(id);
  return lost;
}

function compareTables(source: BundledSource, extraction: ReadExtraction): Reread {
  const discrepancies: Discrepancy[] = [];
  const tables: Table[] = [];
  for (const bundled of source.tables) {
    const again = extraction.tables.find(
      ({ cells, columns }) =>
        cells.sha256 === bundled.sha256 && canonicalJson(columns) === canonicalJson(bundled.columns),
    );
    if (again === undefined) {
      const message = `Reading the original does not give the table ${bundled.name} with these columns and cells.`;
      discrepancies.push({ check: 'original', place: source.title, message });
    } else {
      const { columns, rows, cells } = again;
      tables.push({ name: bundled.name, sourceId: source.id, title: bundled.title, columns, rows, cells });
    }
  }
  return { discrepancies, tables };
}

async function compare(
  bundle: Bundle,
  source: BundledSource,
  extraction: ExtractionContent,
  store: ArtifactStore,
): Promise<Reread> {
  const fault = (message: string): Discrepancy => ({ check: 'original', place: source.title, message });
  if (source.failure !== null)
    return {
      discrepancies: extraction.status === 'read' ? [fault('It can be read now, and was not for this report.')] : [],
      tables: [],
    };
  if (extraction.status === 'unreadable')
    return { discrepancies: [fault(`It cannot be read again: ${extraction.failure.message}`)], tables: [] };
  const { discrepancies, tables } = compareTables(source, extraction);
  for (const id of await otherPassages(store, extraction, source))
    discrepancies.push(fault(`Reading the original does not give the passage ${id} with this text at this place.`));
  const quoted = bundle.evidence.filter((piece) => piece.sourceId === source.id && piece.query === null);
  const lost = await lostQuotes(store, extraction, new Map(quoted.map(({ id, quote }) => [id, quote])));
  for (const id of lost) discrepancies.push(fault(`The words quoted by ${id} are not in the original.`));
  return { discrepancies, tables };
}

/** Reads an original with the readers that the job used, and compares its passages, tables and quotes with the bundle's. */
export async function rereadOriginal(
  bundle: Bundle,
  source: BundledSource,
  file: OriginalFile,
  ports: { store: ArtifactStore; ticker: ProgressTicker },
): Promise<Reread> {
  const { store, ticker } = ports;
  const meta = { mediaType: 'application/octet-stream', title: source.title.slice(0, 300) };
  const ref = await store.putStream(createReadStream(file.path), meta, Number.MAX_SAFE_INTEGER);
  const extraction = await extractDocument(store, ref, typeOfName(source.title), ticker);
  return compare(bundle, source, extraction, store);
}
