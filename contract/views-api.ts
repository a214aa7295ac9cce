import { z } from 'zod';
import { jobKindSchema } from './job-kind.ts';
import { jobSortSchema, sortOrderSchema } from './job-list-api.ts';
import { jobStatusSchema } from './state/job-state.ts';

/** So many saved views an organisation may have. */
export const SAVED_VIEWS_LIMIT = 50;
/** The longest name of one, in characters. */
export const VIEW_NAME_LENGTH = 60;

/** What of the list of jobs stands in its address, and can be kept under a name. Amounts are in US dollars, as a person writes them. */
export const listSearchSchema = z.strictObject({
  status: jobStatusSchema.optional(),
  query: z.string().min(1).max(500).optional(),
  kind: jobKindSchema.optional(),
  owner: z.string().min(1).max(200).optional(),
  tag: z.string().min(1).max(60).optional(),
  model: z.string().min(1).max(200).optional(),
  hasFindings: z.enum(['true', 'false']).optional(),
  /** Jobs of the last so many days. */
  days: z.literal([1, 7, 30]).optional(),
  /** Cost from and up to this, as far as prices are known. */
  costFrom: z.number().nonnegative().max(1_000_000).optional(),
  costTo: z.number().nonnegative().max(1_000_000).optional(),
  sort: jobSortSchema.optional(),
  order: sortOrderSchema.optional(),
});
export type ListSearch = z.infer<typeof listSearchSchema>;

/** The name of a saved view: on one line, with a letter or digit, so that it can stand in an address. */
export const viewNameSchema = z
  .string()
  .min(1)
  .max(VIEW_NAME_LENGTH)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must stand on one line')
  .regex(/[\p{L}\p{N}]/u, 'must have a letter or digit')
  .refine((name) => name === name.trim(), 'must not begin or end with a space');

/** A way of looking at the list of jobs that everybody of the organisation finds under its name. */
export const savedViewSchema = z.object({
  name: viewNameSchema,
  search: listSearchSchema,
  /** Who saved it last. */
  owner: z.string(),
  savedAt: z.string(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** Answer of `GET /api/v1/views`: by name. */
export const savedViewsSchema = z.object({ views: z.array(savedViewSchema) });
export type SavedViews = z.infer<typeof savedViewsSchema>;

/** Body of `PUT /api/v1/views/{name}`. Without `replace` a name that another search has is refused as `view-exists`. */
export const saveViewBodySchema = z.object({ search: listSearchSchema, replace: z.boolean().default(false) });
export type SaveViewBody = z.input<typeof saveViewBodySchema>;
