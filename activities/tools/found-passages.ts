import type { Passage } from '../../contract/evidence/source.ts';
import type { OpenSources } from '../documents/sources/passages.ts';

/** Characters of text that one tool result shows, so that its artifact stays below some 24 KB. */
const MOST_CHARS = 16_000;

/** A passage as tools show it. */
export function shownPassage({ id, sourceId, headings, locator, text }: Passage, sources: OpenSources) {
  return { passageId: id, sourceId, sourceTitle: sources.source(sourceId)?.title ?? sourceId, headings, locator, text };
}

/** The first passages that fit into one result, always at least one of them. */
export function withinBounds<Shown extends { text: string; headings: string[] }>(passages: readonly Shown[]): Shown[] {
  let chars = 0;
  return passages.filter(({ text, headings }, at) => {
    chars += text.length + headings.join('').length;
    return at === 0 || chars <= MOST_CHARS;
  });
}
