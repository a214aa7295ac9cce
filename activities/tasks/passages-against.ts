import { align } from '../../contract/evidence/alignment.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import type { Passage, SourceSet } from '../../contract/evidence/source.ts';
import type { SourcePassages } from './source-passages.ts';
import { oneLine } from './task-data.ts';

/** Passages given with each claim that could contradict it. */
const MOST_AGAINST = 3;
/** Passages of other sources that say nearly the same are given beyond those: each may hold another value. */
const MOST_ALIKE = 6;
/** From this likeness on, 0 to 1, a passage makes the claim's statement. */
const ALIKE = 0.6;
/** Passages looked at, best of the search first. */
const LOOKED_AT = 24;
/** Passages and characters at a source's beginning that may say when it was written or what it supersedes. */
const OPENING_PASSAGES = 3;
const OPENING_CHARS = 500;

/** The passages that could contradict a claim: first those of other sources that make nearly the same statement, then the best of the search. */
export async function passagesAgainst(
  passages: SourcePassages,
  sources: SourceSet,
  text: string,
  cited: readonly Evidence[],
): Promise<Passage[]> {
  const own = new Set(cited.map(({ passageId }) => passageId));
  const ownSources = new Set(cited.map(({ sourceId }) => sourceId));
  const quotes = cited.flatMap(({ quote, query }) => (query === null ? [oneLine(quote)] : []));
  const found = await passages.like(sources, text, LOOKED_AT + own.size);
  const others = found.filter(({ id }) => !own.has(id));
  const alike = others
    .filter((passage) => !ownSources.has(passage.sourceId) && !quotes.some((quote) => oneLine(passage.text) === quote))
    .map((passage) => ({ passage, likeness: align(text, passage.text).likeness }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_ALIKE)
    .map(({ passage }) => passage);
  const rest = others.filter((passage) => !alike.includes(passage));
  return [...alike, ...rest.slice(0, Math.max(0, MOST_AGAINST - alike.length))];
}

/** How sources begin, by their ids: where a text says that it is a revised edition, and of when. */
export async function openingsOf(
  passages: SourcePassages,
  sources: SourceSet,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const numbers = Array.from({ length: OPENING_PASSAGES }, (_, at) => at + 1);
  const unique = [...new Set(sourceIds)];
  const found = await passages.byId(sources, new Set(unique.flatMap((id) => numbers.map((at) => `${id}-p${at}`))));
  return new Map(
    unique.map((id) => {
      const first = numbers.flatMap((at) => found.get(`${id}-p${at}`) ?? []);
      const text = first.flatMap((passage) => [...passage.headings, passage.text]).join('\n');
      return [id, text.slice(0, OPENING_CHARS)];
    }),
  );
}
