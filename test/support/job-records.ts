import type { ArtifactRef } from '../../contract/artifact.ts';
import type { JobRecord } from '../../contract/record.ts';
import { initialState } from '../../contract/state/initial-state.ts';
import type { Decision } from '../../contract/state/job-state.ts';
import type { JobView } from '../../contract/view.ts';
import type { RunHistory } from '../../store/ledger/port.ts';

/** A ref whose hash is `digit` repeated. */
export function artifactRef(digit: string): ArtifactRef {
  return { sha256: digit.repeat(64), bytes: 1, mediaType: 'text/plain', title: 'something stored' };
}

/** A record of revision 0 as the API writes it, with what a test wants otherwise in its view. */
export function jobRecord(jobId: string, revision = 0, view: Partial<JobView> = {}, sources = 'a'): JobRecord {
  const question = view.question ?? 'What does the move cost?';
  const [organisation, owner] = [view.organisation ?? 'local', view.owner ?? 'local'];
  const createdAt = view.createdAt ?? '2026-11-20T10:00:00.000Z';
  return {
    jobId,
    organisation,
    owner,
    revision,
    input: {
      kind: 'report',
      jobId,
      question: 'What does the move cost?',
      brief: artifactRef('9'),
      sources: artifactRef(sources),
      sourceCount: 1,
      gates: [],
      risk: 'medium',
      models: {},
      budget: { limitMicroUsd: null, policy: 'pause' },
      deadline: null,
      tags: [],
      owner,
      organisation,
      createdAt,
      limits: { parallelItems: 4, itemTurns: 12, verifyRounds: 2, continueAfterEvents: null, timeScale: 1 },
      audience: '',
      length: 'standard',
      language: 'English',
      houseBrief: null,
      web: { mode: 'off' },
    },
    view: { ...jobView(jobId, revision, createdAt), question, ...view },
    state: null,
  };
}

function jobView(jobId: string, revision: number, createdAt: string): JobView {
  return {
    id: jobId,
    kind: 'report',
    question: '',
    owner: 'local',
    organisation: 'local',
    risk: 'medium',
    tags: [],
    status: 'running',
    sentence: 'It is being worked on.',
    revision,
    generation: 0,
    round: 1,
    createdAt,
    startedAt: createdAt,
    endedAt: null,
    steps: [],
    gates: [],
    attention: [],
    decisions: [],
    askedBefore: [],
    limitMicroUsd: null,
    totals: {
      calls: 0,
      reused: 0,
      inputTokens: 0,
      cachedTokens: 0,
      outputTokens: 0,
      costMicroUsd: 0,
      unpricedCalls: 0,
      toolCalls: 0,
    },
    models: [],
    offlineModel: false,
    recordBehind: false,
    lineage: { forkedFrom: null, ancestors: [] },
    branches: [],
    journal: [],
    artifacts: {},
  };
}

/** An approval of the draft with this message id. */
export function approval(messageId: string, at = '2026-11-20T11:00:00.000Z'): Decision {
  return {
    messageId,
    gate: 'approve@0.1',
    step: 'approve',
    round: 1,
    artifact: 'd'.repeat(64),
    decision: 'approve',
    edited: null,
    comment: '',
    actor: { id: 'local', roles: ['administrator'], via: 'cli' },
    at,
    selfApproved: true,
  };
}

/** A record with a state whose journal says these words, one a second, from second `from` on. */
export function recordWithJournal(jobId: string, revision: number, words: readonly string[], from = 0): JobRecord {
  const record = jobRecord(jobId, revision);
  const journal = words.map((said, index) => ({
    at: new Date(Date.UTC(2026, 10, 20, 10, 0, from + index)).toISOString(),
    place: null,
    actor: null,
    words: said,
  }));
  return { ...record, state: { ...initialState(record.input, record.view.createdAt), revision, journal } };
}

/** The stored history of a run, its artifact's hash being `digit` repeated. */
export function runHistory(jobId: string, runId: string, digit = 'b'): RunHistory {
  return {
    ...{ organisation: 'local', owner: 'local', jobId, runId },
    ...{ status: 'COMPLETED', events: 12, bytes: 3_000, artifact: artifactRef(digit) },
    firstEventAt: '2026-11-20T10:00:00.000Z',
    lastEventAt: '2026-11-20T10:05:00.000Z',
    storedAt: '2026-11-20T10:06:00.000Z',
  };
}
