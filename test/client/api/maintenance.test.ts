import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { artifactCheckAnswerSchema, garbageAnswerSchema } from '../../../contract/maintenance.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
let id: string;
beforeEach(async () => {
  api = await openHarness();
  id = await api.start();
});
afterEach(() => api.close());

const ENDED = '2026-11-20T12:00:00.000Z';
const put = (value: unknown, title = 'x') => api.store.artifacts.putJson(value, title);
const fileOf = ({ sha256 }: { sha256: string }): string =>
  join(api.folder, 'artifacts', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
const age = (...refs: { sha256: string }[]): void => {
  const then = Date.now() / 1_000 - 3_700;
  for (const ref of refs) utimesSync(fileOf(ref), then, then);
};
const ageAll = (): void => {
  const files = readdirSync(join(api.folder, 'artifacts'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((one) => one.isFile())) age({ sha256: file.name });
};
const there = async (ref: { sha256: string }): Promise<boolean> =>
  (await api.store.artifacts.stat(ref.sha256)) !== null;

async function ask(path: string, body?: object): Promise<{ problem?: { code: string }; result?: unknown }> {
  const response = await api.request('POST', `/api/v1/maintenance/${path}`, body);
  expect(response.statusCode).toBe(200);
  return JSON.parse(response.body.trim().split('\n').at(-1) ?? '');
}
const gc = async (remove: boolean) => garbageAnswerSchema.parse((await ask('gc', { remove })).result);
const check = async () => artifactCheckAnswerSchema.parse((await ask('check')).result);

describe('collecting garbage', () => {
  it('tells what nothing names and changes nothing, then removes exactly that', async () => {
    const [old, young] = [await put('old'), await put('young')];
    const inner = await put('inner');
    const plan = await put({ inner });
    await api.record(id, { artifacts: { plan } });
    ageAll();
    await api.store.artifacts.touch(young.sha256);
    const first = await gc(false);
    expect(first).toMatchObject({
      ...{ removed: false, garbage: { artifacts: 1, bytes: old.bytes }, young: { artifacts: 1 }, damaged: 0 },
      largest: [{ sha256: old.sha256, bytes: old.bytes }],
    });
    expect(await there(old)).toBe(true);
    expect(await gc(true)).toMatchObject({ removed: true, garbage: { artifacts: 1 } });
    expect(await Promise.all([old, young, inner, plan].map(there))).toEqual([false, true, true, true]);
    expect(await gc(true)).toMatchObject({ garbage: { artifacts: 0 }, kept: first.kept });
  });

  it('takes an upload that was read and never used, with what was read from it; that of a job stays', async () => {
    const extractionOf = async (sha256: string): Promise<ArtifactRef> => {
      const result = await put({ of: sha256 }, 'Extraction');
      const tenant = { organisation: 'local', owner: 'ann' };
      await api.store.ledger.saveExtraction({ ...tenant, sha256, extractor: 'x', result, createdAt: ENDED });
      return result;
    };
    const unused = (await api.upload('unused.md', 'Nobody used it.')).artifact;
    const used = (await api.upload('a.md', 'The roof holds 12 panels.')).artifact;
    const results = [await extractionOf(unused.sha256), await extractionOf(used.sha256)] as const;
    ageAll();
    expect(await gc(true)).toMatchObject({ removed: true, garbage: { artifacts: 2 } });
    expect(await Promise.all([unused, results[0], used, results[1]].map(there))).toEqual([false, false, true, true]);
    expect(await api.store.ledger.findExtraction(unused.sha256, 'x')).toBeNull();
    expect(await api.store.ledger.findExtraction(used.sha256, 'x')).not.toBeNull();
  });

  it('keeps what only the history of an open job names', async () => {
    const inner = await put('inner');
    const result = await put({ inner });
    api.control.said = [JSON.stringify({ output: result })];
    age(inner, result);
    await gc(true);
    expect(await Promise.all([inner, result].map(there))).toEqual([true, true]);
  });

  it('removes nothing where Temporal cannot say what open jobs name', async () => {
    const old = await put('old');
    age(old);
    api.control.hasTemporal = false;
    expect((await ask('gc', { remove: true })).problem).toMatchObject({ code: 'temporal-unreachable' });
    expect(await there(old)).toBe(true);
  });

  it('removes nothing where something named is lost, since what that named is not known', async () => {
    const inner = await put('inner');
    const plan = await put({ inner });
    await api.record(id, { artifacts: { plan } });
    ageAll();
    rmSync(fileOf(plan));
    expect(await gc(false)).toMatchObject({ damaged: 1, garbage: { artifacts: 1 } });
    expect((await ask('gc', { remove: true })).problem).toMatchObject({ code: 'artifact-corrupt' });
    expect(await there(inner)).toBe(true);
  });

  it.each<[string, (old: ArtifactRef) => Promise<unknown>]>([
    ['is uploaded again', () => put('old')],
    ['a start is about to name', (old) => api.start({ attachments: [{ artifact: old, name: 'old.md' }] })],
    ['a record came to name', (old) => api.record(id, { artifacts: { plan: old } })],
  ])('keeps what %s while it looks', async (_how, meanwhile) => {
    const old = await put('old');
    age(old);
    const list = api.store.artifacts.list;
    api.store.artifacts.list = async function* () {
      yield* list();
      await meanwhile(old);
    };
    expect(await gc(true)).toMatchObject({ garbage: { artifacts: 0 } });
    expect(await there(old)).toBe(true);
  });
});

describe('verifying artifacts', () => {
  it('finds nothing where all is well', async () => {
    const answer = await check();
    expect(answer.damaged).toEqual([]);
    expect(answer.verified.artifacts).toBeGreaterThan(2);
  });

  it('tells what is missing or altered, who needs it, and from which step on', async () => {
    const message = await put({ text: 'the message' });
    const request = await put({ messages: [message.sha256] });
    const whose = { organisation: 'local', owner: 'local', requestHash: 'a'.repeat(64), holder: 'h' };
    const place = { generation: 0, round: 1, item: '', turn: 0, attempt: 1, sample: 0 };
    for (const step of ['draft', 'verify'] as const) {
      const identity = { jobId: id, step, ...place };
      const call = { task: 'plan', modelAsked: 'm', promptId: 'p', promptHash: 'b'.repeat(64) };
      await api.store.ledger.reserveCall({ identity, request, ...whose, ...call });
    }
    const other = await api.start({ attachments: [await api.upload('b.md', 'Another document.')] });
    const shared = await api.upload('a.md', 'The roof holds 12 panels.');
    rmSync(fileOf(message));
    writeFileSync(fileOf(shared.artifact), 'The roof holds 13 panels.');
    const { damaged } = await check();
    expect(damaged).toHaveLength(2);
    expect(damaged).toEqual(
      expect.arrayContaining([
        { sha256: message.sha256, what: 'missing', jobs: [{ id, steps: ['draft', 'verify'] }] },
        { sha256: shared.artifact.sha256, what: 'altered', jobs: [{ id, steps: [] }] },
      ]),
    );
    expect(other).not.toBe(id);
    await api.upload('a.md', 'The roof holds 12 panels.');
    await put({ text: 'the message' });
    expect((await check()).damaged).toEqual([]);
  });
});

describe('deleting a job', () => {
  it('removes what only it names, also through artifacts, and leaves what others name so', async () => {
    api.parts.clock = () => Date.now() + 61_000;
    const other = await api.start({ attachments: [await api.upload('b.md', 'Another document.')] });
    const [own, both] = [await put('own'), await put('both')];
    const ownPlan = await put({ transcript: (await put({ messages: [own.sha256, both.sha256] })).sha256 });
    await api.record(id, { status: 'done', endedAt: ENDED, artifacts: { plan: ownPlan } });
    await api.record(other, { artifacts: { plan: await put({ messages: [both.sha256] }) } });
    expect((await api.request('DELETE', `/api/v1/jobs/${id}`)).statusCode).toBe(204);
    expect(await Promise.all([own, ownPlan, both].map(there))).toEqual([false, false, true]);
    expect((await check()).damaged).toEqual([]);
  });
});
