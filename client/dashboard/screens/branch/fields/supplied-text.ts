import { z } from 'zod';
import type { Plan } from '../../../../../contract/plan.ts';
import type { PartName } from '../../../../../contract/recovery/parts.ts';
import type { WishedOutput } from '../../../../../contract/recovery/wishes.ts';

/** How a person writes a result: questions a line each, a draft as Markdown, or JSON in the form of the step. Null where nothing was written yet. */
export const suppliedSchema = z.object({ form: z.enum(['lines', 'markdown', 'json']), text: z.string().nullable() });
export type Supplied = z.infer<typeof suppliedSchema>;
export type Form = Supplied['form'];

/** The forms that a part's result may be written in, the easiest first. */
export function formsOf(part: PartName): readonly Form[] {
  if (part === 'plan') return ['lines', 'json'];
  return part === 'draft' ? ['markdown', 'json'] : ['json'];
}

/** What each form is called, and how it is written. */
export const FORM_WORDS: Record<Form, { name: string; hint: string }> = {
  lines: {
    name: 'Questions',
    hint: 'One question a line. A line that stays as it is keeps what was found for it; a new or changed one is researched.',
  },
  markdown: {
    name: 'Markdown',
    hint: 'Sentences cite by the numbers of the evidence, such as [^e3]. What you do not touch keeps its marks and its verdicts.',
  },
  json: { name: 'JSON', hint: '' },
};

/** What stands in the JSON of each part, for the hint above it. */
export const FIELDS_OF: Partial<Record<PartName, string>> = {
  plan: 'Fields: title, subQuestions (id, question, why), outline, successCriteria, wouldChangeTheAnswer.',
  division: 'Fields: title, subQuestions (id, question, why, claims), outline, successCriteria, wouldChangeTheAnswer.',
  'item-notes':
    'Fields: item, question, status (answered, partly, not-answered), statements (text, evidence), conflicts, gaps.',
  notes: 'Fields: evidence, items (item, question, status, statements, conflicts, gaps).',
  draft: 'Fields: title, blocks (heading, paragraph, list, table, quotation, figure).',
  corrections: 'Fields: corrections (claimId, action: keep, change or remove, text, evidence, reason).',
};

const EMPTY_PLAN = { title: '', subQuestions: [{ id: 'q1', question: '', why: '' }], outline: [] };
const EMPTY_PLAN_REST = { successCriteria: [], wouldChangeTheAnswer: [] };

/** An example to write into where the part has given nothing yet. */
export function exampleOf(part: PartName, item: string | null, question: string): string {
  const examples: Partial<Record<PartName, unknown>> = {
    plan: { ...EMPTY_PLAN, ...EMPTY_PLAN_REST },
    division: { ...EMPTY_PLAN, ...EMPTY_PLAN_REST },
    'item-notes': { item, question, status: 'not-answered', statements: [], conflicts: [], gaps: [''] },
    notes: { evidence: [], items: [] },
    draft: { title: '', blocks: [] },
    corrections: { corrections: [] },
  };
  return examples[part] === undefined ? '' : JSON.stringify(examples[part], null, 2);
}

/** The questions of a plan, a line each. */
export function linesOf(plan: Plan): string {
  return plan.subQuestions.map(({ question }) => question.replace(/\s+/g, ' ')).join('\n');
}

/** A plan of the written lines; what `before` says of a question that stays is kept. */
export function planOfLines(text: string, before: Plan | undefined, question: string): Plan {
  const lines = [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  const known = before?.subQuestions ?? [];
  const same = lines.map((line) => known.find((one) => one.question.replace(/\s+/g, ' ') === line));
  const taken = new Set(same.flatMap((one) => one?.id ?? []));
  const subQuestions = lines.map((line, index) => {
    const kept = same[index];
    if (kept !== undefined) return kept;
    const own = known[index]?.id;
    const id = own !== undefined && !taken.has(own) ? own : freeId(taken, known);
    taken.add(id);
    return { id, question: line, why: '' };
  });
  const empty = { title: question.slice(0, 300), outline: [], successCriteria: [], wouldChangeTheAnswer: [] };
  return { ...(before ?? empty), subQuestions };
}

function freeId(taken: ReadonlySet<string>, known: Plan['subQuestions']): string {
  const used = new Set([...taken, ...known.map(({ id }) => id)]);
  for (let number = 1; ; number += 1) if (!used.has(`q${number}`)) return `q${number}`;
}

/** What was written as the API takes it, or what is wrong with it. */
export function outputOf(
  { form, text }: { form: Form; text: string },
  before: Plan | undefined,
  question: string,
): { output: WishedOutput } | { fault: string } {
  if (text.trim() === '') return { fault: 'Write it first.' };
  if (form === 'markdown') return { output: { form: 'markdown', text } };
  if (form === 'lines') return { output: { form: 'json', value: planOfLines(text, before, question) } };
  try {
    return { output: { form: 'json', value: JSON.parse(text) } };
  } catch (error) {
    return { fault: `This is not valid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
