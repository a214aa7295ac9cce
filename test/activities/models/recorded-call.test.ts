import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ModelPort } from '../../../activities/models/port.ts';
import { tailOf } from '../../../activities/models/pulse.ts';
import { type Reading, recordedCall } from '../../../activities/models/recorded-call.ts';
import type { TaskQuestion } from '../../../activities/models/task-request.ts';
import { fence, readFences } from '../../../contract/prompt-data.ts';
import type { ModelRequest } from '../../../contract/steps.ts';
import {
  type ModelRig,
  modelRequest,
  openModelRig,
  type ScriptedModel,
  scriptedModel,
} from '../../support/model-rig.ts';

let rig: ModelRig;
let model: ScriptedModel;
beforeEach(async () => {
  rig = await openModelRig();
  model = scriptedModel();
});
afterEach(() => rig.close());

const PLAN = { title: 'T', subQuestions: [], outline: [], successCriteria: [], wouldChangeTheAnswer: [] };
const ANSWERED: Reading<string> = { kind: 'ok', value: 'read' };
const QUESTION: TaskQuestion = {
  task: 'plan',
  messages: [{ role: 'user', text: fence('comment', { text: 'x' }), images: [] }],
  last: null,
  tools: [],
  toolChoice: 'none',
  answer: 'plan',
};

const call = (request: ModelRequest, reading: Reading<string> = ANSWERED, port: ModelPort = model) =>
  recordedCall(rig.ports(port), request, QUESTION, () => reading);

async function onlyRow() {
  const [row, ...others] = await rig.ledger.listCalls('job-1');
  expect(others).toEqual([]);
  return row;
}

describe('a recorded call', () => {
  test('is kept with its answer, tokens and cost', async () => {
    model.next({ say: PLAN });
    const done = await call(modelRequest());
    expect(done).toMatchObject({
      outcome: 'ok',
      value: 'read',
      receipt: { model: 'gpt-5.4', inputTokens: 1_000, cachedTokens: 200, costMicroUsd: 4_500, reused: false },
    });
    expect(await onlyRow()).toMatchObject({ state: 'answered', outcome: 'ok', holder: 'host:1:1', promptId: 'plan' });
    expect(await rig.artifacts.getJson(done.answer.sha256)).toMatchObject({
      text: JSON.stringify(PLAN),
      toolCalls: [],
    });
  });

  test('that was answered before its activity was killed is not asked again', async () => {
    model.next({ say: PLAN });
    const first = await call(modelRequest());
    expect(await call(modelRequest())).toEqual(first);
    expect(model.requests).toHaveLength(1);
  });

  test('that failed keeps its row, which the retry takes up', async () => {
    model.next({ throw: new Error('connection lost') }, { say: PLAN });
    await expect(call(modelRequest())).rejects.toThrow('connection lost');
    expect(await onlyRow()).toMatchObject({ state: 'reserved' });
    expect(await call(modelRequest())).toMatchObject({ outcome: 'ok' });
    expect(await onlyRow()).toMatchObject({ state: 'answered' });
  });

  test('repeated in a later generation takes over the answer at no cost', async () => {
    model.next({ say: PLAN });
    await call(modelRequest());
    const again = await call(modelRequest({ generation: 1 }));
    expect(again).toMatchObject({ outcome: 'ok', receipt: { reused: true, costMicroUsd: 0 } });
    expect(model.requests).toHaveLength(1);
  });

  test('whose answer cannot be read is settled all the same, so that it is paid once', async () => {
    model.next({ say: PLAN });
    const failing = () =>
      recordedCall(rig.ports(model), modelRequest(), QUESTION, () => Promise.reject(new Error('disk')));
    await expect(failing()).rejects.toThrow('disk');
    expect(await call(modelRequest())).toMatchObject({ outcome: 'ok' });
    expect(model.requests).toHaveLength(1);
  });

  test('says in the ledger what its task found wrong, and does not serve as an answer for others', async () => {
    model.next({ say: PLAN }, { say: PLAN });
    const bad = await call(modelRequest(), { kind: 'invalid', error: 'no such id' });
    expect(bad).toMatchObject({ outcome: 'invalid', error: 'no such id' });
    expect(await onlyRow()).toMatchObject({ outcome: 'invalid' });
    expect(await call(modelRequest({ attempt: 2 }))).toMatchObject({ outcome: 'ok', receipt: { reused: false } });
  });

  test('of a model that the catalog does not list is unpriced and has no output limit', async () => {
    model.next({ say: PLAN });
    const { receipt } = await call(modelRequest({}, { model: 'house-model' }));
    expect(receipt.costMicroUsd).toBeNull();
    expect(model.requests[0]?.maxOutputTokens).toBeNull();
  });
});

describe('an answer that is lost', () => {
  const spoil = {
    missing: (sha256: string) => rig.artifacts.delete(sha256),
    altered: (sha256: string) => writeFile(rig.artifactFile(sha256), 'other bytes'),
  };

  test.each(['missing', 'altered'] as const)('%s: the call says so, and another attempt asks anew', async (how) => {
    model.next({ say: PLAN }, { say: { ...PLAN, title: 'Second' } });
    const { answer } = await call(modelRequest());
    await spoil[how](answer.sha256);
    await expect(call(modelRequest())).rejects.toMatchObject({
      failure: { class: 'lost-artifact', retryable: false, field: answer.sha256 },
    });
    expect(model.requests).toHaveLength(1);
    const anew = await call(modelRequest({ attempt: 2 }));
    expect(anew).toMatchObject({ outcome: 'ok', receipt: { reused: false } });
    expect(model.requests).toHaveLength(2);
    const again = await call(modelRequest({ generation: 1 }));
    expect(again).toMatchObject({ answer: anew.answer, receipt: { reused: true, costMicroUsd: 0 } });
    expect(model.requests).toHaveLength(2);
  });

  test('and comes out the same when it is asked anew is whole again wherever it is named', async () => {
    model.next({ say: PLAN }, { say: PLAN });
    const first = await call(modelRequest());
    await spoil.altered(first.answer.sha256);
    await call(modelRequest({ generation: 1 }));
    expect(await call(modelRequest())).toEqual(first);
    expect(model.requests).toHaveLength(2);
  });

  test('is no reason to pay again while the store as a whole cannot be read', async () => {
    model.next({ say: PLAN });
    const { answer } = await call(modelRequest());
    await spoil.missing(answer.sha256);
    await mkdir(rig.artifactFile(answer.sha256));
    await expect(call(modelRequest({ generation: 1 }))).rejects.toMatchObject({ failure: { class: 'storage' } });
    expect(model.requests).toHaveLength(1);
  });
});

describe('another attempt', () => {
  test('to repair shows the invalid answer and what is wrong with it', async () => {
    model.next({ say: 'not a plan' }, { say: PLAN });
    const first = await call(modelRequest());
    if (first.outcome !== 'invalid') throw new Error(`It came out as ${first.outcome}.`);
    const remedy = { kind: 'repair' as const, answer: first.answer, error: first.error };
    await call(modelRequest({ attempt: 2 }, { remedy }));
    const [assistant, user] = model.requests[1]?.messages.slice(-2) ?? [];
    expect(assistant).toMatchObject({ role: 'assistant', text: 'not a plan' });
    expect(readFences(user?.text ?? '')).toEqual([
      { name: 'findings', value: [{ claimText: null, message: first.error }] },
    ]);
  });

  test('to rephrase has another prompt, known by another id', async () => {
    model.next({ refuse: 'No.' }, { say: PLAN });
    expect(await call(modelRequest())).toMatchObject({ outcome: 'refused', words: 'No.' });
    await call(modelRequest({ attempt: 2 }, { remedy: { kind: 'rephrase' } }));
    const rows = await rig.ledger.listCalls('job-1');
    expect(rows.map((row) => row.promptId).sort()).toEqual(['plan', 'plan+rephrase']);
  });

  test('after a cut answer has a larger limit', async () => {
    model.next({ say: '{"ti', finishReason: 'length' }, { say: PLAN });
    expect(await call(modelRequest())).toMatchObject({ outcome: 'truncated' });
    await call(modelRequest({ attempt: 2 }, { remedy: { kind: 'enlarge' } }));
    const [first, second] = model.requests.map((request) => request.maxOutputTokens ?? 0);
    expect(second).toBeGreaterThan(first ?? 0);
  });
});

describe('while a call runs', () => {
  test('its heartbeat tells where it is and what is written', async () => {
    const writing: ModelPort = {
      async ask(request, control) {
        control.onText('{"title": "Half');
        while (rig.beats.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
        return await model.ask(request, control);
      },
    };
    model.next({ say: PLAN });
    await call(modelRequest({ step: 'research', item: 'q2' }), ANSWERED, writing);
    expect(rig.beats[0]).toEqual({ task: 'plan', place: 'research@0.1/q2', text: '', outputChars: 0 });
    expect(rig.beats[1]).toMatchObject({ text: '{"title": "Half', outputChars: 15 });
  });

  test('cancelling the activity ends the request', async () => {
    const waiting: ModelPort = {
      ask: (_request, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          rig.abort.abort(new Error('cancelled'));
        }),
    };
    const running = call(modelRequest(), ANSWERED, waiting);
    await expect(running).rejects.toThrow('cancelled');
  });

  test('at most 2 KB of text go out, cut between characters', () => {
    expect(tailOf('short')).toBe('short');
    const tail = tailOf('計'.repeat(5_000));
    expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(2_048);
    expect(tail).toMatch(/^計{600,}$/);
  });
});
