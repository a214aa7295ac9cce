import { expect, test } from '@jest/globals';
import {
  type Attempt,
  attemptsOf as attemptsOfAll,
  timeIn,
} from '../../../../client/dashboard/screens/job/progress/attempts.ts';
import type { JournalEntry } from '../../../../contract/state/job-state.ts';
import type { JournalEvent } from '../../../../contract/state/journal-events.ts';

const START = Date.parse('2026-11-20T12:00:00.000Z');
const after = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

function line(second: number, place: string | null, event: JournalEvent, words = ''): JournalEntry {
  return { at: after(second), place, actor: null, words, event };
}

type Known = Parameters<typeof attemptsOfAll>[1][number];
const attemptsOf = (journal: JournalEntry[], place: Known) => attemptsOfAll(journal, [place]).get(place.key) ?? [];

function placeOf(key: string, more: Partial<Known> = {}) {
  const [step = '', item = null] = key.split(/@[\d.]+\/?/).map((part) => part || null);
  return {
    ...{ key, step: (step ?? 'draft') as 'draft', item, attempt: 1, status: 'running' as const },
    ...{ startedAt: after(0), endedAt: null, ...more },
  };
}

/** Attempts as short as they can be told: `1.1 failed work 0-2, parked 2-5`. */
function told(attempts: readonly Attempt[]): string[] {
  const second = (ms: number | null): string => (ms === null ? '' : String((ms - START) / 1_000));
  return attempts.map(({ round, attempt, end, spans }) => {
    const all = spans.map(({ kind, from, to }) => `${kind} ${second(from)}-${second(to)}`);
    return `${round}.${attempt} ${end} ${all.join(', ')}`;
  });
}

test('an attempt that failed, the time it was parked, and the one after it stand apart', () => {
  const journal = [
    line(0, 'draft@0.1', 'started'),
    line(2, 'draft@0.1', 'asked-again', 'It refused.'),
    line(4, 'draft@0.1', 'parked', 'Needs attention.'),
    line(9, 'draft@0.1', 'recovered'),
    line(12, 'draft@0.1', 'done'),
  ];
  const attempts = attemptsOf(journal, placeOf('draft@0.1', { status: 'done', endedAt: after(12) }));
  expect(told(attempts)).toEqual(['1.1 failed work 0-2', '1.2 failed work 2-4, parked 4-9', '1.3 done work 9-12']);
  expect(attempts.map(({ words }) => words)).toEqual(['It refused.', 'Needs attention.', '']);
  expect(timeIn(attempts, ['work'], 0)).toBe(7_000);
  expect(timeIn(attempts, ['parked'], 0)).toBe(5_000);
});

test('waiting for a person is apart from work, and goes on until now while it lasts', () => {
  const journal = [line(0, 'approve@0.1', 'started'), line(1, 'approve@0.1', 'gate-opened')];
  const waiting = attemptsOf(journal, placeOf('approve@0.1', { status: 'waiting' }));
  expect(told(waiting)).toEqual(['1.1 going work 0-1, wait 1-']);
  expect(timeIn(waiting, ['wait'], START + 61_000)).toBe(60_000);
  const decided = [...journal, line(31, 'approve@0.1', 'gate-decided', 'Sent back.')];
  expect(told(attemptsOf(decided, placeOf('approve@0.1')))).toEqual(['1.1 going work 0-1, wait 1-31, work 31-']);
  const again = attemptsOf([...decided, line(32, null, 'round-opened', 'A new round.')], placeOf('approve@0.1'));
  expect(told(again)).toEqual(['1.1 decided work 0-1, wait 1-31, work 31-32']);
  expect(again[0]?.words).toBe('Sent back.');
});

test('every round and generation is told, and what a new round or a rewind left open has ended', () => {
  const journal = [
    line(0, 'draft@0.1', 'started'),
    line(3, 'draft@0.1', 'done'),
    line(3, null, 'round-opened'),
    line(4, 'draft@0.2', 'started'),
    line(6, null, 'rewound', 'Went back.'),
    line(7, 'draft@1.3', 'started'),
  ];
  const place = placeOf('draft@1.3', { startedAt: after(7) });
  expect(told(attemptsOf(journal, place))).toEqual(['1.1 done work 0-3', '2.1 stopped work 4-6', '3.1 going work 7-']);
});

test('a pause holds what goes on, and the end of the job stops it', () => {
  const journal = [
    line(0, 'draft@0.1', 'started'),
    line(2, null, 'paused'),
    line(5, null, 'resumed'),
    line(6, null, 'ending', 'The job ends: cancelled.'),
  ];
  const place = placeOf('draft@0.1', { status: 'stopped', endedAt: after(6) });
  expect(told(attemptsOf(journal, place))).toEqual(['1.1 stopped work 0-2, held 2-5, work 5-6']);
});

test('items have attempts of their own, also where a tool call of theirs waits for a person', () => {
  const journal = [
    line(0, 'research@0.1', 'started'),
    line(1, 'research@0.1/q1', 'started'),
    line(2, 'research@0.1/q2', 'started'),
    line(3, 'research@0.1/q1', 'gate-opened'),
    line(5, 'research@0.1/q1#call-1', 'gate-decided'),
    line(8, 'research@0.1/q1', 'done'),
  ];
  const q1 = placeOf('research@0.1/q1', { status: 'done', startedAt: after(1), endedAt: after(8) });
  expect(told(attemptsOf(journal, q1))).toEqual(['1.1 done work 1-3, wait 3-5, work 5-8']);
  expect(told(attemptsOf(journal, placeOf('research@0.1')))).toEqual(['1.1 going work 0-']);
});

test('what the journal does not reach back to is told by when it began', () => {
  const place = placeOf('plan@0.1', { status: 'done', attempt: 2, endedAt: after(4) });
  expect(told(attemptsOf([], place))).toEqual(['1.2 done work 0-4']);
  expect(attemptsOf([], placeOf('plan@0.1', { status: 'pending', startedAt: null }))).toEqual([]);
});

test('lines of an older version are told by their words', () => {
  const old = (second: number, words: string): JournalEntry => ({
    at: after(second),
    place: 'approve@0.1',
    actor: null,
    words,
  });
  const journal = [old(0, 'Step approve started.'), old(1, 'Waits for a decision about "Draft" (hash 0123456789ab).')];
  expect(told(attemptsOf(journal, placeOf('approve@0.1')))).toEqual(['1.1 going work 0-1, wait 1-']);
});
