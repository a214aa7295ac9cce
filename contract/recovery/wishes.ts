import { z } from 'zod';
import { artifactRefSchema } from '../artifact.ts';
import { attachmentSchema } from '../job-input.ts';
import { LINKS_LIMIT } from '../links.ts';
import { microUsdSchema } from '../money.ts';
import { modelTaskSchema } from '../routing.ts';

const comment = z.string().max(20_000);

/** An output that a person supplies: a value in the form of the step's own output, a draft as Markdown, or what was stored before. */
export const wishedOutputSchema = z.discriminatedUnion('form', [
  z.object({ form: z.literal('json'), value: z.unknown() }),
  z.object({ form: z.literal('markdown'), text: z.string().max(10_000_000) }),
  z.object({ form: z.literal('artifact'), artifact: artifactRefSchema }),
]);
export type WishedOutput = z.infer<typeof wishedOutputSchema>;

/**
 * What a person wants changed, in the words of people: texts instead of artifacts. The API stores what has to be stored and makes
 * `Changes` of it, so that nothing reaches the job on a fault.
 */
export const wishedChangesSchema = z.strictObject({
  /** Its length is checked by the API, so that the error can name it. */
  question: z.string().optional(),
  documents: z
    .strictObject({
      /** Documents as their uploads gave them. */
      add: z
        .array(attachmentSchema.omit({ fetched: true }))
        .max(2_000)
        .default([]),
      /** Names of documents, or the first digits of their hashes. */
      remove: z.array(z.string().min(1).max(500)).max(2_000).default([]),
    })
    .optional(),
  links: z
    .strictObject({
      add: z.array(z.string()).max(LINKS_LIMIT).default([]),
      remove: z.array(z.string()).max(LINKS_LIMIT).default([]),
    })
    .optional(),
  itemQuestion: z.string().trim().min(1).max(2_000).optional(),
  comment: comment.optional(),
  /** One model for all tasks. */
  model: z.string().min(1).max(200).optional(),
  models: z.partialRecord(modelTaskSchema, z.string().min(1).max(200)).optional(),
  /** Texts of prompts; null goes back to the built-in one. */
  prompts: z.partialRecord(modelTaskSchema, z.string().trim().min(1).max(200_000).nullable()).optional(),
  limitMicroUsd: microUsdSchema.nullable().optional(),
  output: wishedOutputSchema.optional(),
});
export type WishedChanges = z.infer<typeof wishedChangesSchema>;

/** What a person wants done about a parked place. */
export const wishedActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('retry') }),
  z.object({
    kind: z.literal('editInput'),
    changes: wishedChangesSchema.pick({
      question: true,
      documents: true,
      links: true,
      itemQuestion: true,
      comment: true,
    }),
  }),
  z.object({ kind: z.literal('switchModel'), model: z.string().trim().min(1).max(200) }),
  z.object({ kind: z.literal('supplyOutput'), output: wishedOutputSchema }),
  z.object({ kind: z.literal('skip'), reason: comment.default('') }),
  z.object({ kind: z.literal('abort'), reason: comment.default('') }),
]);
export type WishedAction = z.infer<typeof wishedActionSchema>;
