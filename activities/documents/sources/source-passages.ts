import type { Passage } from '../../../contract/evidence/source.ts';
import { sha256OfJson } from '../../../contract/hash.ts';
import type { SourcePassages } from '../../tasks/source-passages.ts';
import type { SourceReader } from './passages.ts';

/** The passages of a source set through the reader that keeps sets open; a set's artifact is named by the hash of its canonical JSON. */
export function createSourcePassages(reader: SourceReader): SourcePassages {
  return {
    byId: (set, ids) =>
      reader.withSources(sha256OfJson(set), async (sources) => {
        const found = [...ids]
          .map((id) => sources.passage(id))
          .filter((passage): passage is Passage => passage !== null);
        return new Map(found.map((passage) => [passage.id, passage]));
      }),
    like: (set, text, limit) =>
      reader.withSources(sha256OfJson(set), async (sources) =>
        sources.search(text, limit).map(({ passage }) => passage),
      ),
  };
}
