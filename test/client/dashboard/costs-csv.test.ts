import { expect, test } from '@jest/globals';
import { noSums } from '../../../client/api/costs/sums.ts';
import { costsCsv } from '../../../client/dashboard/screens/costs/costs-csv.ts';

test('costs as a file: no price is no figure, and no name is a formula', () => {
  const rows = [
    { key: 'a', label: '=cmd()', sums: { ...noSums(), costMicroUsd: 1_500_000, calls: 2 } },
    { key: 'b', label: 'own, "mine"', sums: { ...noSums(), calls: 3, unpricedCalls: 3 } },
  ];
  const [head, first, second] = costsCsv('Model', rows).split('\r\n');
  expect(head).toMatch(/^Model,costUsd,savedUsd,failedUsd,lateUsd,calls,unpricedCalls,/);
  expect(first).toMatch(/^'=cmd\(\),1\.500000,0\.000000,0\.000000,0\.000000,2,0,/);
  expect(second).toMatch(/^"own, ""mine""",,0\.000000,0\.000000,0\.000000,3,3,/);
});
