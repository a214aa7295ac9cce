import { DossierError } from '../../contract/failures.ts';

/** Types of content that a reader may know, with the ending of names that speaks for each; null where the content itself tells. */
const ENDINGS: Readonly<Record<string, string | null>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/csv': 'csv',
  'application/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'text/markdown': 'md',
  'text/x-markdown': 'md',
  'text/plain': null,
  'application/octet-stream': null,
  'binary/octet-stream': null,
};

/** What the head of an answer says of its content. */
export interface MediaType {
  /** Without parameters, in lower case. */
  name: string;
  /** The encoding of the text that the server named, as it wrote it. */
  charset: string | null;
  ending: string | null;
  isHtml: boolean;
  isText: boolean;
}

/** Reads a `Content-Type`; none at all leaves it to the content. What no reader knows is `document-type-unknown`. */
export function readMediaType(header: string | undefined): MediaType | DossierError {
  const [name = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim());
  const lower = name.toLowerCase() || 'application/octet-stream';
  const ending = Object.hasOwn(ENDINGS, lower) ? ENDINGS[lower] : undefined;
  if (ending === undefined) {
    return new DossierError('document-type-unknown', `The address gives ${lower.slice(0, 100)}, which is not read.`, {
      remedy: 'Name the address of a web page, a PDF, a DOCX, an XLSX, a CSV, Markdown or plain text.',
    });
  }
  const charset = parameters
    .map((one) => /^charset\s*=\s*"?([^"\s]+)"?$/i.exec(one)?.[1])
    .find((one) => one !== undefined);
  const isHtml = ending === 'html';
  return { name: lower, charset: charset ?? null, ending, isHtml, isText: isHtml || /^text\/|csv$/.test(lower) };
}
