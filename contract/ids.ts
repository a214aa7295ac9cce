import { z } from 'zod';

/** A SHA-256 in lower-case hexadecimal: the name of an artifact. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits');
/** The name of an artifact alone: what passes between workflow and activities on every turn, where nobody reads its size or title. */
export type Sha256 = z.infer<typeof sha256Schema>;

/** A job's id, which is also its Temporal workflow id for its whole life. */
export const jobIdSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,62}$/,
    'must be 2 to 63 lower-case letters, digits or hyphens, and not begin with a hyphen',
  );
export type JobId = z.infer<typeof jobIdSchema>;

/** The first characters of a hash that people read, type and compare. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 12);
}
