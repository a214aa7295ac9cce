import { z } from 'zod';

/** The tail of what a model writes right now: the details of a model call's heartbeats, at most 2 KB of text, never in history. */
export const liveTextSchema = z.object({
  /** Key of the place that the call serves. */
  place: z.string().max(200),
  task: z.string().max(60),
  text: z.string().max(4_000),
  /** Characters written so far. */
  outputChars: z.int().nonnegative(),
  /** Where the call failed and is tried again: the try that is under way or waits, and why the last one failed. Added by the API. */
  retry: z.object({ attempt: z.int(), words: z.string() }).optional(),
});
export type LiveText = z.infer<typeof liveTextSchema>;
