import { asRead } from '../../../contract/draft/as-read.ts';
import { oneLine } from './words.ts';

/** A sentence of a passage: `quote` has exactly the passage's characters, `text` is the same as one line, as it reads without Markdown's marks. */
export interface Sentence {
  text: string;
  quote: string;
}

/** Words whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("'])(?:e\.g|i\.e|etc|vs|cf|al|mr|mrs|ms|dr|prof|st|no|nos|fig|approx|ca|inc|ltd|vol|pp|p|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:[a-z]\.)*[a-z])\.$/i;
const BOUNDARY = /[.!?…]["'”’)\]*_`]*\s+(?=["'“‘([*_`]*(?:[\p{Lu}\p{N}]|\p{Ll}+-\d))/gu;
const LIST_MARKER = /^\s*(?:[-*+•–]|\d{1,3}[.)]|\[[ xX]\])\s+/;
const QUOTED = /^\s*(?:>\s?)+/;
/** Lines that hold no sentence: headings, underlines, table rows, fences, lone tags, images, badges, text in a box of stars. */
const NO_PROSE =
  /^\s*(?:#{1,6}\s|[=\-~*_]{3,}\s*$|\||`{3}|<\/?[a-z][^>]*>\s*$|<(?:img|p|div|a|h\d)\b|\[?!\[|[*#]\s.*\s[*#]\s*$)/i;

/** The sentences of a passage in order. Hard-wrapped lines are one sentence; list items and paragraphs end one. */
export function sentencesOf(text: string): Sentence[] {
  return segmentsOf(text).flatMap((segment) => cutSegment(segment));
}

/** Pieces of prose that stand apart by their lines, without markers. */
function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  let from = -1;
  let at = 0;
  let wasQuoted = false;
  const close = (end: number): void => {
    if (from >= 0) segments.push(text.slice(from, end).trim());
    from = -1;
  };
  for (const line of text.split('\n')) {
    const end = at + line.length;
    if (line.trim() === '' || NO_PROSE.test(line)) close(at);
    else {
      // Lines of a block quotation go on from one to the next as those of a paragraph do.
      let skipped = QUOTED.exec(line)?.[0].length ?? 0;
      if (skipped > 0 && !wasQuoted) close(at);
      wasQuoted = skipped > 0;
      const inside = skipped;
      for (let marker = LIST_MARKER.exec(line); marker !== null; marker = LIST_MARKER.exec(line.slice(skipped)))
        skipped += marker[0].length;
      if (skipped > inside) close(at);
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
    // The title of a paragraph ("7. Disclaimer of Warranty. Unless ...") says nothing without what it stands over.
    if (from === 0 && isTitle(before)) continue;
    sentences.push(sentenceOf(before));
    from = match.index + match[0].length;
  }
  const rest = segment.slice(from).trim();
  if (rest !== '' && !isTitle(rest)) sentences.push(sentenceOf(rest));
  return sentences;
}

function sentenceOf(quote: string): Sentence {
  return { text: oneLine(asRead(quote)), quote: quote.trim() };
}

const TITLE =
  /^[*_\s]*\p{Lu}[\p{L}'’-]*(?:\s+(?:\p{Lu}[\p{L}'’-]*|a|an|and|by|for|from|in|of|on|or|the|to|under|with))+[\s.*_]*$/u;

/** Whether text is the title of what follows: every word but the little ones has a capital. */
function isTitle(text: string): boolean {
  const words = text.trim().split(/\s+/).length;
  return words >= 2 && words <= 8 && TITLE.test(text);
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
