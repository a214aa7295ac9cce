import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { historyAnswerSchema } from '../../../contract/api-answers.ts';
import { jobListSchema } from '../../../contract/job-list-api.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
let id: string;
beforeEach(async () => {
  api = await openHarness();
  id = await api.start();
  await api.record(id, {});
});
afterEach(() => api.close());

const job = () => {
  const found = api.control.jobs.get(id);
  if (found === undefined) throw new Error('no job');
  return found;
};
const list = async () => jobListSchema.parse((await api.request('GET', '/api/v1/jobs')).json());
const overlay = async () => (await list()).jobs[0]?.overlay ?? null;
const recordOf = async (jobId: string) => {
  const record = await api.store.ledger.readRecord(jobId);
  if (record === null) throw new Error('no record');
  return record;
};

describe('the list of jobs', () => {
  it('says what is stuck and counts it, rings its followers, and takes it back', async () => {
    expect(await overlay()).toBeNull();
    const rung: string[] = [];
    await api.parts.changes.follow(undefined, ({ jobId }) => rung.push(jobId));
    job().trouble = 'TypeError: x is not a function';
    await api.reconcile();
    expect(await overlay()).toMatchObject({ kind: 'stuck', words: expect.stringMatching('TypeError') });
    expect((await list()).counts).toMatchObject({ running: 1, stuck: 1 });
    await api.reconcile();
    expect(rung).toEqual([id]);
    job().trouble = null;
    await api.reconcile();
    expect(await overlay()).toBeNull();
    expect((await list()).counts.stuck).toBeUndefined();
  });

  it('says what is stuck without a task that fails, asks it again at each pass, and takes it back', async () => {
    const record = await recordOf(id);
    api.runs.broken = 'TypeError: x is not a function';
    const rung: string[] = [];
    await api.parts.changes.follow(undefined, ({ jobId }) => rung.push(jobId));
    await api.reconcile();
    await api.reconcile();
    expect(await overlay()).toMatchObject({ kind: 'stuck', words: expect.stringMatching('TypeError') });
    expect(rung).toEqual([id]);
    api.runs.broken = null;
    api.runs.records.set(id, record);
    await api.reconcile();
    expect(await overlay()).toBeNull();
  });

  it('says what was ended outside, and that rewind goes on from the record', async () => {
    job().closedAs = 'TERMINATED';
    await api.reconcile();
    expect(await overlay()).toEqual({
      kind: 'closed',
      words: 'Terminated outside Dossier. Rewind goes on from the record: `dossier rewind JOB STEP`.',
    });
    api.control.jobs.clear();
    await api.reconcile();
    expect(await overlay()).toMatchObject({ kind: 'closed', words: expect.stringMatching('does not know') });
  });

  it('keeps what it knows while Temporal is away', async () => {
    job().trouble = 'broken';
    await api.reconcile();
    api.control.hasTemporal = false;
    await api.reconcile();
    expect(await overlay()).toMatchObject({ kind: 'stuck' });
  });
});

describe('a record whose job went back behind it', () => {
  it('gives way to the workflow, which is asked at first sight and in each new run only', async () => {
    const before = await recordOf(id);
    await api.store.ledger.writeRecord({ ...before, revision: 9 });
    api.runs.records.set(id, { ...before, revision: 4 });
    await api.reconcile();
    expect((await recordOf(id)).revision).toBe(4);
    for (let pass = 0; pass < 3; pass += 1) await api.reconcile();
    expect(api.runs.recordsAsked).toBe(1);
    job().runId = 'run-after-a-reset';
    api.runs.records.set(id, { ...before, revision: 2 });
    await api.reconcile();
    expect((await recordOf(id)).revision).toBe(2);
  });

  it('stays while no worker answers, and is asked again', async () => {
    await api.reconcile();
    await api.reconcile();
    expect(api.runs.recordsAsked).toBe(2);
    expect((await recordOf(id)).revision).toBe(1);
  });

  it('is brought up to date where the workflow completed', async () => {
    const before = await recordOf(id);
    job().closedAs = 'COMPLETED';
    const view = { ...before.view, status: 'done' as const, endedAt: '2026-11-20T12:00:00.000Z', revision: 9 };
    api.runs.records.set(id, { ...before, revision: 9, view });
    await api.reconcile();
    expect((await recordOf(id)).view.status).toBe('done');
  });
});

describe('histories', () => {
  const closing = 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED';
  const ended = async (runIds: string[]) => {
    const record = await recordOf(id);
    const state = { ...initialState(record.input, record.view.createdAt), runIds };
    await api.record(id, { status: 'done', endedAt: '2026-11-20T12:00:00.000Z' }, { state });
  };

  it('of a job that closed are kept, listed, and told when Temporal has lost them', async () => {
    await api.reconcile();
    api.runs.histories.set('run-1', ['EVENT_TYPE_WORKFLOW_EXECUTION_STARTED', closing]);
    api.runs.histories.set('run-2', ['EVENT_TYPE_WORKFLOW_EXECUTION_STARTED']);
    await ended(['run-1', 'run-2', 'run-3']);
    await api.reconcile();
    api.runs.histories.delete('run-1');
    const answer = historyAnswerSchema.parse((await api.request('GET', `/api/v1/jobs/${id}/history`)).json());
    expect(answer.runs).toMatchObject([
      { runId: 'run-2', status: 'RUNNING', kept: false },
      { runId: 'run-1', status: 'COMPLETED', events: 2, kept: true, startedAt: '2026-11-20T10:00:00.123Z' },
      { runId: 'run-3', status: 'LOST', kept: false },
    ]);
    const raw = (await api.request('GET', `/api/v1/jobs/${id}/history/raw`)).json();
    expect(raw.runs.map((run: { runId: string; from: string }) => [run.runId, run.from])).toEqual([
      ['run-2', 'temporal'],
      ['run-1', 'artifact'],
      ['run-3', null],
    ]);
    expect(raw.runs[1].history.events).toHaveLength(2);
  });

  it('of jobs that closed before are caught up with', async () => {
    api.runs.histories.set('run-1', [closing]);
    await ended(['run-1']);
    await api.reconcile();
    expect(await api.store.ledger.listRunHistories(id)).toMatchObject([{ runId: 'run-1', events: 1 }]);
    expect((await api.request('DELETE', `/api/v1/jobs/${id}`)).statusCode).toBe(204);
  });
});

describe('a reset', () => {
  const reset = (body: object) => api.request('POST', `/api/v1/jobs/${id}/reset`, body);

  it('first tells what it would do, then does what was shown, once', async () => {
    expect((await reset({})).json()).toMatchObject({ runId: 'run-1', eventId: 7, newRunId: null });
    expect((await reset({ event: 5 })).json()).toMatchObject({ eventId: 5 });
    expect(api.runs.resets).toEqual([]);
    const confirm = { runId: 'run-1', eventId: 7 };
    expect((await reset({ confirm })).json()).toMatchObject({ newRunId: 'run-2' });
    expect(api.runs.resets).toMatchObject([[id, confirm, expect.any(String), 'Reset with Dossier by local.']]);
  });

  it('is refused for another run than was shown, and for a closed job', async () => {
    const other = await reset({ confirm: { runId: 'run-0', eventId: 7 } });
    expect(other.json()).toMatchObject({ code: 'job-moving' });
    await api.record(id, { status: 'done', endedAt: '2026-11-20T12:00:00.000Z' });
    expect((await reset({})).json()).toMatchObject({ code: 'job-closed', remedy: expect.stringMatching('rewind') });
  });
});
