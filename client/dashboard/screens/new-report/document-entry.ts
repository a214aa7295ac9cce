import { z } from 'zod';
import { extractionDigestSchema } from '../../../../contract/extraction-api.ts';
import { failureSchema } from '../../../../contract/failures.ts';
import { attachmentSchema } from '../../../../contract/job-input.ts';

const [read, unreadable] = extractionDigestSchema.options;

/** A document of a form: chosen, sent, read. How it begins is asked for when somebody looks. */
export const documentEntrySchema = z.object({
  key: z.string(),
  name: z.string(),
  bytes: z.number(),
  /** Null until it is stored. */
  attachment: attachmentSchema.omit({ fetched: true }).nullable(),
  /** Null until it is read. */
  extraction: z.discriminatedUnion('status', [read.omit({ preview: true }), unreadable]).nullable(),
  /** Why it could not be sent, or, where it is stored, not be read now. */
  failure: failureSchema.nullable(),
});
export type DocumentEntry = z.infer<typeof documentEntrySchema>;

/** The most that a job takes: files, bytes of one, bytes of all. */
export const DOCUMENT_LIMITS = { files: 2_000, fileBytes: 100_000_000, jobBytes: 1_000_000_000 } as const;

/** What can be read, for people. */
export const READABLE = 'PDF, DOCX, XLSX, HTML, Markdown, plain text and CSV';

/** Whether its bytes are with the instance. */
export function isSent({ attachment }: DocumentEntry): boolean {
  return attachment !== null;
}

/** Whether it is on its way: neither stored nor refused. */
export function isOnItsWay({ attachment, failure }: DocumentEntry): boolean {
  return attachment === null && failure === null;
}

/** Whether it is stored and somebody reads it. */
export function isBeingRead({ attachment, extraction, failure }: DocumentEntry): boolean {
  return attachment !== null && extraction === null && failure === null;
}

/** Whether it is stored and nothing can be read in it: the job goes without it. */
export function isUnreadable({ extraction }: DocumentEntry): boolean {
  return extraction?.status === 'unreadable';
}

/** `2.4 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Names of their own for files that are added: two documents of one name would be one for the reader of the report. */
export function namesOfTheirOwn(taken: readonly string[], names: readonly string[]): string[] {
  const all = new Set(taken);
  return names.map((given) => {
    const base = given.normalize('NFC').slice(-480);
    let name = base;
    for (let number = 2; all.has(name); number += 1) name = `${base} (${number})`;
    all.add(name);
    return name;
  });
}

/** The first document of the same content before this one, or undefined. */
export function twinOf(entry: DocumentEntry, entries: readonly DocumentEntry[]): DocumentEntry | undefined {
  const hash = entry.attachment?.artifact.sha256;
  if (hash === undefined) return undefined;
  const first = entries.find(({ attachment }) => attachment?.artifact.sha256 === hash);
  return first === entry ? undefined : first;
}
