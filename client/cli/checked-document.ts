import { closeSync, createReadStream, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { BUNDLE_SCHEMA, bundleSchema } from '../../contract/bundle.ts';
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

const BEGINNING = 4_096;

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
  return isBundle(named)
    ? bundledDocument(named)
    : {
        path: named,
        name: document.name,
        content: createReadStream(named),
        own: [],
      };
}

function collectOne(named: string): Collected {
  const collected = collectDocuments([named]);
  // What a folder holds is named relative to it, so only a file is named by its own last part.
  const [first] = collected.documents;
  if (first !== undefined && first.path !== named)
    throw refused(`"${named}" is a folder.`, 'Name the one document that is to be checked, then its sources.');
  return collected;
}

function isBundle(path: string): boolean {
  if (!/\.json$/i.test(path)) return false;
  const head = Buffer.alloc(BEGINNING);
  const file = openSync(path, 'r');
  const read = readSync(file, head, 0, BEGINNING, 0);
  closeSync(file);
  return head.toString('utf8', 0, read).includes(BUNDLE_SCHEMA);
}

function bundledDocument(path: string): DocumentToCheck {
  const read = bundleSchema.safeParse(jsonOf(path));
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.') ?? '';
    throw refused(
      `"${path}" is not a whole Dossier bundle (${where}).`,
      'Export it again: dossier export JOB --format json.',
    );
  }
  const { report, sources } = read.data;
  const name = `${basename(path).replace(/\.json$/i, '')}.md`;
  const own = sources.flatMap(({ title, passages, tables }): TextToUpload[] => [
    ...(passages.length === 0
      ? []
      : [
          {
            name: `${title} (passages of the bundle).md`,
            content: bytesOf(passages.map(({ text }) => text).join('\n\n')),
          },
        ]),
    ...tables.flatMap(({ name: table, columns, cells }) =>
      cells === null
        ? []
        : [{ name: `${table}.csv`, content: bytesOf(csvOf([columns.map(({ header }) => header), ...cells])) }],
    ),
  ]);
  return { path, name, content: bytesOf(report.markdown), own };
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // What is no JSON is no bundle: the schema says so.
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
