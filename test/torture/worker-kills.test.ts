import { afterAll, expect, jest, test } from '@jest/globals';
import { seeded } from '../../eval/seeded.ts';
import { startEmbedded } from './embedded.ts';
import type { Form } from './form.ts';
import { type Provider, startProvider } from './provider.ts';
import { seedOfThisRun } from './seed.ts';
import { killWorkers, planWorkerKills, WORKER_FAILPOINTS } from './worker-kills.ts';

jest.setTimeout(600_000);

let provider: Provider | undefined;
let form: Form | undefined;
afterAll(async () => {
  await form?.end();
  await provider?.close();
}, 120_000);

/** Random moments beside the failpoints: with six jobs at once, more than 40 job-kills in all. */
const MOMENTS = 2;

test('D1: the worker is killed at every failpoint and at random moments, and no job notices', async () => {
  const random = seeded(seedOfThisRun());
  const plan = planWorkerKills(random, MOMENTS);
  provider = await startProvider(random);
  form = await startEmbedded(provider.url);
  const { counted, faults } = await killWorkers({ form, provider, seeded: random, say: () => {} }, plan);
  expect(faults).toEqual([]);
  expect(counted).toBeGreaterThanOrEqual(40);
  expect(new Set(form.hits().map(({ point }) => point))).toEqual(new Set(WORKER_FAILPOINTS));
});
