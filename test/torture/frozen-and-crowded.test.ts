import { afterAll, expect, jest, test } from '@jest/globals';
import { seeded } from '../../eval/seeded.ts';
import { startEmbedded } from './embedded.ts';
import type { Form } from './form.ts';
import { freezeWorker } from './frozen-worker.ts';
import { type Provider, startProvider } from './provider.ts';
import { seedOfThisRun } from './seed.ts';
import { crowdGates } from './stale-decisions.ts';

jest.setTimeout(600_000);

let provider: Provider | undefined;
let form: Form | undefined;
afterAll(async () => {
  await form?.end();
  await provider?.close();
}, 120_000);

test('D5: a worker that stands still past its heartbeat and wakes up again changes nothing', async () => {
  const random = seeded(seedOfThisRun());
  provider = await startProvider(random);
  form = await startEmbedded(provider.url);
  expect(await freezeWorker({ form, provider, seeded: random, say: () => {} })).toEqual({ counted: 1, faults: [] });
});

test('D7: of everything that 20 clients decide exactly one is valid, and what is refused leaves no event', async () => {
  if (form === undefined || provider === undefined) throw new Error('Nothing runs.');
  const scene = { form, provider, seeded: seeded(seedOfThisRun()), say: () => {} };
  expect(await crowdGates(scene, 'crowd')).toEqual({ counted: 5, faults: [] });
});
