import { z } from 'zod';
import { artifactRefSchema } from './artifact.ts';
import { sha256Schema } from './ids.ts';

/**
 * Input of the workflow `extractDocument`. Of the document's name only the extension, which decides how the bytes are read: what a person calls
 * a document stays out of a history that belongs to no job.
 */
export const documentToReadSchema = z.object({
  organisation: z.string(),
  owner: z.string(),
  sha256: sha256Schema,
  bytes: z.int().nonnegative(),
  /** Without its dot; empty where the name has none. */
  extension: z.string().regex(/^[a-z0-9]{0,10}$/),
  timeScale: z.number().positive(),
});
export type DocumentToRead = z.infer<typeof documentToReadSchema>;

/** What the workflow gives: an `ExtractionDigest`, since content never travels through a history. */
export const documentReadSchema = z.object({ digest: artifactRefSchema });
export type DocumentRead = z.infer<typeof documentReadSchema>;

/** The extension of a name in small letters, empty where it has none that a type could go by. */
export function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,10})$/.exec(name.toLowerCase())?.[1] ?? '';
}

/** Id of the workflow that reads these bytes as a file of this extension: longer than any job's. */
export function readingIdOf({ sha256, extension }: Pick<DocumentToRead, 'sha256' | 'extension'>): string {
  return `extract-${sha256}${extension === '' ? '' : `-${extension}`}`;
}
