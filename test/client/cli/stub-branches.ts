import type { CompareAnswer } from '../../../contract/branch-api.ts';
import type { BranchPreview } from '../../../contract/recovery/branch-preview.ts';

/** What the stub says of any rewind or fork. */
export function preview({ as = 'rewind', step, item = null }: Partial<BranchPreview>): BranchPreview {
  const price = { likelyMicroUsd: 10_000, mostMicroUsd: 30_000 };
  return {
    ...{
      as,
      step: step ?? 'draft',
      item,
      revision: 3,
      changed: ['a comment: "Shorter."'],
      keptMicroUsd: 830_000,
      price,
    },
    steps: [
      { step: 'plan', items: 0, how: 'kept', words: 'keeps its result', price: { likelyMicroUsd: 0, mostMicroUsd: 0 } },
      { step: 'draft', items: 0, how: 'again', words: 'runs again', price },
    ],
    sideEffects: ['2 web pages are fetched again, as they are now'],
    voids: [{ gate: 'approve@0.1', words: 'approve by local at noon' }],
    asksAgain: ['approve'],
    remarks: [{ kind: 'budget-short', leftMicroUsd: 10_000 }],
  };
}

const side = (job: string) => ({
  ...{ job, generation: 0, question: 'Should we move?', status: 'done' as const, title: 'The move' },
  draft: { sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/json', title: 'Draft' },
  ...{ costMicroUsd: 830_000, verdicts: { supported: 2 } },
});
const sentence = (text: string) => ({ id: 's1', text, section: 'Costs', kind: 'fact', verdict: 'supported' as const });

/** What the stub says of any two branches. */
export const COMPARISON: CompareAnswer = {
  before: side('job-1'),
  after: side('job-2'),
  same: 4,
  differences: [
    { kind: 'changed', before: sentence('It costs 5 dollars.'), after: sentence('It costs 6 dollars.') },
    { kind: 'added', before: null, after: sentence('It takes a week.') },
  ],
};
