import type { JobKind, StepName } from '../job-kind.ts';
import type { ModelTask } from '../routing.ts';
import type { ChangeName } from './changes.ts';

/** The sorts of steps and items that there are, whatever the job kind: what one does, and what a person may do about it. */
export type PartName =
  | 'sources'
  | 'page'
  | 'plan'
  | 'division'
  | 'item-notes'
  | 'notes'
  | 'draft'
  | 'faults'
  | 'corrections'
  | 'verification'
  | 'checked'
  | 'judged'
  | 'approval'
  | 'files';

interface Part {
  /** The task of its model calls; null where it makes none. */
  task: ModelTask | null;
  /** What `editInput` may change about it. */
  edits: readonly ChangeName[];
  /** Whether a person may supply its output. Verdicts cannot be supplied: that would be signing without reading. */
  suppliable: boolean;
  /** What the report lacks where it is skipped; null where nothing can go on without it. */
  skipped: string | null;
}

/** What can be done about each sort of part. */
// biome-ignore format: one line a part reads as the table it is
export const PARTS: Record<PartName, Part> = {
  sources: { task: null, edits: ['sources'], suppliable: false, skipped: null },
  page: { task: null, edits: [], suppliable: false, skipped: null },
  plan: { task: 'plan', edits: ['question', 'comment'], suppliable: true, skipped: null },
  division: { task: null, edits: [], suppliable: true, skipped: null },
  'item-notes': { task: 'research', edits: ['itemQuestion'], suppliable: true, skipped: 'This part is not answered; the report says so.' },
  notes: { task: null, edits: [], suppliable: true, skipped: null },
  draft: { task: 'draft', edits: ['comment'], suppliable: true, skipped: null },
  faults: { task: null, edits: [], suppliable: false, skipped: null },
  corrections: { task: 'correct', edits: ['comment'], suppliable: true, skipped: 'These sentences stay as the document has them; the verification still says what is wrong with them.' },
  verification: { task: null, edits: [], suppliable: false, skipped: null },
  checked: { task: null, edits: [], suppliable: false, skipped: null },
  judged: { task: 'judge', edits: [], suppliable: false, skipped: 'No second model reads these claims; the report marks them as unchecked.' },
  approval: { task: null, edits: [], suppliable: false, skipped: null },
  files: { task: null, edits: [], suppliable: false, skipped: null },
};

/** Which sort of part a step or an item of a job kind is. */
export function partOf(kind: JobKind, { step, item }: { step: StepName; item: string | null }): PartName {
  switch (step) {
    case 'ingest':
      return item === null ? 'sources' : 'page';
    case 'plan':
      return kind === 'check' ? 'division' : 'plan';
    case 'research':
      return item === null ? 'notes' : 'item-notes';
    case 'draft':
      return item === null ? 'draft' : item === 'faults' ? 'faults' : 'corrections';
    case 'verify':
      return item === null ? 'verification' : item === 'check' ? 'checked' : 'judged';
    case 'approve':
      return 'approval';
    case 'report':
      return 'files';
  }
}

/** The model task of a part of this kind of job; null where it asks no model. */
export function taskOf(kind: JobKind, at: { step: StepName; item: string | null }): ModelTask | null {
  const part = partOf(kind, at);
  // A check looks things up instead of researching, and its first draft is the document as given.
  if (kind === 'check' && part === 'item-notes') return 'match';
  if (kind === 'check' && part === 'draft') return null;
  return PARTS[part].task;
}

/** What a rewind or fork to a step may change there; models, prompts and the budget may be changed anywhere. */
const AT_STEP: Record<StepName, readonly ChangeName[]> = {
  ingest: ['sources', 'question'],
  plan: ['question', 'comment', 'output', 'keepItems'],
  research: ['output'],
  draft: ['comment', 'output'],
  verify: [],
  approve: [],
  report: [],
};
const ANYWHERE: readonly ChangeName[] = ['models', 'prompts', 'limitMicroUsd'];

/** The changes that going back to a step, or to one item of it, may bring. */
export function changesAt(step: StepName, item: string | null): readonly ChangeName[] {
  if (item === null) return [...AT_STEP[step], ...ANYWHERE];
  return step === 'research' ? ['itemQuestion', 'output', ...ANYWHERE] : ANYWHERE;
}
