import type { Evidence, RecordedQuery } from '../../contract/evidence/evidence.ts';
import type { Passage, SourceSet } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import { canonicalJson } from '../../contract/hash.ts';
import type { CheckPorts } from './ports.ts';

/** What a query gave when it was run again, or why it could not be. */
export type Repetition = { result: Pick<RecordedQuery, 'columns' | 'rows'> } | { error: string };

/** The evidence of one verification, re-read from the stored sources: each passage once, each query run once. */
export interface EvidenceReader {
  /** Null where no evidence has this id. */
  evidence(id: string): Evidence | null;
  passage(id: string): Passage | null;
  sourceWasRead(sourceId: string): boolean;
  /** Title of a source; a reader without titles has no such member. */
  sourceTitle?(sourceId: string): string | null;
  repeat(query: RecordedQuery): Promise<Repetition>;
}

/** Reads the passages that the cited evidence names, and makes the reader over them. */
export async function readEvidence(
  ports: CheckPorts,
  sources: SourceSet,
  all: readonly Evidence[],
  cited: ReadonlySet<string>,
): Promise<EvidenceReader> {
  const byId = new Map(all.filter(({ id }) => cited.has(id)).map((evidence) => [evidence.id, evidence]));
  const passageIds = [...byId.values()].flatMap(({ passageId }) => (passageId === null ? [] : [passageId]));
  const passages = await ports.passages.byId(sources, new Set(passageIds));
  const read = new Set(sources.sources.filter(({ status }) => status === 'read').map(({ id }) => id));
  const titles = new Map(sources.sources.map(({ id, title }) => [id, title]));
  const repeated = new Map<string, Promise<Repetition>>();
  return {
    evidence: (id) => byId.get(id) ?? null,
    passage: (id) => passages.get(id) ?? null,
    sourceWasRead: (sourceId) => read.has(sourceId),
    sourceTitle: (sourceId) => titles.get(sourceId) ?? null,
    repeat: (query) => {
      const key = canonicalJson([query.sql, query.tables]);
      const known = repeated.get(key) ?? repeat(ports, sources, query);
      repeated.set(key, known);
      return known;
    },
  };
}

/** A query that fails is a finding; anything else that goes wrong is for the activity's retry. */
async function repeat(ports: CheckPorts, sources: SourceSet, query: RecordedQuery): Promise<Repetition> {
  try {
    return { result: await ports.rerunQuery(sources, query) };
  } catch (error) {
    if (error instanceof DossierError && error.failure.class === 'input') return { error: error.message };
    throw error;
  }
}
