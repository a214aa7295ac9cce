import { type Passage, type Source, type SourceSet, sourceSetSchema } from '../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { createLeasedCache } from '../leased-cache.ts';
import type { SourcePassages } from '../tasks/source-passages.ts';
import { type FoundPassage, openSearchIndex, type SearchIndex } from './search-index.ts';

const INDEXES_OPEN = 4;

/** The sources of a job, opened: what they are, and their passages by search and by id. */
export interface OpenSources {
  set: SourceSet;
  /** The source of an id, or null. */
  source(id: string): Source | null;
  search(words: string, limit: number): FoundPassage[];
  passage(id: string): Passage | null;
  /** A passage with up to `neighbours` of its source on each side; empty where there is no such id. */
  passagesAround(id: string, neighbours: number): Passage[];
}

/** Opens source sets; one a worker, since it keeps the last few indexes open. */
export interface SourceReader {
  /** Runs `use` with the sources of a `SourceSet` artifact; they are valid until it ends. */
  withSources<Result>(sha256: string, use: (sources: OpenSources) => Promise<Result>): Promise<Result>;
  /** The same for a source set that was read already. */
  withSet<Result>(set: SourceSet, use: (sources: OpenSources) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Makes the reader over a store. */
export function createSourceReader(artifacts: ArtifactStore): SourceReader {
  const indexes = createLeasedCache<SearchIndex>(INDEXES_OPEN, (index) => index.close());
  const withSet: SourceReader['withSet'] = (set, use) => {
    if (set.index === null) return use(openedSources(set, null));
    const { sha256 } = set.index;
    return indexes.use(
      sha256,
      () => openSearchIndex(artifacts, sha256),
      (index) => use(openedSources(set, index)),
    );
  };
  return {
    withSet,
    withSources: async (sha256, use) => withSet(sourceSetSchema.parse(await artifacts.getJson(sha256)), use),
    close: () => indexes.close(),
  };
}

/** The passages as the model tasks ask for them. */
export function createSourcePassages(reader: SourceReader): SourcePassages {
  return {
    byId: (set, ids) =>
      reader.withSet(set, async (sources) => {
        const passages = [...ids].map((id) => [id, sources.passage(id)] as const);
        return new Map(passages.flatMap(([id, passage]) => (passage === null ? [] : [[id, passage]])));
      }),
    like: (set, text, limit) =>
      reader.withSet(set, async (sources) => sources.search(text, limit).map(({ passage }) => passage)),
  };
}

function openedSources(set: SourceSet, index: SearchIndex | null): OpenSources {
  const byId = new Map(set.sources.map((source) => [source.id, source]));
  return {
    set,
    source: (id) => byId.get(id) ?? null,
    search: (words, limit) => index?.search(words, limit) ?? [],
    passage: (id) => index?.passage(id) ?? null,
    passagesAround: (id, neighbours) => index?.passagesAround(id, neighbours) ?? [],
  };
}
