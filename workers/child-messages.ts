import { z } from 'zod';

/**
 * What a supervised process tells its supervisor over the IPC channel:
 * `ready` once it serves (`url` where it has one); from the API also `idle` whenever that changes,
 * `stay` to end the wish for an idle exit, and `stop` to end the whole instance.
 */
export const childMessageSchema = z.union([
  z.object({ ready: z.object({ url: z.url().optional() }) }),
  z.object({ idle: z.boolean() }),
  z.object({ stay: z.literal(true) }),
  z.object({ stop: z.literal(true) }),
]);
export type ChildMessage = z.infer<typeof childMessageSchema>;
