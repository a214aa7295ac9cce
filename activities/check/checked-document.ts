import type { CheckedDocument } from '../../contract/checked-document.ts';
import type { Passage } from '../../contract/evidence/source.ts';
import { DocumentDraft, type Placed } from './document-draft.ts';
import { joinLines, SegmentReader } from './document-segments.ts';
import { checkable } from './left-out.ts';

/** Numbers that a page carries at its foot are no words of the document, and would stand in the middle of its sentences. */
const PAGE_NUMBER = /^\s*(?:page\s+)?\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?\s*$/i;
const ENDED = /[.!?…:;]["'”’)\]*_`]*(?:\s?\[[^\]]*\])*$/;
const MOST_TITLE = 300;

/**
 * Divides a document's passages into headings, paragraphs, lists and tables of sentences, keeping where each stands.
 * @param headings What the document's reader listed as its headings.
 */
export function checkedDocument(
  name: string,
  passages: readonly Passage[],
  headings: readonly string[] = [],
): CheckedDocument {
  const { passages: checked, remarks } = checkable(passages);
  const kept = checked.filter(({ locator, text }) => locator.kind !== 'page' || !PAGE_NUMBER.test(text));
  const words = new Set(kept.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+/gu) ?? []));
  const reader = new SegmentReader(words);
  const known = new Set(headings.map(oneLine));
  const placed: Placed[] = [];
  let path: readonly string[] = [];
  for (const [at, passage] of kept.entries()) {
    const heading = headingOf(passage, kept[at + 1], known);
    const above = heading === null ? passage.headings : [...passage.headings, heading];
    for (const [depth, text] of above.entries())
      if (path[depth] !== text || path.slice(0, depth).some((one, level) => one !== above[level]))
        placed.push({ heading: oneLine(text).slice(0, 4_000), level: depth + 1 });
    path = above;
    if (heading === null)
      placed.push(...reader.read(passage).map((segment) => ({ segment, locator: passage.locator })));
  }
  const draft = new DocumentDraft();
  for (const one of joined(placed, words)) draft.add(one);
  const document = draft.finish(name, titleOf(name, placed));
  return remarks.length === 0 ? document : { ...document, remarks };
}

/** The words of a passage that is a heading: the passages after it stand under them, or the document lists them as one. */
function headingOf(passage: Passage, next: Passage | undefined, known: ReadonlySet<string>): string | null {
  const text = oneLine(passage.text.replace(/^\s{0,3}#{1,6}\s+/, '').replace(/\s+#+\s*$|\n[=-]+\s*$/g, ''));
  if (text === '' || text.length > 1_000) return null;
  const below = next?.headings ?? [];
  const isAbove = below.length > passage.headings.length && oneLine(below[passage.headings.length] ?? '') === text;
  return isAbove || known.has(text) || /^\s{0,3}#{1,6}\s+\S/.test(passage.text) ? text : null;
}

/** Paragraphs that a page or a passage's length cut in the middle of a sentence are one again; it stands where it began. */
function joined(all: readonly Placed[], words: ReadonlySet<string>): Placed[] {
  const result: Placed[] = [];
  for (const one of all) {
    const last = result.at(-1);
    if (last !== undefined && 'segment' in last && 'segment' in one) {
      const [before, after] = [last.segment, one.segment];
      const goesOn =
        last.locator !== one.locator &&
        (before.kind === 'paragraph' || before.kind === 'item') &&
        after.kind === 'paragraph' &&
        !ENDED.test(before.text) &&
        /^[\p{Ll}(,;]/u.test(after.text);
      if (goesOn) {
        const text = joinLines(before.text, after.text, words);
        result[result.length - 1] = { ...last, segment: { ...before, text } };
        continue;
      }
    }
    result.push(one);
  }
  return result;
}

function titleOf(name: string, placed: readonly Placed[]): string {
  const [first] = placed;
  const heading = first !== undefined && 'heading' in first && first.level === 1 ? first.heading : '';
  return (
    oneLine(heading === '' ? name : heading)
      .slice(0, MOST_TITLE)
      .trim() || 'Document'
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\u2028\u2029]+/g, ' ').trim();
}
