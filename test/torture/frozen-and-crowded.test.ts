import { afterAll, expect, jest, test } from '@jest/globals';
import { seeded } from '../../eval/seeded.ts';
import { startEmbedded } from './embedded.ts';
import type { Form } from './form.ts';
import { freezeWorker } from './frozen-worker.ts';
import { decideAtOnce } from './many-deciders.ts';
import { type Provider, startProvider } from './provider.ts';
import { seedOfThisRun } from './seed.ts';

jest.setTimeout(300_000);

let provider: Provider | undefined;
let form: Form | undefined;
afterAll(async () => {
  await form?.end();
  await provider?.close();
}, 60_000);

test('D5: a worker that stands still past its heartbeat and wakes up again changes nothing', async () => {
  const random = seeded(seedOfThisRun());
  provider = await startProvider(random);
  form = await startEmbedded(provider.url);
  expect(await freezeWorker({ form, provider, seeded: random, say: () => {} })).toEqual({ counted: 1, faults: [] });
});

// After `rewind` and a reset: a case each belongs into `decideAtOnce`, with the gate of before them.
test('D7: of everything that 20 clients decide exactly one is valid, and what is refused leaves no event', async () => {
  if (form === undefined || provider === undefined) throw new Error('Nothing runs.');
  const scene = { form, provider, seeded: seeded(seedOfThisRun()), say: () => {} };
  expect((await decideAtOnce(scene, 'crowd-1', null)).faults).toEqual([]);
  expect((await decideAtOnce(scene, 'crowd-2', 20)).faults).toEqual([]);
});
