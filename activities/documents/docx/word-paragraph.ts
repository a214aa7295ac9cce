import type { Block, FlowEvent } from '../flow/flow-event.ts';
import type { Numbering } from './numbering.ts';
import type { Styles } from './styles.ts';

/** What paragraphs are made by. */
export interface WordContext {
  styles: Styles;
  numbering: Numbering;
  /** Texts of the notes by kind and id: `footnote 3`. */
  notes: ReadonlyMap<string, string>;
}

/** A paragraph that is being read. */
export interface OpenParagraph {
  parts: string[];
  style: string | null;
  outline: number | null;
  numId: string | null;
  level: number | null;
  /** Whether it is the large first letter of the next. */
  isDropCap: boolean;
  /** What is anchored in it, such as text boxes; it follows the paragraph. */
  after: FlowEvent[];
}

/** A paragraph without anything yet. */
export function emptyParagraph(): OpenParagraph {
  return { parts: [], style: null, outline: null, numId: null, level: null, isDropCap: false, after: [] };
}

/** The block that a paragraph is, or null where it shows nothing; its number counts all the same. */
export function paragraphBlock(paragraph: OpenParagraph, { styles, numbering }: WordContext): Block | null {
  const text = paragraph.parts.join('').replaceAll('\u00ad', '').trim();
  const style = styles.facts(paragraph.style);
  const numId = paragraph.numId ?? style.numId;
  const level = paragraph.level ?? style.level;
  const mark = numId === null ? null : numbering.mark(numId, level ?? numbering.levelOfStyle(numId, paragraph.style));
  if (text === '') return null;
  const heading = headingOf(paragraph.outline, style.heading);
  // A list's dot before a heading says nothing; its number is how people name it.
  if (heading > 0)
    return {
      kind: 'heading',
      level: heading,
      text: mark === null || mark === '-' ? text : `${mark} ${text}`,
      indexed: true,
    };
  if (numId !== null && numId !== '0')
    return { kind: 'item', text, depth: level ?? 0, mark, startsUnit: true, indexed: true };
  return { kind: 'paragraph', text, indexed: !style.contents };
}

/** The level of a heading from 1: what the paragraph says itself, before its style. */
function headingOf(outline: number | null, style: number): number {
  if (outline === null) return style;
  return outline <= 8 ? outline + 1 : 0;
}
