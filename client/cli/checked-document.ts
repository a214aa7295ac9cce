import { createReadStream, readFileSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { BUNDLE_SCHEMA, bundleSchema } from '../../contract/bundle.ts';
import type { BundledSource } from '../../contract/bundle-parts.ts';
import type { Block, Draft } from '../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../contract/draft/print-markdown.ts';
import { DossierError } from '../../contract/failures.ts';
import { looksLikeAddress } from '../../contract/links.ts';
import type { UploadContent } from '../library/dossier-client.ts';
import { type Collected, collectDocuments } from './documents.ts';

/** A piece of text to upload that stands in no file of its own. */
export interface TextToUpload {
  name: string;
  content: UploadContent;
}

/** The document to check: what to upload of it, and the sources that it brings itself, which only a bundle does. */
export interface DocumentToCheck extends TextToUpload {
  path: string;
  own: TextToUpload[];
}

function refused(message: string, remedy: string): DossierError {
  return new DossierError('request-invalid', message, { field: 'document', remedy });
}

/**
 * Finds the document to check. Of a Dossier bundle it is the report in it, and the bundled passages and tables may serve as sources.
 * Throws `path-missing`, and `request-invalid` for an address, a folder, or a file that cannot be read.
 */
export function documentToCheck(named: string): DocumentToCheck {
  if (looksLikeAddress(named)) throw refused(`"${named}" is a web page.`, 'Save the page, and name the file.');
  const { documents, leftOut } = collectOne(named);
  const [left] = leftOut;
  const [document] = documents;
  if (left !== undefined || document === undefined)
    throw refused(`"${named}" cannot be checked. ${left?.reason ?? ''}`.trim(), 'Name a file that can be read.');
  const bundle = bundleIn(named);
  if (bundle !== null) return bundledDocument(named, bundle);
  return { path: named, name: document.name, content: createReadStream(named), own: [] };
}

function collectOne(named: string): Collected {
  const collected = collectDocuments([named]);
  // What a folder holds is named relative to it, so only a file is named by its own last part.
  const [first] = collected.documents;
  if (first !== undefined && first.path !== named)
    throw refused(`"${named}" is a folder.`, 'Name the one document that is to be checked, then its sources.');
  return collected;
}

/** The value of a JSON file that says it is a bundle; null for any other file. */
function bundleIn(path: string): unknown {
  if (!/\.json$/i.test(path)) return null;
  const value = jsonOf(path);
  const isOne = typeof value === 'object' && value !== null && 'schema' in value && value.schema === BUNDLE_SCHEMA;
  return isOne ? value : null;
}

function bundledDocument(path: string, value: unknown): DocumentToCheck {
  const read = bundleSchema.safeParse(value);
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.') ?? '';
    const remedy = 'Export it again: dossier export JOB --format json.';
    throw refused(`"${path}" is not a whole Dossier bundle (${where}).`, remedy);
  }
  const name = `${basename(path).replace(/\.json$/i, '')}.md`;
  const { report, sources } = read.data;
  return {
    path,
    name,
    content: bytesOf(printDraftMarkdown(withoutEvidence(report.draft))),
    own: sources.flatMap(heldOf),
  };
}

/** A draft without its marks: what it cites is to be found anew. */
function withoutEvidence(draft: Draft): Draft {
  const plain = <T extends { evidence: string[] }>(one: T): T => ({ ...one, evidence: [] });
  const blocks = draft.blocks.map((block): Block => {
    if (block.type === 'table') return { ...block, rows: block.rows.map(plain) };
    if (block.type === 'list') return { ...block, items: block.items.map((item) => item.map(plain)) };
    return 'sentences' in block ? { ...block, sentences: block.sentences.map(plain) } : block;
  });
  return { title: draft.title, blocks };
}

/** What a bundle holds of a source: the passages around what is cited as one text, and the tables that queries read. */
function heldOf({ title, passages, tables }: BundledSource): TextToUpload[] {
  const text = passages.map((passage) => passage.text).join('\n\n');
  return [
    ...(text === '' ? [] : [{ name: `${title} (passages of the bundle).md`, content: bytesOf(text) }]),
    ...tables.flatMap(({ name, columns, cells }) => {
      if (cells === null) return [];
      return [{ name: `${name}.csv`, content: bytesOf(csvOf([columns.map(({ header }) => header), ...cells])) }];
    }),
  ];
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // What is no JSON is no bundle.
    return null;
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** The sources without the document itself, which is no evidence for itself, and a note where it was among them. */
export function withoutDocument(collected: Collected, path: string): Collected {
  const document = realpathSync(path);
  const isDocument = (one: { path: string }): boolean => realpathSync(one.path) === document;
  const found = collected.documents.filter(isDocument);
  const reason = 'It is the document that is checked, which is no evidence for itself.';
  return {
    ...collected,
    documents: collected.documents.filter((one) => !isDocument(one)),
    leftOut: [...collected.leftOut, ...found.map(({ name }) => ({ name, reason }))],
  };
}
