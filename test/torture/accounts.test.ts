import { describe, expect, test } from '@jest/globals';
import { FAILPOINTS } from '../../contract/failpoints.ts';
import { seeded } from '../../eval/seeded.ts';
import { accountFaults } from './calls-account.ts';
import { BRANCH_FAILPOINTS } from './interrupted-branches.ts';
import { API_FAILPOINTS } from './interrupted-decisions.ts';
import { firstDifference, normalText } from './normal-exports.ts';
import { planWorkerKills, WORKER_FAILPOINTS } from './worker-kills.ts';

const row = { key: 'call', digest: 'd', answeredAt: 200, reused: false };
const asked = (...at: number[]) => at.map((one) => ({ jobId: 'j', digest: 'd', at: one, left: true }));

describe('the account of calls', () => {
  test.each([
    ['asked once and answered', [row], asked(100), [], []],
    ['asked once more after a death in flight', [row], asked(100, 180), [150], []],
    [
      'read from one that had died by then',
      [row],
      [{ ...row, jobId: 'j', at: 100, left: false }, ...asked(180)],
      [92],
      [],
    ],
    ['taken over from another call', [{ ...row, reused: true }], [], [], []],
    ['asked after its answer', [row], asked(100, 300), [250], [/asked again 100 ms after it was answered/]],
    ['asked twice without a death', [row], asked(100, 180), [90], [/nothing had died/]],
    ['asked twice after one death', [row], asked(100, 180, 190), [150], [/nothing had died/]],
    ['never answered', [{ ...row, answeredAt: null }], asked(100), [], [/never answered/]],
    ['answered by nobody', [row], [], [], [/nobody was asked/]],
    ['asked by two forks, once each', [row, { ...row, key: 'fork' }], asked(100, 180), [], []],
    ['asked by two forks, once too often', [row, { ...row, key: 'fork' }], asked(1, 2, 3), [], [/3 times for 2 rows/]],
    ['asked for no row', [], asked(100), [], [/stands in no row/]],
  ])('%s', (_, rows, requests, deaths, faults) => {
    expect(accountFaults(rows, requests, deaths)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });
});

describe('exports without ids and times', () => {
  test('times and ids go, dates and numbers of the documents stay', () => {
    const text = 'Job t-001, 2026-11-21 15:08 to 15:09 UTC: from 2026-11-21 on, 15:08 hours, 1 of 2';
    expect(normalText(text, 't-001')).toBe('Job JOB, TIME: from 2026-11-21 on, 15:08 hours, 1 of 2');
    expect(normalText('2026-11-21 23:59 to 2026-11-22 00:01 UTC', 't-001')).toBe('TIME');
  });

  test('a single differing character is found', () => {
    expect(firstDifference('abc', 'abc')).toBeNull();
    expect(firstDifference('abc', 'abd')).toBe('at 2: "abc" and "abd"');
    expect(firstDifference('abc', 'ab')).toBe('at 2: "abc" and "ab"');
  });
});

test('a seed replays its plan, and every plan holds every failpoint', () => {
  expect(planWorkerKills(seeded(5), 3)).toEqual(planWorkerKills(seeded(5), 3));
  expect(planWorkerKills(seeded(5), 3)).not.toEqual(planWorkerKills(seeded(6), 3));
  const points = planWorkerKills(seeded(5), 3).flatMap((one) => (one.at === 'failpoint' ? [one.point] : []));
  expect(new Set(points)).toEqual(new Set(WORKER_FAILPOINTS));
});

test('every failpoint there is belongs to a test that fails where it is never hit', () => {
  expect(new Set<string>([...WORKER_FAILPOINTS, ...API_FAILPOINTS, ...BRANCH_FAILPOINTS])).toEqual(new Set(FAILPOINTS));
});
