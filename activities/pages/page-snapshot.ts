import { z } from 'zod';
import { failureSchema } from '../../contract/failures.ts';
import { instantSchema } from '../../contract/instants.ts';
import { attachmentSchema } from '../../contract/job-input.ts';

/** Content of the artifact that `fetchPage` gives: the page as an attachment with its address and instant, or why there is none. */
export const pageSnapshotSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('taken'), attachment: attachmentSchema }),
  z.object({ status: z.literal('left-out'), address: z.string(), askedAt: instantSchema, failure: failureSchema }),
]);
export type PageSnapshot = z.infer<typeof pageSnapshotSchema>;
