import { blockText } from '../flow/block-passages.ts';
import { type FlowEvent, isBlock } from '../flow/flow-event.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { WordFlow } from './word-flow.ts';
import type { WordContext } from './word-paragraph.ts';
import { readXmlPart } from './xml-part.ts';

/** A footnote, endnote or comment. */
export interface WordNote {
  id: string;
  author: string;
  text: string;
}

/** Reads a part that holds notes; `element` is what one is called. Lines that only separate notes are left out. */
export async function readNotes(
  archive: ZipArchive,
  part: string,
  element: 'footnote' | 'endnote' | 'comment',
  context: WordContext,
): Promise<WordNote[]> {
  const notes: WordNote[] = [];
  let open: { id: string; author: string; flow: WordFlow } | null = null;
  await readXmlPart(archive, part, {
    open(name, attributes) {
      if (name !== element) {
        open?.flow.open(name, attributes);
        return;
      }
      const { id = '', author = '', type = 'normal' } = attributes;
      open = type === 'normal' ? { id, author, flow: new WordFlow(context) } : null;
    },
    close(name) {
      if (name !== element) {
        open?.flow.close(name);
        return;
      }
      const text = flowText(open?.flow.events ?? []);
      if (open !== null && text !== '') notes.push({ id: open.id, author: open.author, text });
      open = null;
    },
    text: (text) => open?.flow.text(text),
  });
  return notes;
}

/** The text of a part without headings and tables of its own, such as a header. */
export async function partText(archive: ZipArchive, part: string, context: WordContext): Promise<string> {
  const flow = new WordFlow(context);
  await readXmlPart(archive, part, flow);
  return flowText(flow.events);
}

function flowText(events: readonly FlowEvent[]): string {
  return events.filter(isBlock).map(blockText).join('\n');
}
