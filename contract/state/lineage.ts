import { z } from 'zod';
import { actorSchema } from '../actor.ts';
import { instantSchema } from '../instants.ts';
import { stepNameSchema } from '../job-kind.ts';

/** A generation of a job after its first: who went back where, and what was changed. */
export const branchSchema = z.object({
  generation: z.int().positive(),
  because: z.enum(['rewind', 'fork']),
  step: stepNameSchema,
  item: z.string().nullable(),
  /** Whether answers that stand in the ledger are asked for anew. */
  fresh: z.boolean(),
  /** What was changed, in words. */
  changed: z.array(z.string().max(300)).max(20),
  /** The revision that was gone back from. */
  revision: z.int().nonnegative(),
  actor: actorSchema,
  at: instantSchema,
});
export type Branch = z.infer<typeof branchSchema>;

/** Where a job comes from. */
export const lineageSchema = z.object({
  /** The job it was forked from; null where it was started anew. */
  forkedFrom: z.string().nullable(),
  /** All jobs whose answers it may take over, nearest first. */
  ancestors: z.array(z.string()).default([]),
});
