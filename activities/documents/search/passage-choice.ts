import type { Passage } from '../../../contract/evidence/source.ts';
import { searchTerms } from './search-terms.ts';

/** A passage that a search looks at closely. */
export interface Candidate {
  passage: Passage;
  score: number;
}

/** Each further passage of a source already chosen from counts that much less. */
const SAME_SOURCE_FACTOR = 0.85;
/** A passage that repeats a chosen one word for word comes after everything that says something else. */
const REPEATED_FACTOR = 0.1;
/** What words that stand together in query and passage add, as a share of the rarer one's weight. */
const TOGETHER_SHARE = 0.5;

/**
 * What neighbouring query terms add to a passage's score where they stand together in it too, in their order and at most one word apart.
 * `rarities` by term, in the query's order.
 */
export function togetherBonus(passage: Passage, rarities: ReadonlyMap<string, number>): number {
  const wanted = [...rarities.keys()];
  if (wanted.length < 2) return 0;
  const terms = searchTerms(passage.text);
  const following = new Set<string>();
  for (const [at, term] of terms.entries()) {
    if (!rarities.has(term)) continue;
    for (const step of [1, 2]) following.add(`${term} ${terms[at + step] ?? ''}`);
  }
  let bonus = 0;
  for (const [at, term] of wanted.entries()) {
    const next = wanted[at + 1];
    if (next === undefined || !following.has(`${term} ${next}`)) continue;
    bonus += TOGETHER_SHARE * Math.min(rarities.get(term) ?? 0, rarities.get(next) ?? 0);
  }
  return bonus;
}

/** Chooses the best, from several sources where several match. Candidates come best first; equal ones keep their order. */
export function chooseDiverse(candidates: readonly Candidate[], limit: number): Candidate[] {
  const rest = candidates.map((one) => ({ ...one, words: one.passage.text.toLowerCase().replace(/\s+/g, ' ').trim() }));
  const chosen: Candidate[] = [];
  const fromSource = new Map<string, number>();
  const said = new Set<string>();
  while (chosen.length < limit && rest.length > 0) {
    const weighed = rest.map(
      ({ passage, score, words }) =>
        score * SAME_SOURCE_FACTOR ** (fromSource.get(passage.sourceId) ?? 0) * (said.has(words) ? REPEATED_FACTOR : 1),
    );
    const best = weighed.indexOf(Math.max(...weighed));
    const [taken] = rest.splice(best, 1);
    if (taken === undefined) break;
    const { passage, words } = taken;
    fromSource.set(passage.sourceId, (fromSource.get(passage.sourceId) ?? 0) + 1);
    said.add(words);
    chosen.push({ passage, score: Number((weighed[best] ?? 0).toPrecision(6)) });
  }
  return chosen;
}
