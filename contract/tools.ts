import { z } from 'zod';
import { locatorSchema } from './evidence/locator.ts';

/** A call of a tool as the model asked for it; its id and arguments stand in the answer's artifact at `index`. */
export const toolCallRefSchema = z.object({
  name: z.string().max(100),
  index: z.int().nonnegative(),
  /** A tool that writes needs a person's decision first. */
  effect: z.enum(['read', 'write']),
});
export type ToolCallRef = z.infer<typeof toolCallRefSchema>;

/** What a tool result is when the tool could not do what was asked: the error goes back to the model. */
export const toolErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** A passage as tools return it. */
export const foundPassageSchema = z.object({
  passageId: z.string(),
  sourceId: z.string(),
  sourceTitle: z.string(),
  headings: z.array(z.string()),
  locator: locatorSchema,
  text: z.string(),
});

/** Results of the four tools of this issue; their arguments' schemas stand with the tools in `activities/tools/`. */
export const searchDocumentsResultSchema = z.object({
  passages: z.array(foundPassageSchema.extend({ score: z.number() })),
});
export const readPassageResultSchema = z.object({ passages: z.array(foundPassageSchema) });
export const listTablesResultSchema = z.object({
  tables: z.array(
    z.object({
      name: z.string(),
      sourceId: z.string(),
      sourceTitle: z.string(),
      title: z.string(),
      columns: z.array(z.object({ name: z.string(), header: z.string(), type: z.string() })),
      rowCount: z.number(),
      sample: z.array(z.array(z.string())),
    }),
  ),
});
export const queryTableResultSchema = z.object({
  queryId: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string().nullable())),
  rowCount: z.number(),
  truncated: z.boolean(),
});
