import type { Locator } from '../../../contract/evidence/locator.ts';
import type { Origin, Passage, Source, Table } from '../../../contract/evidence/source.ts';
import type { Attachment } from '../../../contract/job-input.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { readJsonLines, writeJsonLines } from '../json-lines.ts';
import { type ExtractedPassage, type ExtractionContent, extractedPassageSchema } from '../reading/extraction.ts';
import type { ProgressTicker } from '../reading/progress-ticker.ts';
import type { IndexWriter } from '../search/index-writer.ts';
import { fileStem, sqlName, uniqueName } from '../tables/sql-names.ts';

type ReadExtraction = Extract<ExtractionContent, { status: 'read' }>;

/** What the sources of one job share while they are put together. */
export interface SourceSetPorts {
  artifacts: ArtifactStore;
  /** Null for the document of a `check` job, which is not searched. */
  index: Pick<IndexWriter, 'add'> | null;
  ticker: ProgressTicker;
  /** Names of tables that are taken in this job. */
  tableNames: Set<string>;
}

/** Makes a read document a source of the job: gives its tables names, its passages ids such as `s2-p14`, and puts them into the index. */
export async function sourceOf(
  id: string,
  attachment: Attachment,
  extraction: ReadExtraction,
  ports: SourceSetPorts,
): Promise<Source> {
  const { artifact, name } = attachment;
  const names = new Map<string, string>();
  const tables = extraction.tables.map(({ key, title, ...table }): Table => {
    const unique = uniqueName(sqlName(fileStem(name), 'table'), ports.tableNames);
    names.set(key, unique);
    return { name: unique, sourceId: id, title: (title ?? name).slice(0, 300), ...table };
  });
  const passages = await jobPassages(id, name, extraction, names, ports);
  return {
    status: 'read',
    id,
    title: name,
    sha256: artifact.sha256,
    mediaType: extraction.mediaType,
    bytes: artifact.bytes,
    origin: originOf(attachment),
    passageCount: extraction.passageCount,
    passages,
    tables,
    headings: extraction.headings,
    ...(extraction.remarks !== undefined && { remarks: extraction.remarks }),
  };
}

/** Where an attachment came from: a web page's snapshot knows its address and instant. */
export function originOf({ name, fetched }: Attachment): Origin {
  return fetched === undefined ? { kind: 'upload', name } : { kind: 'web', ...fetched };
}

async function jobPassages(
  sourceId: string,
  title: string,
  extraction: ReadExtraction,
  tableNames: ReadonlyMap<string, string>,
  { artifacts, index, ticker }: SourceSetPorts,
) {
  const writer = writeJsonLines(artifacts, `Passages of ${title}`.slice(0, 300));
  let number = 0;
  try {
    for await (const batch of readJsonLines(artifacts, extraction.passages.sha256)) {
      for (const line of batch) {
        number += 1;
        ticker.tick('passages');
        const extracted = extractedPassageSchema.parse(line);
        const passage = jobPassage(sourceId, number, extracted, tableNames);
        index?.add(passage, extracted.indexed, title);
        await writer.write(passage);
      }
    }
    return await writer.end();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function jobPassage(
  sourceId: string,
  number: number,
  { locator, headings, text }: ExtractedPassage,
  tableNames: ReadonlyMap<string, string>,
): Passage {
  return { id: `${sourceId}-p${number}`, sourceId, locator: jobLocator(locator, tableNames), headings, text };
}

function jobLocator(locator: Locator, tableNames: ReadonlyMap<string, string>): Locator {
  if (locator.kind !== 'rows' && locator.kind !== 'cell') return locator;
  // A table without rows leaves no trace, but its header is a passage all the same.
  return { ...locator, table: tableNames.get(locator.table) ?? locator.table };
}
