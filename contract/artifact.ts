import { z } from 'zod';
import { sha256Schema } from './ids.ts';

/** A reference to an immutable blob: all that travels through workflow history in place of content. */
export const artifactRefSchema = z.object({
  sha256: sha256Schema,
  bytes: z.int().nonnegative(),
  mediaType: z.string().max(200),
  title: z.string().max(300),
});
export type ArtifactRef = z.infer<typeof artifactRefSchema>;
