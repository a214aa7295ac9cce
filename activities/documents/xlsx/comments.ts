import type { ExtractionSink } from '../reading/extraction-sink.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { RichText } from './shared-strings.ts';
import { relationsOf, type SheetPart } from './workbook-parts.ts';
import { readXml } from './xml-events.ts';

interface Note {
  cell: string;
  text: string;
}

/** Reads what people noted on the cells of a sheet, each a passage: old notes, and the threads of newer versions in their place. */
export async function readComments(zip: ZipArchive, sheet: SheetPart, sink: ExtractionSink): Promise<void> {
  const relations = await relationsOf(zip, sheet.part);
  const partsOf = (type: string) =>
    relations.filter((one) => one.type === type).flatMap(({ target }) => zip.find(target) ?? []);
  const threaded = new Set<string>();
  const write = async ({ cell, text }: Note) => {
    const locator = { kind: 'sheet', sheet: sheet.name, range: cell } as const;
    await sink.passage({ locator, headings: [sheet.name, `Note on ${cell}`], text, indexed: true });
  };
  for (const part of partsOf('threadedComment')) {
    for await (const note of notesOf(zip, part, 'threadedComment')) {
      threaded.add(note.cell);
      await write(note);
    }
  }
  for (const part of partsOf('comments')) {
    // A thread is repeated as an old note for programs that know no threads.
    for await (const note of notesOf(zip, part, 'comment')) if (!threaded.has(note.cell)) await write(note);
  }
}

async function* notesOf(zip: ZipArchive, part: string, element: string): AsyncGenerator<Note> {
  const words = new RichText();
  let notes: Note[] = [];
  let cell = '';
  const pieces = readXml(part, zip.stream(part), {
    open(name, attributes) {
      if (name === element) {
        cell = (attributes.ref ?? 'A1').slice(0, 20);
        words.begin();
      } else words.open(name === 'text' && element === 'threadedComment' ? 't' : name);
    },
    text: (text) => words.text(text),
    close(name) {
      words.close(name === 'text' && element === 'threadedComment' ? 't' : name);
      if (name !== element) return;
      const text = words.end().trim();
      if (text !== '') notes.push({ cell, text });
    },
  });
  for await (const _piece of pieces) {
    yield* notes;
    notes = [];
  }
}
