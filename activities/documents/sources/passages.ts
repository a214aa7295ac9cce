import { type Passage, type Source, type SourceSet, sourceSetSchema } from '../../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { createLeasedCache } from '../../leased-cache.ts';
import { type FoundPassage, openSearchIndex, type SearchIndex } from '../search/search-index.ts';

const SETS_OPEN = 4;

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

/** Opens source sets; one a worker, since it keeps the last few open. */
export interface SourceReader {
  /** Runs `use` with the sources of a `SourceSet` artifact; they are valid until it ends. */
  withSources<Result>(sha256: string, use: (sources: OpenSources) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Makes the reader over a store. */
export function createSourceReader(artifacts: ArtifactStore): SourceReader {
  const cache = createLeasedCache<{ sources: OpenSources; index: SearchIndex | null }>(SETS_OPEN, ({ index }) =>
    index?.close(),
  );
  const open = async (sha256: string) => {
    const set = sourceSetSchema.parse(await artifacts.getJson(sha256));
    const index = set.index === null ? null : await openSearchIndex(artifacts, set.index.sha256);
    return { index, sources: openedSources(set, index) };
  };
  return {
    withSources: (sha256, use) =>
      cache.use(
        sha256,
        () => open(sha256),
        ({ sources }) => use(sources),
      ),
    close: () => cache.close(),
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
