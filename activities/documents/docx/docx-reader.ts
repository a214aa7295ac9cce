import { DossierError } from '../../../contract/failures.ts';
import { FlowWriter } from '../flow/flow-writer.ts';
import type { BytesReader } from '../reading/document-type.ts';
import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { oldContainer, passwordProtected } from '../zip/password-protected.ts';
import { openZip, type ZipArchive } from '../zip/zip-archive.ts';
import { Numbering } from './numbering.ts';
import { type WordParts, wordParts } from './package-parts.ts';
import { Styles } from './styles.ts';
import { WordFlow } from './word-flow.ts';
import { partText, readNotes } from './word-notes.ts';
import type { WordContext } from './word-paragraph.ts';
import { readXmlPart } from './xml-part.ts';

const WORD_CONTENT =
  /(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled\w*)\.main\+xml/i;

/**
 * Reads Word documents as they are shown: paragraphs under their headings, lists with their numbers, tables to query, notes behind the
 * paragraph that refers to them. Tracked insertions count, deletions do not. Comments, headers and footers are read but not searched.
 */
export const docxReader: BytesReader = {
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  extensions: ['docx', 'docm', 'dotx', 'dotm'],
  mayBe(beginning) {
    const signature = Buffer.from(beginning.subarray(0, 4)).toString('latin1');
    return signature === 'PK\x03\x04' || signature === '\xd0\xcf\x11\xe0';
  },
  async recognises(bytes) {
    const old = oldContainer(bytes);
    if (old !== null) return old === 'encrypted' || isOldWord(bytes);
    try {
      const archive = await openZip(bytes);
      return WORD_CONTENT.test(await archive.text('[Content_Types].xml'));
    } catch (error) {
      if (error instanceof DossierError) return false;
      throw error;
    }
  },
  async read(bytes, sink) {
    const old = oldContainer(bytes);
    if (old === 'encrypted') throw passwordProtected();
    if (old !== null) throw oldWord();
    const archive = await openZip(bytes);
    const parts = await wordParts(archive);
    const context = await readContext(archive, parts, sink);
    const writer = new FlowWriter(sink);
    const flow = new WordFlow(context);
    await readXmlPart(archive, parts.document, flow, () => drain(flow, writer));
    await readDiagrams(archive, parts, context, writer, sink);
    await readMargins(archive, parts, context, writer, sink);
    await writer.end();
    remarks(flow, parts, sink);
  },
};

async function drain(flow: WordFlow, writer: FlowWriter): Promise<void> {
  const { events } = flow;
  flow.events = [];
  for (const event of events) await writer.take(event);
}

async function readContext(archive: ZipArchive, parts: WordParts, sink: ExtractionSink): Promise<WordContext> {
  const styles = new Styles();
  const numbering = new Numbering();
  const notes = new Map<string, string>();
  const context = { styles, numbering, notes };
  await optional(sink, parts.styles, (part) => styles.read(archive, part));
  await optional(sink, parts.numbering, (part) => numbering.read(archive, part));
  for (const kind of ['footnote', 'endnote'] as const) {
    await optional(sink, parts[`${kind}s`], async (part) => {
      for (const note of await readNotes(archive, part, kind, context)) notes.set(`${kind} ${note.id}`, note.text);
    });
  }
  return context;
}

async function readDiagrams(
  archive: ZipArchive,
  parts: WordParts,
  context: WordContext,
  writer: FlowWriter,
  sink: ExtractionSink,
): Promise<void> {
  for (const diagram of parts.diagrams) {
    await optional(sink, diagram, async (part) => {
      const text = await partText(archive, part, context);
      if (text !== '') await writer.take({ kind: 'paragraph', text, indexed: true });
    });
  }
}

/** What stands beside the text: comments, then headers and footers, each once. */
async function readMargins(
  archive: ZipArchive,
  parts: WordParts,
  context: WordContext,
  writer: FlowWriter,
  sink: ExtractionSink,
): Promise<void> {
  await optional(sink, parts.comments, async (part) => {
    for (const { author, text } of await readNotes(archive, part, 'comment', context)) {
      const by = author === '' ? 'comment' : `comment by ${author}`;
      await writer.take({ kind: 'paragraph', text: `[${by}] ${text}`, indexed: false });
    }
  });
  const seen = new Set<string>(['']);
  for (const edge of parts.edges) {
    await optional(sink, edge, async (part) => {
      const text = await partText(archive, part, context);
      if (!seen.has(text)) await writer.take({ kind: 'paragraph', text, indexed: false });
      seen.add(text);
    });
  }
}

/** Reads a part that the document can do without: where it is damaged, the rest is read and the remark says so. */
async function optional(
  sink: ExtractionSink,
  part: string | null,
  read: (part: string) => Promise<void>,
): Promise<void> {
  if (part === null) return;
  try {
    await read(part);
  } catch (error) {
    if (!(error instanceof DossierError) || error.code !== 'document-malformed') throw error;
    sink.remark(`The document's part ${part} was left out: ${error.message} Open and save the document again.`);
  }
}

function remarks(flow: WordFlow, parts: WordParts, sink: ExtractionSink): void {
  if (flow.hasTrackedChanges)
    sink.remark(
      'The document has tracked changes that are not resolved: insertions were read, deletions were left out. Accept or reject them and attach it again if that is not meant.',
    );
  if (flow.hidden > 0)
    sink.remark(
      `${flow.hidden.toLocaleString('en')} characters are formatted as hidden and were left out. Show them and attach the document again if they belong to it.`,
    );
  if (parts.embedded > 0)
    sink.remark('The document embeds other documents that were not read. Save it anew in Word and attach it again.');
}

function isOldWord(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes(Buffer.from('WordDocument\0', 'utf16le'));
}

function oldWord(): DossierError {
  return new DossierError('document-binary', 'The file is an old Word document (DOC), which is not read.', {
    remedy: 'Open it, save it as DOCX, and attach that.',
  });
}
