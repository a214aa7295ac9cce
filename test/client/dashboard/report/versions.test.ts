import { expect, test } from '@jest/globals';
import { versionsOf } from '../../../../client/dashboard/screens/job/report/versions.ts';
import type { Decision } from '../../../../contract/state/job-state.ts';
import { approval, artifactRef } from '../../../support/job-records.ts';

function decided(digit: string, round: number, more: Partial<Decision> = {}): Decision {
  const { sha256 } = artifactRef(digit);
  return { ...approval(`m${digit}`), gate: `approve@0.${round}`, step: 'approve', artifact: sha256, round, ...more };
}
const told = (known: Parameters<typeof versionsOf>[0]) =>
  versionsOf(known).map(({ sha256, words }) => [sha256[0], words]);

test('the versions of a report are those that were decided about and the one that stands, the newest first', () => {
  expect(versionsOf({ decisions: [], round: 1, artifacts: {} })).toEqual([]);
  const sentBack = decided('a', 1, { decision: 'revise' });
  const plan = decided('9', 1, { gate: 'plan@0.1', step: 'plan' });
  expect(told({ decisions: [plan, sentBack], round: 2, artifacts: { draft: artifactRef('b') } })).toEqual([
    ['b', 'Round 2, not decided about'],
    ['a', 'Round 1, sent back by the local administrator'],
  ]);
  const edited = decided('b', 2, { decision: 'edit', edited: artifactRef('c') });
  expect(told({ decisions: [sentBack, edited], round: 2, artifacts: { draft: artifactRef('c') } })).toEqual([
    ['c', 'Round 2, as the local administrator edited it'],
    ['b', 'Round 2, before the local administrator edited it'],
    ['a', 'Round 1, sent back by the local administrator'],
  ]);
});

test('while the next version is written, those that were decided about can be read', () => {
  const sentBack = decided('a', 1, { decision: 'revise' });
  expect(told({ decisions: [sentBack], round: 2, artifacts: {} })).toEqual([
    ['a', 'Round 1, sent back by the local administrator'],
  ]);
});

test('a version that is decided about again, or stands again, is one version at its latest place', () => {
  const first = decided('a', 1, { decision: 'revise' });
  const again = decided('a', 2);
  expect(
    told({ decisions: [first, decided('b', 1), again], round: 2, artifacts: { draft: artifactRef('a') } }),
  ).toEqual([
    ['a', 'Round 2, approved by the local administrator'],
    ['b', 'Round 1, approved by the local administrator'],
  ]);
});
