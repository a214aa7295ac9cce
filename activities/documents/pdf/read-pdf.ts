import { DossierError } from '../../../contract/failures.ts';
import { DOCUMENT_LIMITS } from '../reading/document-limits.ts';
import type { ExtractionSink } from '../reading/extraction-sink.ts';
import { Furniture } from './furniture.ts';
import { HeadingTrail } from './headings.ts';
import { rowsOfPage } from './page-layout.ts';
import { pageRemarks } from './page-remarks.ts';
import { PageWriter } from './page-writer.ts';
import { openPdf, type PdfDocument } from './pdf-engine.ts';
import type { Row } from './rows.ts';

/** Pages that are looked at before the first is written: what letters are usual and what stands on every page is known from them. */
const PAGES_AHEAD = 6;

type PageKind = 'text' | 'image' | 'blank' | 'garbled' | 'broken';

/** A page between reading and writing. */
interface LaidPage {
  number: number;
  groups: Row[][];
  kind: PageKind;
}

/** Reads a PDF page by page into the sink. Throws `document-locked`, `document-without-text`, `document-too-large` or `document-malformed`. */
export async function readPdf(bytes: Uint8Array, sink: ExtractionSink): Promise<void> {
  const document = await openPdf(bytes);
  try {
    refuseTooLong(document.pages);
    await readPages(document, sink);
  } finally {
    await document.close();
  }
}

async function readPages(document: PdfDocument, sink: ExtractionSink): Promise<void> {
  const trail = new HeadingTrail();
  const furniture = new Furniture();
  const writer = new PageWriter(sink, trail, furniture);
  const ahead: LaidPage[] = [];
  const kinds: PageKind[] = [];
  for (let number = 1; number <= document.pages; number += 1) {
    const page = await layPage(document, number);
    kinds.push(page.kind);
    writer.count(page.groups);
    ahead.push(page);
    const next = ahead.length > PAGES_AHEAD ? ahead.shift() : undefined;
    if (next !== undefined) await writer.write(next.number, next.groups);
  }
  for (const page of ahead) await writer.write(page.number, page.groups);
  await writer.end();
  refuseWithoutText(kinds);
  for (const remark of pageRemarks(kinds)) sink.remark(remark);
}

/** Lays out one page; what is broken in it is that page's alone. */
async function layPage(document: PdfDocument, number: number): Promise<LaidPage> {
  try {
    const page = await document.page(number);
    try {
      const groups = rowsOfPage(page);
      if (groups.length > 0) return { number, groups, kind: isGarbled(groups) ? 'garbled' : 'text' };
      return { number, groups, kind: (await page.draws()) ? 'image' : 'blank' };
    } finally {
      page.close();
    }
  } catch (error) {
    if (error instanceof DossierError) throw error;
    return { number, groups: [], kind: 'broken' };
  }
}

/** Whether most letters are of a font's private use: the font does not say what they mean. */
function isGarbled(groups: readonly Row[][]): boolean {
  const text = groups.flatMap((rows) => rows.flatMap(({ fragments }) => fragments.map((one) => one.text))).join('');
  const unknown = text.match(/[\ue000-\uf8ff\ufffd]/g)?.length ?? 0;
  return unknown > 0.3 * text.length;
}

function refuseTooLong(pages: number): void {
  if (pages <= DOCUMENT_LIMITS.pages) return;
  const most = DOCUMENT_LIMITS.pages.toLocaleString('en');
  throw new DossierError(
    'document-too-large',
    `The file has ${pages.toLocaleString('en')} pages; at most ${most} are read.`,
  );
}

function refuseWithoutText(kinds: readonly PageKind[]): void {
  if (kinds.some((kind) => kind === 'text' || kind === 'garbled')) return;
  if (kinds.includes('image')) {
    const what =
      kinds.length === 1 ? 'a page that is an image' : `${kinds.length.toLocaleString('en')} pages of images`;
    throw new DossierError('document-without-text', `The file holds ${what} without text.`);
  }
  if (kinds.includes('broken')) throw new DossierError('document-malformed', 'The file has no page that can be read.');
  throw new DossierError('document-empty', 'The file holds empty pages only.');
}
