import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDossierClient, type DossierClient } from '../../../client/library/dossier-client.ts';
import { callKey } from '../../../contract/calls.ts';
import type { JobView } from '../../../contract/view.ts';
import { callAnswer, callIdentity, callReservation } from '../../support/call-fixtures.ts';
import { approval, artifactRef } from '../../support/job-records.ts';
import { type Harness, openHarness, TOKEN } from './api-harness.ts';

let api: Harness;
let client: DossierClient;
beforeEach(async () => {
  api = await openHarness();
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const address = api.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  client = createDossierClient({ url: `http://127.0.0.1:${address.port}`, token: TOKEN });
});
afterEach(() => api.close());

function place(step: JobView['steps'][number]['step'], status: 'done' | 'running' | 'pending', more: object = {}) {
  const known = { key: `${step}@0.1`, step, item: null, round: 1, generation: 0, title: step, status, attempt: 1 };
  const rest = {
    turn: null,
    facts: {},
    output: null,
    degraded: null,
    edited: false,
    skipped: false,
    costMicroUsd: 0,
    unpricedCalls: 0,
  };
  return { ...known, ...rest, startedAt: null, endedAt: null, items: [], ...more };
}

describe('the list of jobs', () => {
  it('tells title, step in words, models, tokens, limit and what a job waits for', async () => {
    const id = await api.start({ tags: ['roof'] });
    expect((await client.list()).jobs[0]).toMatchObject({ id, step: null, startedAt: null, tags: ['roof'] });
    const { items: _, ...item } = place('research', 'done');
    const items = [item, item, { ...item, status: 'running' as const }];
    await api.record(id, {
      steps: [place('plan', 'done'), place('research', 'running', { items, round: 2, attempt: 3 })],
      artifacts: { plan: { ...artifactRef('1'), title: 'Panels on the roof' } },
      models: ['gpt-5.4'],
      limitMicroUsd: 9,
      gates: [{ ...gate('approve@0.1'), step: 'approve' }],
      status: 'waiting',
    });
    const { jobs, counts } = await client.list({ status: 'waiting,closed', hasFindings: 'false', query: 'panels' });
    expect(counts).toEqual({ waiting: 1 });
    expect(jobs).toMatchObject([
      {
        title: 'Panels on the roof',
        question: 'How many panels fit on the roof?',
        step: 'Research 2/3, round 2, attempt 3',
        ...{ models: ['gpt-5.4'], limitMicroUsd: 9, inputTokens: 0, generation: 0 },
        waitsFor: { gates: ['approve'], attention: 0 },
      },
    ]);
    const createdFrom = new Date(Date.now() + 3_600_000).toISOString().replace('Z', '+00:00');
    expect(await client.list({ createdFrom })).toEqual({ jobs: [], next: null, counts: {} });
  });

  it.each([
    'status=bad',
    'status=done,',
    'sort=age',
    'order=up',
    'hasFindings=yes',
    'createdFrom=yesterday',
    'minCostMicroUsd=-1',
    'kind=novel',
    'cursor=bm90',
  ])('refuses ?%s by name', async (query) => {
    const response = await api.request('GET', `/api/v1/jobs?${query}`);
    expect([response.statusCode, response.json().field]).toEqual([400, query.split('=')[0]]);
  });
});

describe('the calls of a job', () => {
  it('come as pages of summaries, and each with what was sent and answered; what is lost says so', async () => {
    const id = await api.start();
    const { artifacts, ledger } = api.store;
    const system = await artifacts.putJson({ role: 'system', text: 'You plan.' }, 'message');
    const lost = 'e'.repeat(64);
    const request = await artifacts.putJson(
      {
        ...{ model: 'gpt-5.4', messages: [system.sha256, lost], toolChoice: 'auto' },
        tools: [{ name: 'search', description: 'Searches.', parameters: { type: 'object' } }],
        ...{ answer: { name: 'plan', schema: {} }, maxOutputTokens: 100, reasoningEffort: null },
      },
      'request',
    );
    const stored = { text: '{}', toolCalls: [], refusal: null, finishReason: 'stop' };
    const answer = await artifacts.putJson(stored, 'answer');
    const [first, second] = [callIdentity(id), callIdentity(id, { turn: 1 })];
    await ledger.reserveCall({ ...callReservation(first, 'h'), request });
    await ledger.settleCall(first, { ...callAnswer('1'), answer, finish: 'stop' });
    await ledger.reserveCall(callReservation(second, 'h'));
    const page = await client.calls(id, { limit: 1, step: 'plan', item: '' });
    expect(page).toMatchObject({ total: 2, calls: [{ key: callKey(first), finish: 'stop', promptId: 'plan' }] });
    const rest = await client.calls(id, { cursor: page.next ?? undefined });
    expect(rest).toMatchObject({ next: null, calls: [{ state: 'reserved', finish: null, reasoningTokens: 0 }] });
    expect(await client.call(id, callKey(first))).toMatchObject({
      call: page.calls[0],
      request: {
        model: 'gpt-5.4',
        messages: [
          { sha256: system.sha256, role: 'system', text: 'You plan.' },
          { sha256: lost, missing: expect.stringMatching(/e{12}/) },
        ],
        tools: [{ name: 'search' }],
        schema: { name: 'plan' },
        parameters: { maxOutputTokens: 100, reasoningEffort: null },
      },
      answer: stored,
    });
    expect(await client.call(id, callKey(second))).toMatchObject({
      request: { missing: expect.any(String) },
      answer: null,
    });
    await artifacts.delete(answer.sha256);
    expect((await client.call(id, callKey(first))).answer).toMatchObject({ sha256: answer.sha256 });
    await expect(client.call(id, 'no-such')).rejects.toMatchObject({ code: 'not-found' });
    for (const asked of [client.calls('no-such'), client.call('no-such', callKey(first))])
      await expect(asked).rejects.toMatchObject({ code: 'job-not-found' });
  });
});

function gate(id: string): JobView['gates'][number] {
  const openedAt = '2026-11-20T10:00:00.000Z';
  return { id, step: 'plan', item: null, round: 1, artifact: artifactRef('d'), beside: null, openedAt, questions: [] };
}

describe('approvals', () => {
  it('tell what waits and what was decided over all jobs', async () => {
    const id = await api.start();
    await api.record(id, { gates: [gate('plan@0.1')], decisions: [approval('m1')] });
    const waiting = await client.approvals();
    expect(waiting).toMatchObject({ decided: [], openGates: 1, next: null });
    expect(waiting.waiting).toMatchObject([
      { job: { id, kind: 'report', risk: 'medium' }, gate: { id: 'plan@0.1' }, others: { gates: 0, attention: 0 } },
    ]);
    const decided = await client.approvals({ view: 'decided' });
    expect(decided).toMatchObject({
      waiting: [],
      openGates: 1,
      decided: [{ job: { id }, decision: { messageId: 'm1' } }],
    });
  });
});

describe('costs', () => {
  it('are summed by day, model, step, kind, owner and job, the unpriced told apart', async () => {
    const [dear, unknown] = [await api.start(), await api.start({ question: 'What does it cost to run?' })];
    const { ledger } = api.store;
    const settle = async (id: string, turn: number, cost: number | null, modelServed: string) => {
      const identity = callIdentity(id, { turn });
      await ledger.reserveCall(callReservation(identity, 'h', `${turn}`.padStart(64, '0')));
      await ledger.settleCall(identity, { ...callAnswer('a', cost), modelServed });
    };
    await settle(dear, 0, 2_000, 'small');
    await settle(dear, 1, 40_000, 'large');
    await settle(unknown, 0, null, 'own');
    const costs = await client.costs();
    expect(costs.totals).toMatchObject({ costMicroUsd: 42_000, calls: 3, unpricedCalls: 1, inputTokens: 30 });
    expect(costs.days).toMatchObject([{ day: new Date().toISOString().slice(0, 10), costMicroUsd: 42_000 }]);
    expect(costs.models.map(({ model, costMicroUsd }) => [model, costMicroUsd])).toEqual([
      ['large', 40_000],
      ['small', 2_000],
      ['own', 0],
    ]);
    expect(costs.steps).toMatchObject([{ step: 'plan', task: 'plan', calls: 3 }]);
    expect([costs.kinds[0]?.kind, costs.owners[0]?.owner]).toEqual(['report', 'local']);
    expect(costs.jobs).toMatchObject({ count: 2, unpriced: 1, medianMicroUsd: 42_000, mostMicroUsd: 42_000 });
    expect(costs.jobs.histogram.filter(({ jobs }) => jobs > 0)).toEqual([
      { overMicroUsd: 10_000, upToMicroUsd: 50_000, jobs: 1 },
    ]);
    expect(costs.jobs.top.map(({ title }) => title)).toEqual([
      'How many panels fit on the roof?',
      'What does it cost to run?',
    ]);
    const before = await client.costs({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' });
    expect(before).toMatchObject({ totals: { calls: 0 }, days: [], jobs: { count: 0, medianMicroUsd: null, top: [] } });
  });

  it.each([
    [{ from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }, 'to'],
    [{ from: '2020-01-02T00:00:00Z' }, 'from'],
    [{ from: 'monday' }, 'from'],
  ])('of %j are refused by name', async (span, field) => {
    await expect(client.costs(span)).rejects.toMatchObject({ code: 'request-invalid', failure: { field } });
  });
});
