import { expect, test } from '@jest/globals';
import { CLOSED_STATUSES, OPEN_STATUSES } from '../../../contract/job-list-api.ts';
import type { JobFilter } from '../../../store/ledger/list-ports.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import { jobRecord } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

const HOSTILE = [
  "' or '1'='1",
  "'; drop table jobs; --",
  '" or ""="',
  "\\' or 1=1 --",
  "local') or (1=1",
  '$1',
  '?',
  '{organisation}',
  '%',
  '_',
  '%%%',
  '\\',
  '\\%',
  '\0',
  "a\0' or 1=1 --",
  '\ud800',
  "E'\\x27 or 1=1",
  '$$;select 1;$$',
];

async function ids(ledger: Ledger, more: Partial<JobFilter>): Promise<string[]> {
  return (await ledger.listJobs({ organisation: 'local', limit: 100, ...more })).jobs.map((job) => job.id);
}

/** Listing: order, pages, filters, counts, hostile text. */
export function jobListTests(current: () => LedgersUnderTest): void {
  shape(current);
  pages(current);
  filters(current);
  hostile(current);
}

function shape(current: () => LedgersUnderTest): void {
  test('a row shows what the latest record says', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1'));
    const totals = { ...jobRecord('job-1').view.totals, costMicroUsd: 5_000_000_000, unpricedCalls: 2 };
    const ended = { status: 'done', endedAt: '2026-11-20T12:00:00.000Z', sentence: 'It is done.' } as const;
    await ledger.writeRecord(jobRecord('job-1', 7, { ...ended, totals, risk: 'high' }));
    const { jobs, next } = await ledger.listJobs({ organisation: 'local', limit: 1 });
    const tokens = { inputTokens: 0, outputTokens: 0 };
    expect(next).toBeNull();
    expect(jobs).toEqual([
      {
        id: 'job-1',
        overlay: null,
        kind: 'report',
        title: 'What does the move cost?',
        question: 'What does the move cost?',
        step: null,
        tags: [],
        models: [],
        generation: 0,
        limitMicroUsd: null,
        ...tokens,
        waitsFor: { gates: [], attention: 0 },
        findings: { blocking: 0, warning: 0, note: 0 },
        startedAt: '2026-11-20T10:00:00.000Z',
        owner: 'local',
        risk: 'high',
        revision: 7,
        costMicroUsd: 5_000_000_000,
        unpricedCalls: 2,
        createdAt: '2026-11-20T10:00:00.000Z',
        updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        ...ended,
      },
    ]);
  });
}

function pages(current: () => LedgersUnderTest): void {
  test('pages go from the newest to the oldest, each job once, whatever is started meanwhile', async () => {
    const { ledger, other } = current();
    // Two each at the same moment, so that the id decides; hyphens sort by their byte everywhere.
    for (let number = 0; number < 7; number += 1) {
      const createdAt = `2026-11-20T10:00:0${Math.floor(number / 2)}.000Z`;
      await ledger.createJob(jobRecord(number % 2 ? `a-${number}` : `ab${number}`, 0, { createdAt }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ledger.listJobs({
        organisation: 'local',
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.jobs.map((job) => job.id));
      cursor = page.next ?? undefined;
      await other.createJob(jobRecord(`later-${seen.length}`, 0, { createdAt: '2026-11-21T10:00:00.000Z' }));
    } while (cursor !== undefined);
    expect(seen).toEqual(['ab6', 'ab4', 'a-5', 'ab2', 'a-3', 'ab0', 'a-1']);
  });

  test('the last page that is exactly full says that it is the last', async () => {
    const { ledger } = current();
    for (const id of ['job-1', 'job-2']) await ledger.createJob(jobRecord(id));
    expect(await ledger.listJobs({ organisation: 'local', limit: 2 })).toMatchObject({ next: null });
  });

  test.each([0, -1, 1.5, 1_001, Number.NaN])('a page of %p jobs is refused', async (limit) => {
    const { ledger } = current();
    await expect(ledger.listJobs({ organisation: 'local', limit })).rejects.toMatchObject({ code: 'request-invalid' });
  });
}

function filters(current: () => LedgersUnderTest): void {
  test('counts tell every status within the search, whatever status is shown', async () => {
    const { ledger } = current();
    const ended = '2026-11-20T12:00:00.000Z';
    await ledger.writeRecord(jobRecord('job-1', 1, { status: 'waiting' }));
    await ledger.writeRecord(jobRecord('job-2', 1, { status: 'paused' }));
    await ledger.writeRecord(jobRecord('job-3', 1, { status: 'done', endedAt: ended }));
    await ledger.writeRecord(
      jobRecord('job-4', 1, { status: 'cancelled', endedAt: ended, question: 'Something else' }),
    );
    const { counts } = await ledger.listJobs({ organisation: 'local', limit: 1, status: ['done'], query: 'move' });
    expect(counts).toEqual({ waiting: 1, paused: 1, done: 1 });
    expect(await ids(ledger, { status: OPEN_STATUSES })).toEqual(['job-2', 'job-1']);
    expect(await ids(ledger, { status: CLOSED_STATUSES })).toEqual(['job-4', 'job-3']);
    expect(await ids(ledger, { status: ['waiting'] })).toEqual(['job-1']);
  });

  test('a search finds words of the question and of the id, in any case and order', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('solar-roof', 0, { question: 'Lohnt sich die ÜBERDACHUNG zu 100%?' }));
    await ledger.createJob(jobRecord('clinic', 0, { question: 'Who is on the rota_plan?' }));
    expect(await ids(ledger, { query: 'überdachung LOHNT' })).toEqual(['solar-roof']);
    expect(await ids(ledger, { query: 'u\u0308berdach' })).toEqual(['solar-roof']);
    expect(await ids(ledger, { query: 'roof 100%' })).toEqual(['solar-roof']);
    expect(await ids(ledger, { query: 'a_plan' })).toEqual(['clinic']);
    expect(await ids(ledger, { query: 'lohnt rota' })).toEqual([]);
    expect(await ids(ledger, { query: ' \t ' })).toHaveLength(2);
  });

  test('a search of more than can be meant is refused by name', async () => {
    const { ledger } = current();
    const refused = { code: 'request-invalid', failure: { field: 'query' } };
    await expect(ids(ledger, { query: 'x'.repeat(100_000) })).rejects.toMatchObject(refused);
    await expect(ids(ledger, { query: 'x '.repeat(1_000) })).rejects.toMatchObject(refused);
  });
}

function hostile(current: () => LedgersUnderTest): void {
  test('another organisation is never shown', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1', 0, { organisation: 'theirs' }));
    expect(await ledger.listJobs({ organisation: 'local', limit: 10 })).toEqual({ jobs: [], next: null, counts: {} });
  });

  test.each(HOSTILE)('%j is text wherever it stands', async (text) => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-theirs', 0, { organisation: 'theirs', question: `A secret ${text}` }));
    await ledger.createJob(jobRecord('job-ours', 0, { question: `Ours: ${text}` }));
    await ledger.createJob(jobRecord('job-plain', 0, { question: 'Nothing of the kind' }));
    const found = await ids(ledger, { query: text });
    expect(found).toContain('job-ours');
    expect(found).not.toContain('job-theirs');
    if (!/^[\0]*$/.test(text)) expect(found).not.toContain('job-plain');
    expect(await ids(ledger, { organisation: text })).toEqual([]);
    expect(await ledger.readRecord(text)).toBeNull();
    expect(await ledger.listCalls(text)).toEqual([]);
    await ledger.deleteJob(text);
    expect(await ids(ledger, {})).toHaveLength(2);
  });

  test.each([...HOSTILE, '', 'bm90LWpzb24', Buffer.from('[1,2]').toString('base64url')])(
    'the cursor %j is refused by name',
    async (cursor) => {
      const { ledger } = current();
      const refused = { code: 'request-invalid', failure: { field: 'cursor' } };
      await expect(ids(ledger, { cursor })).rejects.toMatchObject(refused);
    },
  );

  test('a cursor that was made up shows nothing of another organisation', async () => {
    const { ledger } = current();
    await ledger.createJob(jobRecord('job-1', 0, { organisation: 'theirs' }));
    const cursor = Buffer.from(JSON.stringify(['jobs created desc', ["9' or 1=1 --", "z' or ''='"]])).toString(
      'base64url',
    );
    expect(await ids(ledger, { cursor })).toEqual([]);
  });
}
