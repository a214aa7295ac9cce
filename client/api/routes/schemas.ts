import { z } from 'zod';
import { problemSchema } from '../../../contract/api.ts';
import { jobIdSchema } from '../../../contract/ids.ts';

/** The failed answers that every route may give. */
export const problems = {
  '4xx': {
    description: 'Refused; the problem says why.',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
  '5xx': {
    description: 'Failed; the problem says why.',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
} as const;

/** Names a job in an address. */
export const jobParams = z.object({ id: jobIdSchema });

/** An answer that is not JSON: documents as they are. */
export function streamed(description: string, mediaType: string) {
  return { description, content: { [mediaType]: { schema: z.unknown() } } };
}
