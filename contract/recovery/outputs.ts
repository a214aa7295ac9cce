import { z } from 'zod';
import { correctedBatchSchema } from '../checked-document.ts';
import { claimsOf, draftSchema } from '../draft/blocks.ts';
import { type ItemNotes, itemNotesSchema, type NumberedNotes, numberedNotesSchema } from '../notes.ts';
import { type Plan, planSchema } from '../plan.ts';
import type { PartName } from './parts.ts';

type Facts = Record<string, number>;
/** A supplied output that is good, or what is wrong with it: where, and why. */
export type CheckedOutput =
  | { kind: 'ok'; title: string; value: unknown; facts: Facts }
  | { kind: 'invalid'; error: string };

interface OutputForm {
  title: string;
  /** Reads a value by its schema and counts its facts. Throws `ZodError`. */
  read(value: unknown): { value: unknown; facts: Facts };
}

function form<Schema extends z.ZodType>(
  title: string,
  schema: Schema,
  factsOf: (value: z.infer<Schema>) => Facts,
): OutputForm {
  return {
    title,
    read: (given) => {
      const value = schema.parse(given);
      return { value, facts: factsOf(value) };
    },
  };
}

/** How many items of research a plan asks for: the preview of going back prices them by it. */
function planFacts({ subQuestions }: Plan): Facts {
  return { questions: subQuestions.length };
}

function notesFacts(notes: ItemNotes): Facts {
  return { statements: notes.statements.length, conflicts: notes.conflicts.length, gaps: notes.gaps.length };
}

function numberedFacts({ evidence, items }: NumberedNotes): Facts {
  const sum = (count: (item: NumberedNotes['items'][number]) => number): number =>
    items.reduce((total, item) => total + count(item), 0);
  return {
    evidence: evidence.length,
    statements: sum((item) => item.statements.length),
    conflicts: sum((item) => item.conflicts.length),
    gaps: sum((item) => item.gaps.length),
  };
}

/** The form of each output that a person may supply. */
const FORMS: Partial<Record<PartName, OutputForm>> = {
  plan: form('Plan supplied by a person', planSchema, planFacts),
  division: form('Parts supplied by a person', planSchema, planFacts),
  'item-notes': form('Notes supplied by a person', itemNotesSchema, notesFacts),
  notes: form('Notes supplied by a person', numberedNotesSchema, numberedFacts),
  draft: form('Draft supplied by a person', draftSchema, (draft) => ({
    claims: claimsOf(draft).filter(({ kind }) => kind === 'fact').length,
  })),
  corrections: form('Corrections supplied by a person', correctedBatchSchema, () => ({})),
};

/** Checks an output that a person supplies for a part; what is wrong is told with the name of the field. */
export function checkOutput(part: PartName, value: unknown): CheckedOutput {
  const known = FORMS[part];
  if (known === undefined) return { kind: 'invalid', error: 'The output of this part cannot be supplied.' };
  try {
    return { kind: 'ok', title: known.title, ...known.read(value) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    return { kind: 'invalid', error: `${issue?.path.join('.') || 'the output'}: ${issue?.message}` };
  }
}
