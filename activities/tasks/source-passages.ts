import type { Passage, SourceSet } from '../../contract/evidence/source.ts';

/** The passages of a job's sources, as the model tasks need them. */
export interface SourcePassages {
  /** The passages with these ids, by id; ids that no source has are left out. */
  byId(sources: SourceSet, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Passage>>;
  /** Passages that have words with a text in common, best first: where something may stand that contradicts it. */
  like(sources: SourceSet, text: string, limit: number): Promise<Passage[]>;
}
