import { expect, test } from '@jest/globals';
import { watchEpoch } from '../../workers/instance-fence.ts';

test('a process ends once a newer start has taken over, also after looks that failed', async () => {
  let [newest, looks] = [3, 0];
  const ledger = {
    epoch: 3,
    currentEpoch: async () => {
      looks += 1;
      if (looks === 2) throw new Error('locked');
      if (looks > 3) newest = 4;
      return newest;
    },
  };
  expect(await new Promise((resolve) => watchEpoch(ledger, resolve, 1))).toBe(4);
});
