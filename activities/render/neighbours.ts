const PASSAGE_ID = /^(.*-p)(\d+)$/;

/** Ids of the passages right before and behind one, in document order; the last of a source names one behind it that is not there. */
export function neighboursOf(passageId: string): { before: string | null; after: string | null } {
  const match = PASSAGE_ID.exec(passageId);
  if (match === null) return { before: null, after: null };
  const number = Number(match[2]);
  return { before: number > 1 ? `${match[1]}${number - 1}` : null, after: `${match[1]}${number + 1}` };
}

/** Passages and their neighbours. */
export function withNeighbours(ids: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (const id of ids) {
    const { before, after } = neighboursOf(id);
    for (const one of [before, id, after]) if (one !== null) all.add(one);
  }
  return all;
}

/** Orders passages of one source as they stand in it: `s1-p9` before `s1-p10`. */
export function inDocumentOrder(a: { id: string }, b: { id: string }): number {
  return Number(PASSAGE_ID.exec(a.id)?.[2] ?? 0) - Number(PASSAGE_ID.exec(b.id)?.[2] ?? 0);
}
