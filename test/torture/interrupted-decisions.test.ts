import { afterAll, expect, jest, test } from '@jest/globals';
import { seeded } from '../../eval/seeded.ts';
import { startEmbedded } from './embedded.ts';
import type { Form } from './form.ts';
import { API_FAILPOINTS, interruptDecisions } from './interrupted-decisions.ts';
import { type Provider, startProvider } from './provider.ts';
import { seedOfThisRun } from './seed.ts';

jest.setTimeout(600_000);

let provider: Provider | undefined;
let form: Form | undefined;
afterAll(async () => {
  await form?.end();
  await provider?.close();
}, 120_000);

/** Each under four jobs at once: with those without a worker and those of a command, more than 20 decisions in all. */
const BREAKS = 4;

test('D3: API, worker or command die between a decision and its answer: it counts once, and its repeat gets the same answer', async () => {
  const random = seeded(seedOfThisRun());
  provider = await startProvider(random);
  form = await startEmbedded(provider.url);
  const { counted, faults } = await interruptDecisions({ form, provider, seeded: random, say: () => {} }, BREAKS);
  expect(faults).toEqual([]);
  expect(counted).toBeGreaterThanOrEqual(20);
  expect(form.hits().map(({ point }) => point)).toEqual(expect.arrayContaining([...API_FAILPOINTS]));
});
