import { registerHooks } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DossierError } from '../../../contract/failures.ts';
import type { TextItem } from './fragments.ts';

/** A page as the rest of the reader sees it. */
export interface PdfPage {
  items: TextItem[];
  /** Fonts whose text runs downwards. */
  vertical: ReadonlySet<string>;
  /** Whether it draws anything, asked of pages without text only. */
  draws(): Promise<boolean>;
  close(): void;
}

/** An open PDF; pages count from 1. */
export interface PdfDocument {
  pages: number;
  page(number: number): Promise<PdfPage>;
  close(): Promise<void>;
}

/** Pieces of text on one page; a page of a book has about 100. */
const MOST_ITEMS = 300_000;
/** Pages after which what the library keeps for all of them is dropped. */
const PAGES_KEPT = 200;

/** Opens a PDF. Throws `document-locked` where it needs a password, `document-malformed` where it is broken beyond repair. */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  const { getDocument } = await library();
  const task = getDocument({ data: bytes, ...(await settings()) });
  try {
    const document = await task.promise;
    return {
      pages: document.numPages,
      page: async (number) => {
        if (number % PAGES_KEPT === 0) await document.cleanup();
        return openPage(await document.getPage(number));
      },
      close: () => task.destroy(),
    };
  } catch (cause) {
    await task.destroy();
    throw openingFailure(cause);
  }
}

type Library = typeof import('pdfjs-dist/legacy/build/pdf.mjs');
type LibraryPage = Awaited<ReturnType<Awaited<ReturnType<Library['getDocument']>['promise']>['getPage']>>;

async function openPage(page: LibraryPage): Promise<PdfPage> {
  const { items, vertical } = await textOf(page);
  items.push(...(await fieldsOf(page)));
  return {
    items,
    vertical,
    draws: async () => (await page.getOperatorList()).fnArray.length > 0,
    close: () => void page.cleanup(),
  };
}

async function textOf(page: LibraryPage): Promise<{ items: TextItem[]; vertical: Set<string> }> {
  const items: TextItem[] = [];
  const vertical = new Set<string>();
  const reader = page.streamTextContent().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for (const item of next.value.items) if ('str' in item) items.push(item);
    for (const [name, style] of Object.entries<{ vertical: boolean }>(next.value.styles))
      if (style.vertical) vertical.add(name);
    if (items.length <= MOST_ITEMS) continue;
    const most = MOST_ITEMS.toLocaleString('en');
    throw new DossierError(
      'document-too-large',
      `Page ${page.pageNumber} of the file holds more than ${most} pieces of text.`,
    );
  }
  return { items, vertical };
}

/** What pdf.js says of a thing that lies on a page. */
interface Annotation {
  subtype?: string;
  fieldValue?: unknown;
  contentsObj?: { str?: string };
  rect?: number[];
  hidden?: boolean;
  checkBox?: boolean;
  radioButton?: boolean;
  password?: boolean;
}

/** What was filled into the fields of a form or typed onto the page, as text at its place. */
async function fieldsOf(page: LibraryPage): Promise<TextItem[]> {
  const annotations: Annotation[] = await page.getAnnotations();
  return annotations.flatMap((annotation) => {
    const [left = 0, bottom = 0, right = 0, top = 0] = annotation.rect ?? [];
    const lines = typedText(annotation)
      .split(/\r\n|\r|\n/)
      .slice(0, 200);
    const size = Math.min(10, Math.max(4, (top - bottom) / lines.length / 1.2));
    return lines.map((str, at) => ({
      str,
      dir: 'ltr',
      width: right - left,
      height: size,
      transform: [size, 0, 0, size, left, top - size * (1 + 1.2 * at)],
      fontName: 'field',
    }));
  });
}

function typedText({ subtype, fieldValue, contentsObj, hidden, ...kind }: Annotation): string {
  if (hidden || kind.checkBox || kind.radioButton || kind.password) return '';
  if (subtype === 'FreeText') return contentsObj?.str ?? '';
  return subtype === 'Widget' && typeof fieldValue === 'string' ? fieldValue : '';
}

function openingFailure(cause: unknown): DossierError {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException')
    return new DossierError('document-locked', 'The file is protected by a password.', { cause });
  const words = cause instanceof Error ? cause.message : String(cause);
  return new DossierError(
    'document-malformed',
    `The file is no whole PDF: ${words.slice(0, 200).replace(/\.$/, '')}.`,
    { cause },
  );
}

let loaded: Promise<Library> | null = null;

function library(): Promise<Library> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Library> {
  // pdf.js would load native code for drawing where it finds it; text needs none, and a hostile file shall not reach any.
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@napi-rs/canvas') throw new Error('Pages are not drawn.');
      return next(specifier, context);
    },
  });
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    hooks.deregister();
  }
}

/** Nothing is fetched, drawn or run: character tables and font measures come from the package's own folder. */
async function settings() {
  const folder = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
  return {
    verbosity: 0,
    cMapUrl: `${folder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}/standard_fonts/`,
    wasmUrl: `${folder}/wasm/`,
    useWasm: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableFontFace: true,
    enableXfa: false,
    // Images are not decoded.
    maxImageSize: 1,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  };
}
