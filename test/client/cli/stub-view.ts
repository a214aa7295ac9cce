import type { ViewAnswer } from '../../../contract/api.ts';
import { failure } from '../../../contract/failures.ts';
import type { JobRow } from '../../../contract/job-list-api.ts';
import type { JobView, PlaceView } from '../../../contract/view.ts';

/** The hash of the draft that the stub's gates show. */
export const DRAFT_HASH = 'ab12cd34ef56'.padEnd(64, '0');
const VERIFICATION_HASH = 'fe'.padEnd(64, '1');
const AT = '2026-11-20T10:00:00.000Z';

/** What the stub keeps as the verification beside a gate. */
export const VERIFICATION = {
  draft: DRAFT_HASH,
  verdicts: [],
  findings: [
    { id: 'f1', check: 'not-answered', severity: 'note', claimId: null, message: 'A gap.', evidence: [] },
    { id: 'f2', check: 'number-not-found', severity: 'blocking', claimId: 's1', message: 'No 42.', evidence: [] },
  ],
};

/** A place of the stub's job. */
export function place(step: PlaceView['step'], changes: Partial<PlaceView> = {}): PlaceView {
  const item = changes.item ?? null;
  return {
    ...{ key: `${step}@0.1${item === null ? '' : `/${item}`}`, step, item, round: 1, generation: 0, title: step },
    ...{ status: 'pending', attempt: 1, turn: null, facts: {}, output: null, degraded: null, edited: false },
    ...{ skipped: false, costMicroUsd: 0, unpricedCalls: 0, startedAt: null, endedAt: null },
    ...changes,
  };
}

/** A view that fits the contract, with what a test wants different. */
export function view(changes: Partial<JobView> = {}): JobView {
  const sha = (sha256: string, title: string) => ({ sha256, bytes: 10, mediaType: 'application/json', title });
  const gate = {
    ...{ id: 'approve@0.1', step: 'approve' as const, item: null, round: 1, openedAt: AT },
    ...{ artifact: sha(DRAFT_HASH, 'The draft'), questions: [], beside: sha(VERIFICATION_HASH, 'Verification') },
  };
  const status = changes.status ?? 'running';
  return {
    ...{ id: 'job-1', kind: 'report', question: 'Should we move?', owner: 'local', organisation: 'local' },
    ...{ risk: 'medium', tags: [], status, sentence: `It is ${status}.`, revision: 3, generation: 0, round: 1 },
    ...{ createdAt: AT, startedAt: AT, endedAt: status === 'done' || status === 'rejected' ? AT : null },
    steps: [
      { ...place('plan', { status: 'done', facts: { questions: 2 }, startedAt: AT, endedAt: AT }), items: [] },
      {
        ...place('research', { status: 'running', startedAt: AT }),
        items: [place('research', { item: 'q1', title: 'What does it cost?', status: 'running', turn: 2 })],
      },
    ],
    gates: status === 'waiting' ? [gate] : [],
    ...{ attention: [], decisions: [], askedBefore: [] },
    limitMicroUsd: null,
    totals: {
      ...{ calls: 4, reused: 1, inputTokens: 1_200, cachedTokens: 0, outputTokens: 300, costMicroUsd: 12_300 },
      ...{ unpricedCalls: 0, toolCalls: 5 },
    },
    ...{ models: ['offline'], offlineModel: true, recordBehind: false, journal: [], artifacts: {} },
    ...{ lineage: { forkedFrom: null, ancestors: [] }, branches: [] },
    ...changes,
  };
}

/** A parked place of the stub's job. */
export function parked(step: 'draft' | 'research', item: string | null): JobView['attention'][number] {
  return {
    ...{ key: `${step}@0.1${item === null ? '' : `/${item}`}`, step, item, attempt: 2, title: step, since: AT },
    ...{ failure: failure('model-key-rejected', 'The key was rejected.'), looksAgainAt: null },
    kept: '3 steps keep their results.',
    actions: [
      { kind: 'retry', words: 'Retry.', detail: '', price: null, fields: [] },
      { kind: 'abort', words: 'Abort.', detail: '', price: null, fields: [] },
    ],
    ...{ alike: [], madeBy: null },
  };
}

/** The answer around a view. */
export function answer(changes: Partial<JobView> = {}): ViewAnswer {
  return { view: view(changes), from: 'workflow', asOf: AT, overlay: null, live: [] };
}

/** A row of the list. */
export function row(changes: Partial<JobRow> = {}): JobRow {
  return {
    ...{ id: 'job-1', kind: 'report', question: 'Should we move?', status: 'done', sentence: 'Done.', owner: 'local' },
    ...{ risk: 'medium', revision: 3, costMicroUsd: 12_300, unpricedCalls: 0, createdAt: AT, updatedAt: AT },
    ...{ title: 'Should we move?', step: null, tags: [], models: [], generation: 0, limitMicroUsd: null },
    ...{ inputTokens: 0, outputTokens: 0, waitsFor: { gates: [], attention: 0 }, startedAt: AT },
    ...{ findings: { blocking: 0, warning: 0, note: 0 }, endedAt: AT, overlay: null },
    ...changes,
  };
}
