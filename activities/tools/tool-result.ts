import { z } from 'zod';
import { recordedQuerySchema } from '../../contract/evidence/evidence.ts';

/** A query as it was run, under the id that the model saw, with the sources whose tables it reads. */
export const resolvedQuerySchema = z.object({
  queryId: z.string().regex(/^[0-9a-f]{12}$/),
  query: recordedQuerySchema,
  sourceIds: z.array(z.string()).min(1),
});
export type ResolvedQuery = z.infer<typeof resolvedQuerySchema>;

/** Content of every tool result's artifact: what the model is shown, and beside it what evidence is resolved from. */
export const toolResultSchema = z.object({
  /** An object of any shape: the tool's own schema has checked it, or it is a `toolErrorSchema`. */
  shown: z.looseObject({}),
  /** The query behind `shown.queryId`; null for every other tool. */
  recorded: resolvedQuerySchema.nullable(),
  /** The passages that the model was shown, in order. */
  passageIds: z.array(z.string()),
});
export type ToolResultContent = z.infer<typeof toolResultSchema>;
