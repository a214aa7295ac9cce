import { expect, test } from '@jest/globals';
import type { JobSort, SortOrder } from '../../../contract/job-list-api.ts';
import type { JobView } from '../../../contract/view.ts';
import type { JobFilter } from '../../../store/ledger/list-ports.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import { artifactRef, jobRecord } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

async function ids(ledger: Ledger, more: Partial<JobFilter>): Promise<string[]> {
  return (await ledger.listJobs({ organisation: 'local', limit: 100, ...more })).jobs.map((job) => job.id);
}

function costs(costMicroUsd: number): Pick<JobView, 'totals'> {
  return { totals: { ...jobRecord('job-1').view.totals, costMicroUsd } };
}

function verified(round = 1): JobView['steps'] {
  const place = {
    key: `verify@0.${round}`,
    step: 'verify' as const,
    item: null,
    round,
    generation: 0,
    title: 'verify',
  };
  const flags = {
    degraded: null,
    edited: false,
    skipped: false,
    costMicroUsd: 0,
    unpricedCalls: 0,
    startedAt: null,
    endedAt: null,
  };
  return [{ ...place, ...flags, status: 'done', attempt: 1, turn: null, facts: {}, output: null, items: [] }];
}

function finding(id: string, severity: 'blocking' | 'warning' | 'note') {
  return { id, check: 'quote-not-found' as const, severity, claimId: 's1', message: 'Not there.', evidence: [] };
}

/** Filters and sorts of the list of jobs beyond status and search. */
export function listFilterTests(current: () => LedgersUnderTest): void {
  filters(current);
  sorts(current);
  findings(current);
}

function filters(current: () => LedgersUnderTest): void {
  test('kind, owner, tag, model, time and cost narrow the list and its counts', async () => {
    const { ledger } = current();
    const at = (hour: number) => `2026-11-20T1${hour}:00:00.000Z`;
    await ledger.writeRecord(
      jobRecord('job-1', 1, { tags: ['a"b', 'x,"y'], models: ['gpt-5.4'], createdAt: at(0), ...costs(5_000_000_000) }),
    );
    await ledger.writeRecord(
      jobRecord('job-2', 1, { tags: ['b', 'Y'], models: ['gpt-5.4', 'm'], createdAt: at(1), ...costs(7) }),
    );
    await ledger.writeRecord(jobRecord('job-3', 1, { kind: 'check', owner: 'ana', createdAt: at(2), status: 'done' }));
    expect(await ids(ledger, { kind: 'check' })).toEqual(['job-3']);
    expect(await ids(ledger, { owner: 'local' })).toEqual(['job-2', 'job-1']);
    expect(await ids(ledger, { tag: 'a"b' })).toEqual(['job-1']);
    // A word is found whole and in its very letters, never within another.
    for (const tag of ['b"', 'y', '"y', 'a', '%', ',', '']) expect(await ids(ledger, { tag })).toEqual([]);
    expect(await ids(ledger, { tag: 'b' })).toEqual(['job-2']);
    expect(await ids(ledger, { model: 'gpt-5.4' })).toEqual(['job-2', 'job-1']);
    expect(await ids(ledger, { model: 'GPT-5.4' })).toEqual([]);
    expect(await ids(ledger, { createdFrom: at(1), createdTo: at(2) })).toEqual(['job-2']);
    expect(await ids(ledger, { minCostMicroUsd: 7 })).toEqual(['job-2', 'job-1']);
    expect(await ids(ledger, { minCostMicroUsd: 8 })).toEqual(['job-1']);
    expect(await ids(ledger, { maxCostMicroUsd: 7 })).toEqual(['job-3', 'job-2']);
    expect(await ids(ledger, { minCostMicroUsd: 1, maxCostMicroUsd: 4_999_999_999 })).toEqual(['job-2']);
    expect(await ids(ledger, { ids: ['job-3', 'job-1', 'job-9'] })).toEqual(['job-3', 'job-1']);
    expect(await ids(ledger, { status: [] })).toEqual([]);
    expect(await ledger.jobFacets('local')).toEqual({ owners: ['ana', 'local'], models: ['gpt-5.4', 'm'] });
    expect(await ledger.jobFacets('theirs')).toEqual({ owners: [], models: [] });
    const { counts } = await ledger.listJobs({ organisation: 'local', limit: 1, owner: 'local', status: ['done'] });
    expect(counts).toEqual({ running: 2 });
  });

  test('a search finds words of the title and of tags, and the title is that of the report once there is one', async () => {
    const { ledger } = current();
    const titled = { artifacts: { plan: { ...artifactRef('1'), title: 'Moving the servers' } }, tags: ['Budget 2027'] };
    await ledger.writeRecord(jobRecord('job-1', 1, titled));
    expect(await ids(ledger, { query: 'servers budget' })).toEqual(['job-1']);
    const { jobs } = await ledger.listJobs({ organisation: 'local', limit: 1 });
    expect(jobs[0]).toMatchObject({ title: 'Moving the servers', tags: ['Budget 2027'] });
    await ledger.writeRecord(
      jobRecord('job-1', 2, { artifacts: { ...titled.artifacts, report: { ...artifactRef('2'), title: 'Stay' } } }),
    );
    expect(await ids(ledger, { query: 'servers' })).toEqual([]);
    expect(await ids(ledger, { query: 'stay' })).toEqual(['job-1']);
  });
}

function sorts(current: () => LedgersUnderTest): void {
  test.each<[JobSort, SortOrder | undefined, string[]]>([
    ['created', undefined, ['job-4', 'job-3', 'job-2', 'job-1']],
    ['created', 'asc', ['job-1', 'job-2', 'job-3', 'job-4']],
    ['updated', 'asc', ['job-4', 'job-3', 'job-2', 'job-1']],
    ['cost', undefined, ['job-2', 'job-4', 'job-3', 'job-1']],
    ['title', undefined, ['job-3', 'job-1', 'job-2', 'job-4']],
    ['status', undefined, ['job-3', 'job-1', 'job-4', 'job-2']],
    ['status', 'desc', ['job-2', 'job-4', 'job-1', 'job-3']],
  ])('sorted by %s %s, page by page, each job once', async (sort, order, expected) => {
    const { ledger } = current();
    const jobs: [string, Partial<JobView>][] = [
      ['job-4', { question: 'über', status: 'running', ...costs(20) }],
      ['job-3', { question: 'Alpha', status: 'needs_attention', ...costs(20) }],
      ['job-2', { question: 'beta', status: 'done', ...costs(30) }],
      ['job-1', { question: 'ALPHA beta', status: 'running', ...costs(9) }],
    ];
    for (const [id, view] of jobs) {
      await ledger.writeRecord(jobRecord(id, 1, { createdAt: `2026-11-20T10:00:0${id.slice(-1)}.000Z`, ...view }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ledger.listJobs({ organisation: 'local', limit: 1, sort, order, cursor });
      seen.push(...page.jobs.map((job) => job.id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(expected);
  });

  test('a cursor is refused by a list of another sort or order', async () => {
    const { ledger } = current();
    for (const id of ['job-1', 'job-2']) await ledger.createJob(jobRecord(id));
    const { next } = await ledger.listJobs({ organisation: 'local', limit: 1, sort: 'cost' });
    const cursor = next ?? '';
    const refused = { code: 'request-invalid', failure: { field: 'cursor' } };
    for (const other of [{ sort: 'title' }, { sort: 'cost', order: 'asc' }, {}] as const)
      await expect(ids(ledger, { ...other, cursor })).rejects.toMatchObject(refused);
    expect(await ids(ledger, { sort: 'cost', order: 'desc', cursor })).toEqual(['job-1']);
  });
}

function findings(current: () => LedgersUnderTest): void {
  test('a row counts the findings of the verification that stands, of a fork those it took over', async () => {
    const { ledger } = current();
    const place = { organisation: 'local', owner: 'local', jobId: 'job-1', generation: 0 };
    await ledger.replaceFindings({ ...place, round: 1 }, [finding('f1', 'blocking'), finding('f2', 'blocking')]);
    await ledger.replaceFindings({ ...place, round: 2 }, [finding('f1', 'warning'), finding('f2', 'note')]);
    await ledger.writeRecord(jobRecord('job-1', 1, { steps: verified(2) }));
    const lineage = { forkedFrom: 'job-1', ancestors: ['job-1', 'job-0'] };
    await ledger.writeRecord(jobRecord('job-2', 1, { steps: verified(1), lineage }));
    await ledger.replaceFindings({ ...place, jobId: 'job-3', round: 1 }, [finding('f1', 'note')]);
    await ledger.writeRecord(jobRecord('job-3', 1, { steps: verified(1) }));
    await ledger.writeRecord(jobRecord('job-4', 1));
    const { jobs } = await ledger.listJobs({ organisation: 'local', limit: 9, order: 'asc' });
    expect(jobs.map((job) => Object.values(job.findings).join(' '))).toEqual(['0 1 1', '2 0 0', '0 0 1', '0 0 0']);
    expect(await ids(ledger, { hasFindings: true })).toEqual(['job-2', 'job-1']);
    expect(await ids(ledger, { hasFindings: false })).toEqual(['job-4', 'job-3']);
  });
}
