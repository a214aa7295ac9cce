import { z } from 'zod';
import { formatMicroUsd, parseUsd } from '../../../../contract/money.ts';
import type { Plan } from '../../../../contract/plan.ts';
import type { BranchPreview } from '../../../../contract/recovery/branch-preview.ts';
import { type ChangeName, changesSchema } from '../../../../contract/recovery/changes.ts';
import { changesAt, PARTS } from '../../../../contract/recovery/parts.ts';
import type { WishedChanges } from '../../../../contract/recovery/wishes.ts';
import { modelTaskSchema } from '../../../../contract/routing.ts';
import type { JobView } from '../../../../contract/view.ts';
import { useKept } from '../../components/use-kept.ts';
import { documentChangesSchema, documentsWish, SAME_DOCUMENTS } from './fields/documents-field.tsx';
import { outputOf, suppliedSchema } from './fields/supplied-text.ts';
import { partAt, type Target } from './fields/use-start-text.ts';

const formSchema = z.object({
  /** Null: as it is. */
  question: z.string().nullable(),
  itemQuestion: z.string().nullable(),
  comment: z.string(),
  documents: documentChangesSchema,
  output: suppliedSchema.nullable(),
  /** One model for all that runs again; empty: as it is. */
  model: z.string(),
  models: z.partialRecord(modelTaskSchema, z.string()),
  /** Null goes back to the built-in one. */
  prompts: z.partialRecord(modelTaskSchema, z.string().nullable()),
  /** Dollars, or `none`; empty: as it is. */
  budget: z.string(),
  fresh: z.boolean(),
});
export type BranchValues = z.infer<typeof formSchema>;
const NOTHING: BranchValues = {
  question: null,
  itemQuestion: null,
  comment: '',
  documents: SAME_DOCUMENTS,
  output: null,
  model: '',
  models: {},
  prompts: {},
  budget: '',
  fresh: false,
};

/** What somebody changes where a job goes back, kept over a reload; the same for a rewind and a fork of one place. */
export function useBranchForm(view: JobView, { step, item }: Target) {
  return useKept(`dossier-branch ${view.id} ${step} ${item ?? ''}`, formSchema, NOTHING);
}
export type BranchForm = ReturnType<typeof useBranchForm>;

/** What may be changed where a job goes back to this step or item. */
export function changeableAt(view: JobView, target: Target): ReadonlySet<ChangeName> {
  const { suppliable } = PARTS[partAt(view, target)];
  const names = changesAt(target.step, target.item).filter((name) => name in changesSchema.shape);
  return new Set(names.filter((name) => name !== 'output' || suppliable));
}

type Faults = Partial<Record<ChangeName, string>>;

/** The written changes as the API takes them, or what is wrong with which. */
export function wishOf(
  values: BranchValues,
  view: JobView,
  plan: Plan | undefined,
  as: BranchPreview['as'],
): { changes: WishedChanges } | { faults: Faults } {
  const faults: Faults = {};
  const { question, itemQuestion, comment, documents, model, models, prompts } = values;
  const output = outputWish(values, view, plan, faults);
  // A fork counts its own costs from nothing.
  const limitMicroUsd = budgetWish(values.budget, as === 'rewind' ? view.totals.costMicroUsd : 0, faults);
  if (itemQuestion !== null && itemQuestion.trim() === '') faults.itemQuestion = 'Ask something.';
  if (Object.keys(faults).length > 0) return { faults };
  const chosen = Object.fromEntries(Object.entries(models).filter(([, id]) => id.trim() !== ''));
  const written = Object.fromEntries(Object.entries(prompts).filter(([, text]) => text === null || text.trim() !== ''));
  return {
    changes: {
      ...(question !== null && question.trim() !== view.question.trim() && { question: question.trim() }),
      ...(itemQuestion !== null && { itemQuestion: itemQuestion.trim() }),
      ...(comment.trim() !== '' && { comment: comment.trim() }),
      ...documentsWish(documents),
      ...(model.trim() !== '' && { model: model.trim() }),
      ...(Object.keys(chosen).length > 0 && { models: chosen }),
      ...(Object.keys(written).length > 0 && { prompts: written }),
      ...(limitMicroUsd !== undefined && { limitMicroUsd }),
      ...(output !== undefined && { output }),
    },
  };
}

function outputWish({ output }: BranchValues, view: JobView, plan: Plan | undefined, faults: Faults) {
  if (output === null || output.text === null) return undefined;
  const made = outputOf({ form: output.form, text: output.text }, plan, view.question);
  if ('output' in made) return made.output;
  faults.output = made.fault;
  return undefined;
}

function budgetWish(typed: string, spent: number, faults: Faults): number | null | undefined {
  if (typed.trim() === '') return undefined;
  if (typed.trim().toLowerCase() === 'none') return null;
  const limit = parseUsd(typed);
  if (limit === null) faults.limitMicroUsd = 'Write an amount in dollars, such as 2 or 0.50, or “none”.';
  else if (limit < spent)
    faults.limitMicroUsd = `It must be at least ${formatMicroUsd(spent)}, which is spent already.`;
  return limit ?? undefined;
}
