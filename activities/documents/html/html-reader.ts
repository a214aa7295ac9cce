import { shortened } from '../flow/block-passages.ts';
import type { Block } from '../flow/flow-event.ts';
import { FlowWriter } from '../flow/flow-writer.ts';
import type { BytesReader } from '../reading/document-type.ts';
import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { REGION } from './element-kinds.ts';
import { decodedHtml, htmlEncoding } from './html-encoding.ts';
import { HtmlFlow, type RegionPolicy } from './html-flow.ts';

const BEGINNING_BYTES = 64 * 1024;
/** Hidden characters that are worth a remark. */
const TELLING_HIDDEN = 200;

/**
 * Reads web pages as they are shown: blocks under their headings, tables to query, without scripts and hidden parts. Menus and notices
 * around the content are read but not searched. The markup is read twice as a stream, so that memory does not grow with the page.
 */
export const htmlReader: BytesReader = {
  mediaType: 'text/html',
  extensions: ['html', 'htm', 'xhtml', 'xht'],
  mayBe(beginning) {
    const text = beginningOf(beginning);
    return !text.includes('\0') && /<[a-z!?]/i.test(text);
  },
  recognises(bytes) {
    const text = beginningOf(bytes);
    if (text.includes('\0')) return false;
    const content = text.replace(/^\ufeff?\s*(?:(?:<!--[\s\S]*?-->|<\?xml[^>]*\?>)\s*)*/, '');
    return /^<(?:!doctype\s+html|html|head|body)[\s>]/i.test(content);
  },
  async read(bytes, sink) {
    const encoding = htmlEncoding(bytes);
    if (encoding.remark !== null) sink.remark(encoding.remark);
    const { policy, title } = survey(bytes, encoding.name, sink);
    const flow = new HtmlFlow(policy);
    const writer = new FlowWriter(sink);
    if (title !== null) await writer.take(title);
    for (const piece of decodedHtml(bytes, encoding.name)) {
      flow.write(piece);
      await drain(flow, writer);
    }
    flow.end();
    await drain(flow, writer);
    await writer.end();
  },
};

/** What a look through the whole page tells. */
interface PageSurvey {
  policy: RegionPolicy;
  title: Block | null;
}

/** Looks through the whole page first: what can be left to the edges depends on what remains, and the title heads a page without a top heading. */
function survey(bytes: Uint8Array, encoding: string, sink: ExtractionSink): PageSurvey {
  const flow = new HtmlFlow({ readHidden: false, quiet: 0 });
  for (const piece of decodedHtml(bytes, encoding)) {
    flow.write(piece);
    flow.events = [];
  }
  flow.end();
  const { shown, hidden, main, aside } = flow.counts;
  const title = shortened(flow.title).trim();
  const readHidden = hidden > shown;
  if (hidden >= TELLING_HIDDEN) sink.remark(hiddenRemark(hidden, readHidden));
  let quiet = 0;
  // Where menus are all there is, they are the content; and an edge is one only beside a main content.
  if (shown - aside > shown / 5) quiet |= REGION.aside;
  if (main > shown / 3) quiet |= REGION.edge;
  const policy = { readHidden, quiet };
  if (title === '') return { policy, title: null };
  if (flow.hasTopHeading) return { policy, title: { kind: 'paragraph', text: title, indexed: false } };
  return { policy, title: { kind: 'heading', level: 0, text: title, indexed: true } };
}

function hiddenRemark(hidden: number, read: boolean): string {
  const characters = `${hidden.toLocaleString('en')} characters`;
  return read
    ? `The page hides most of its text (${characters}), which was read all the same.`
    : `The page hides ${characters} from those who look at it; they were left out. If they belong to it, save it with everything opened.`;
}

async function drain(flow: HtmlFlow, writer: FlowWriter): Promise<void> {
  const { events } = flow;
  flow.events = [];
  for (const event of events) await writer.take(event);
}

function beginningOf(bytes: Uint8Array): string {
  const beginning = bytes.subarray(0, BEGINNING_BYTES);
  const wide = (beginning[0] === 0xff && beginning[1] === 0xfe) || (beginning[0] === 0xfe && beginning[1] === 0xff);
  return wide
    ? new TextDecoder(beginning[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(beginning)
    : Buffer.from(beginning.buffer, beginning.byteOffset, beginning.byteLength)
        .toString('latin1')
        .replace(/^\u00ef\u00bb\u00bf/, '');
}
