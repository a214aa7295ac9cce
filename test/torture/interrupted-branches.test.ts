import { afterAll, expect, jest, test } from '@jest/globals';
import { seeded } from '../../eval/seeded.ts';
import { startEmbedded } from './embedded.ts';
import type { Form } from './form.ts';
import { BRANCH_FAILPOINTS, interruptBranches } from './interrupted-branches.ts';
import { type Provider, startProvider } from './provider.ts';
import { seedOfThisRun } from './seed.ts';

jest.setTimeout(600_000);

let provider: Provider | undefined;
let form: Form | undefined;
afterAll(async () => {
  await form?.end();
  await provider?.close();
}, 120_000);

test('D6: API or worker die while a job goes back or is forked: the repeat gets the same answer, one branch stands, nothing is paid twice', async () => {
  const random = seeded(seedOfThisRun());
  provider = await startProvider(random);
  form = await startEmbedded(provider.url);
  const outcome = await interruptBranches({ form, provider, seeded: random, say: () => {} }, 'branch');
  expect(outcome).toEqual({ counted: 7, faults: [] });
  expect(form.hits().map(({ point }) => point)).toEqual(expect.arrayContaining([...BRANCH_FAILPOINTS]));
});
