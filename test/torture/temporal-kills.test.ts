import { afterAll, expect, jest, test } from '@jest/globals';
import { seeded } from '../../eval/seeded.ts';
import { startEmbedded } from './embedded.ts';
import type { Form } from './form.ts';
import { type Provider, startProvider } from './provider.ts';
import { seedOfThisRun } from './seed.ts';
import { killTemporal } from './temporal-kills.ts';

jest.setTimeout(600_000);

let provider: Provider | undefined;
let form: Form | undefined;
afterAll(async () => {
  await form?.end();
  await provider?.close();
}, 120_000);

test('D2: the Temporal server is killed in the midst of starts, decisions and recoveries, and none that was acknowledged is lost', async () => {
  const random = seeded(seedOfThisRun());
  provider = await startProvider(random);
  form = await startEmbedded(provider.url);
  const outcome = await killTemporal({ form, provider, seeded: random, say: () => {} }, 5);
  expect(outcome).toEqual({ counted: 5, faults: [] });
});
