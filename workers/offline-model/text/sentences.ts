import { oneLine } from './words.ts';

/** A sentence of a passage: `quote` has exactly the passage's characters, `text` is the same as one line. */
export interface Sentence {
  text: string;
  quote: string;
}

/** Words whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("'])(?:e\.g|i\.e|etc|vs|cf|al|mr|mrs|ms|dr|prof|st|no|nos|fig|approx|ca|inc|ltd|vol|pp|p|[a-z])\.$/i;
const BOUNDARY = /[.!?…]["'”’)\]*_`]*\s+(?=["'“‘([*_`]*(?:[\p{Lu}\p{N}]|\p{Ll}+-\d))/gu;
const LIST_MARKER = /^\s*(?:[-*+•–]|\d{1,3}[.)]|\[[ xX]\]|>)\s+/;
/** Lines that hold no sentence: headings, underlines, table rows, fences, lone tags, images, badges. */
const NO_PROSE = /^\s*(?:#{1,6}\s|[=\-~*_]{3,}\s*$|\||`{3}|<\/?[a-z][^>]*>\s*$|<(?:img|p|div|a|h\d)\b|\[?!\[)/i;

/** The sentences of a passage in order. Hard-wrapped lines are one sentence; list items and paragraphs end one. */
export function sentencesOf(text: string): Sentence[] {
  return segmentsOf(text).flatMap((segment) => cutSegment(segment));
}

/** Pieces of prose that stand apart by their lines, without markers. */
function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  let from = -1;
  let at = 0;
  const close = (end: number): void => {
    if (from >= 0) segments.push(text.slice(from, end).trim());
    from = -1;
  };
  for (const line of text.split('\n')) {
    const end = at + line.length;
    if (line.trim() === '' || NO_PROSE.test(line)) close(at);
    else {
      let skipped = 0;
      for (let marker = LIST_MARKER.exec(line); marker !== null; marker = LIST_MARKER.exec(line.slice(skipped)))
        skipped += marker[0].length;
      if (skipped > 0) close(at);
      if (from < 0) from = at + skipped;
    }
    at = end + 1;
  }
  close(text.length);
  return segments.filter((segment) => segment !== '');
}

function cutSegment(segment: string): Sentence[] {
  const sentences: Sentence[] = [];
  // With an odd number of quotation marks none of them can be trusted to open or close anything.
  const isBalanced = count(segment, '"') % 2 === 0;
  let from = 0;
  for (const match of segment.matchAll(BOUNDARY)) {
    const end = match.index + match[0].trimEnd().length;
    const before = segment.slice(from, end);
    if (ABBREVIATION.test(before)) continue;
    if (isBalanced && count(before, '"') % 2 === 1) continue;
    if (count(before, '“') > count(before, '”')) continue;
    sentences.push({ text: oneLine(before), quote: before.trim() });
    from = match.index + match[0].length;
  }
  const rest = segment.slice(from).trim();
  if (rest !== '') sentences.push({ text: oneLine(rest), quote: rest });
  return sentences;
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
