import { z } from 'zod';
import { instantSchema } from './instants.ts';

/** The file in the data folder that tells where its running instance is; private to the user (mode 0600). */
export const INSTANCE_FILE = 'instance.json';

/** What `instance.json` says. The token authorises the local administrator; it changes with every start. */
export const instanceSchema = z.object({
  pid: z.int().positive(),
  url: z.url(),
  token: z.string().min(1),
  startedAt: instantSchema,
});
export type Instance = z.infer<typeof instanceSchema>;

/** The port the API takes when none is asked for and it is free; otherwise the next free one. */
export const DEFAULT_PORT = 7420;
