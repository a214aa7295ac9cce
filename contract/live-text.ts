import { z } from 'zod';

/** The tail of what a model writes right now: the details of a model call's heartbeats, at most 2 KB of text, never in history. */
export const liveTextSchema = z.object({
  /** Key of the place that the call serves. */
  place: z.string().max(200),
  task: z.string().max(60),
  text: z.string().max(4_000),
  /** Characters written so far. */
  outputChars: z.int().nonnegative(),
});
export type LiveText = z.infer<typeof liveTextSchema>;
