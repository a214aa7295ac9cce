import { expect, test } from '@jest/globals';
import { noSums } from '../../../client/api/costs/sums.ts';
import { costsCsv } from '../../../client/dashboard/screens/costs/costs-csv.ts';
import { filledBuckets, rangeInWords, spreadCsv } from '../../../client/dashboard/screens/costs/job-spread-words.ts';

test('costs as a file: no price is no figure, and no name is a formula', () => {
  const rows = [
    { key: 'a', label: '=cmd()', sums: { ...noSums(), costMicroUsd: 1_500_000, calls: 2 } },
    {
      ...{ key: 'c', label: 'failed' },
      sums: { ...noSums(), calls: 1, unpricedCalls: 1, failedCalls: 1, failedUnpricedCalls: 1, savedUnknownCalls: 2 },
    },
    { key: 'b', label: 'own, "mine"', sums: { ...noSums(), calls: 3, unpricedCalls: 3 } },
  ];
  const [head, first, failed, second] = costsCsv('Model', rows).split('\r\n');
  expect(head).toMatch(/^Model,costUsd,savedUsd,failedUsd,lateUsd,calls,unpricedCalls,/);
  expect(first).toMatch(/^'=cmd\(\),1\.500000,0\.000000,0\.000000,0\.000000,2,0,/);
  expect(failed).toMatch(/^failed,,,,0\.000000,1,1,/);
  expect(second).toMatch(/^"own, ""mine""",,0\.000000,0\.000000,0\.000000,3,3,/);
});

test('the spread of jobs is told from the first range with a job to the last one; unpriced jobs stand apart', () => {
  const histogram = [
    { overMicroUsd: null, upToMicroUsd: 0, jobs: 0 },
    { overMicroUsd: 0, upToMicroUsd: 10_000, jobs: 2 },
    { overMicroUsd: 10_000, upToMicroUsd: 50_000, jobs: 0 },
    { overMicroUsd: 50_000, upToMicroUsd: null, jobs: 1 },
  ];
  expect(filledBuckets({ histogram }).map(rangeInWords)).toEqual([
    '$0.00 to $0.01',
    '$0.01 to $0.05',
    'More than $0.05',
  ]);
  expect(filledBuckets({ histogram: histogram.slice(0, 1) })).toEqual([]);
  expect(spreadCsv({ histogram, unpriced: 4 }).split('\r\n')).toEqual([
    ...['price,overUsd,upToUsd,jobs', 'priced,,0.000000,0', 'priced,0.000000,0.010000,2'],
    ...['priced,0.010000,0.050000,0', 'priced,0.050000,,1', 'unpriced,,,4', ''],
  ]);
});
