import { z } from 'zod';
import { problemSchema } from './api.ts';
import { sha256Schema } from './ids.ts';

const amountSchema = z.object({ artifacts: z.int().nonnegative(), bytes: z.int().nonnegative() });

/** How far a look at all artifacts has come. */
export const maintenanceProgressSchema = z.object({
  doing: z.string(),
  done: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
});
export type MaintenanceProgress = z.infer<typeof maintenanceProgressSchema>;

/** What collecting garbage found, and removed where it was asked to. */
export const garbageAnswerSchema = z.object({
  removed: z.boolean(),
  /** Named by something. */
  kept: amountSchema,
  /** Named by nothing, and younger than an hour: it may still be. */
  young: amountSchema,
  /** Named by nothing: what was removed, else what would be. */
  garbage: amountSchema,
  /** Named artifacts that are missing or altered; nothing is removed while there are any. */
  damaged: z.int().nonnegative(),
  /** The largest of the garbage. */
  largest: z.array(z.object({ sha256: sha256Schema, bytes: z.int().nonnegative() })),
});
export type GarbageAnswer = z.infer<typeof garbageAnswerSchema>;

/** An artifact that is lost to those who name it. */
export const damageSchema = z.object({
  sha256: sha256Schema,
  what: z.enum(['missing', 'altered']),
  /** Jobs that need it; with the steps whose work it is or holds, where that is known. */
  jobs: z.array(z.object({ id: z.string(), steps: z.array(z.string()) })),
});
export type Damage = z.infer<typeof damageSchema>;

/** What verifying every named artifact gave. */
export const artifactCheckAnswerSchema = z.object({ verified: amountSchema, damaged: z.array(damageSchema) });
export type ArtifactCheckAnswer = z.infer<typeof artifactCheckAnswerSchema>;

/** Asks for garbage to be found, and removed only where that is said. */
export const garbageRequestSchema = z.object({ remove: z.boolean().default(false) });

/** One line of a long answer: progress, then the result, or what went wrong on the way. */
export const longAnswerLineSchema = z.object({
  progress: maintenanceProgressSchema.optional(),
  result: z.unknown().optional(),
  problem: problemSchema.optional(),
});
