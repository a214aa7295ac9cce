import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { viewAnswerSchema } from '../../../contract/api.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
let id: string;
beforeEach(async () => {
  api = await openHarness();
  id = await api.start();
});
afterEach(() => api.close());

const view = async () => viewAnswerSchema.parse((await api.request('GET', `/api/v1/jobs/${id}`)).json());
const job = () => {
  const found = api.control.jobs.get(id);
  if (found === undefined) throw new Error('no job');
  return found;
};

describe('the view of an open job', () => {
  it('comes from its workflow, with what models write now', async () => {
    const live = [{ place: 'draft@0.1', task: 'draft', text: 'The roof', outputChars: 8 }];
    job().live = live;
    expect(await view()).toMatchObject({ from: 'workflow', overlay: null, live, view: { revision: 1 } });
  });

  it('comes from the record while no worker answers, and says so', async () => {
    await api.record(id, { sentence: 'Researching.' });
    api.control.hasWorker = false;
    expect(await view()).toMatchObject({
      from: 'record',
      view: { sentence: 'Researching.' },
      overlay: { kind: 'unreachable', words: expect.stringMatching('worker') },
    });
  });

  it('says that the job is stuck where its code fails again and again', async () => {
    await api.record(id, {});
    api.control.hasWorker = false;
    job().trouble = 'TypeError: x is not a function';
    const stuck = { overlay: { kind: 'stuck', words: expect.stringMatching('TypeError') } };
    expect(await view()).toMatchObject(stuck);
    // A query is answered also while the tasks of its workflow fail.
    api.control.hasWorker = true;
    expect(await view()).toMatchObject({ from: 'workflow', ...stuck });
  });

  it('says that the job is stuck where its code fails only when it is asked, since it has nothing else to do', async () => {
    await api.record(id, {});
    api.control.broken = '[TMPRL1100] Nondeterminism error: another activity';
    const words = expect.stringMatching(
      /fails when it is asked: \[TMPRL1100\] Nondeterminism error: another activity\. A/,
    );
    expect(await view()).toMatchObject({ from: 'record', overlay: { kind: 'stuck', words } });
  });

  it('says that the job was closed where Temporal closed it, whatever its workflow still answers', async () => {
    await api.record(id, {});
    job().closedAs = 'TERMINATED';
    expect((await view()).overlay).toMatchObject({
      kind: 'closed',
      words: expect.stringMatching('Terminated outside Dossier'),
    });
    api.control.hasWorker = false;
    expect((await view()).overlay).toMatchObject({ kind: 'closed' });
  });

  it('says that the job was closed where Temporal lost it', async () => {
    await api.record(id, {});
    api.control.jobs.clear();
    expect((await view()).overlay).toMatchObject({ kind: 'closed', words: expect.stringMatching('not know') });
  });
});

describe('the view of a closed job', () => {
  it('comes from its record without asking anybody', async () => {
    await api.record(id, { status: 'done', endedAt: '2026-11-20T01:00:00.000Z' });
    api.control.hasTemporal = false;
    const asked = api.control.viewsAsked;
    expect(await view()).toMatchObject({ from: 'record', overlay: null, asOf: '2026-11-20T01:00:00.000Z' });
    expect(api.control.viewsAsked).toBe(asked);
  });
});

describe('the list', () => {
  it('is narrowed by status and words, and paged', async () => {
    const other = await api.start({ question: 'Which shifts are open?' });
    await api.record(other, { status: 'done', endedAt: '2026-11-20T01:00:00.000Z' });
    const ids = async (query: string): Promise<string[]> =>
      (await api.request('GET', `/api/v1/jobs${query}`)).json().jobs.map((row: { id: string }) => row.id);
    expect((await ids('')).sort()).toEqual([id, other].sort());
    expect(await ids('?status=done')).toEqual([other]);
    expect(await ids('?status=open')).toEqual([id]);
    expect(await ids('?query=shifts')).toEqual([other]);
    const first = (await api.request('GET', '/api/v1/jobs?limit=1')).json();
    const second = await ids(`?limit=1&cursor=${encodeURIComponent(first.next)}`);
    expect([first.jobs[0].id, ...second].sort()).toEqual([id, other].sort());
  });

  it.each(['status=nothing', 'limit=1000', 'limit=x'])('refuses %s', async (query) => {
    expect((await api.request('GET', `/api/v1/jobs?${query}`)).json()).toMatchObject({
      status: 400,
      code: 'request-invalid',
    });
  });
});
