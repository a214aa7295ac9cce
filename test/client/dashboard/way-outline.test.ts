import { expect, test } from '@jest/globals';
import { groupsOf, type Parked } from '../../../client/dashboard/screens/recover/attention-words.ts';
import { outlineOf } from '../../../client/dashboard/screens/recover/way-outline.ts';
import { failure } from '../../../contract/failures.ts';
import { viewOf } from '../../../contract/state/view-of.ts';
import { at, begun, finished, parked, stateAfter } from '../../support/job-events.ts';

const [q1, q2] = [at('research', 'q1'), at('research', 'q2')];
const done = (place: ReturnType<typeof at>) => [...begun(place), finished(place)];
const STUCK = viewOf(
  stateAfter([
    ...done(at('ingest')),
    ...done(at('plan')),
    ...begun(at('research')),
    ...done(q1),
    ...begun(q2, true),
    parked(q2),
  ]),
);

function outline(kind: string) {
  const [first] = STUCK.attention;
  if (first === undefined) throw new Error('Something is parked.');
  return outlineOf(STUCK, first, kind);
}

test('a retry keeps what is done, and runs what failed and what stands behind it', () => {
  const { kept, runs, repeats } = outline('retry');
  expect(kept).toEqual(['Read the documents', 'Plan', '1 of 2 items of Research']);
  expect(runs).toEqual(['Research: research@0.1/q2', 'Draft', 'Verify', 'Approve', 'Report']);
  expect(repeats).toBeNull();
});

test('what is skipped or supplied does not run, and after an abort nothing does', () => {
  for (const kind of ['skip', 'supplyOutput'])
    expect(outline(kind).runs).toEqual(['Draft', 'Verify', 'Approve', 'Report']);
  expect(outline('abort')).toMatchObject({ runs: [], repeats: null });
});

test('a changed question begins the item anew, with its tools', () => {
  expect(outline('editInput').repeats).toMatch(/tools/);
});

test('what failed first stands first, and what failed alike beneath it', () => {
  const [one] = STUCK.attention;
  if (one === undefined) throw new Error('Something is parked.');
  const later: Parked = { ...one, key: 'b', since: '2026-11-20T12:05:00.000Z', alike: ['c'] };
  const same: Parked = { ...later, key: 'c', since: '2026-11-20T12:06:00.000Z', alike: ['b'] };
  const root: Parked = {
    ...one,
    key: 'a',
    since: '2026-11-20T12:01:00.000Z',
    failure: failure('model-refused', 'No.'),
    alike: [],
  };
  const groups = groupsOf([same, later, root]);
  expect(groups.map(({ first, alike }) => [first.key, alike.map(({ key }) => key)])).toEqual([
    ['a', []],
    ['b', ['c']],
  ]);
});
