import { expect, test } from '@jest/globals';
import {
  middleOfAttempts,
  placeIn,
  queueOf,
  seenOf,
  wholeOf,
} from '../../../../client/dashboard/screens/job/progress/time-window.ts';
import type { PlaceView } from '../../../../contract/view.ts';

test('the whole reaches from the beginning to the end, and of an open job to now', () => {
  const view = { createdAt: '1970-01-01T00:00:01.000Z', startedAt: '1970-01-01T00:00:02.000Z' };
  expect(wholeOf({ ...view, endedAt: null }, [], 9_000)).toEqual({ from: 2_000, to: 9_000 });
  const ended = { ...view, endedAt: '1970-01-01T00:00:05.000Z' };
  expect(wholeOf(ended, [{ kind: 'work', from: 1_500, to: 4_000 }], 9_000)).toEqual({ from: 1_500, to: 5_000 });
  // A job that has just begun has a width too.
  expect(wholeOf({ ...view, endedAt: null }, [], 2_000)).toEqual({ from: 2_000, to: 2_001 });
});

test('each zoom halves what is seen, and never shows what is not there', () => {
  const whole = { from: 0, to: 800 };
  expect(seenOf(whole, 0, 100)).toEqual(whole);
  expect(seenOf(whole, 2, 400)).toEqual({ from: 300, to: 500 });
  expect(seenOf(whole, 2, 0)).toEqual({ from: 0, to: 200 });
  expect(seenOf(whole, 2, 10_000)).toEqual({ from: 600, to: 800 });
  expect(seenOf(whole, 99, 400).to).toBeGreaterThan(seenOf(whole, 99, 400).from);
});

test('a bar is cut to what is seen, and left out where nothing of it is', () => {
  const seen = { from: 100, to: 200 };
  expect(placeIn(seen, { from: 125, to: 150 })).toEqual({ left: 0.25, width: 0.25 });
  expect(placeIn(seen, { from: 0, to: null })).toEqual({ left: 0, width: 1 });
  expect(placeIn(seen, { from: 0, to: 50 })).toBeNull();
  expect(placeIn(seen, { from: 250, to: null })).toBeNull();
  expect(placeIn(seen, { from: 250, to: 300 })).toBeNull();
});

test('zooming goes to the middle of what the chosen step did', () => {
  const spans = [
    { kind: 'work' as const, from: 100, to: 200 },
    { kind: 'wait' as const, from: 200, to: null },
  ];
  expect(middleOfAttempts([{ generation: 0, round: 1, attempt: 1, spans, end: 'going', words: '' }], 500)).toBe(300);
  expect(middleOfAttempts([], 500)).toBeNull();
});

type Status = PlaceView['status'];
const place = (key: string, status: Status) => ({ key, status });
const step = (key: string, status: Status, items: ReturnType<typeof place>[] = []) => ({ key, status, items });

test('what has not begun stands in the order in which it will; what has ended has nothing to come', () => {
  const steps = [
    step('plan', 'done'),
    step('research', 'running', [place('q1', 'running'), place('q2', 'pending')]),
    step('draft', 'pending'),
    step('report', 'pending'),
  ];
  const { turns, turnOf } = queueOf({ steps, endedAt: null });
  const of = (key: string) => turnOf({ key });
  expect(turns).toBe(3);
  expect(['plan', 'research', 'q1', 'q2', 'draft', 'report'].map(of)).toEqual([null, null, null, 0, 1, 2]);
  expect(queueOf({ steps, endedAt: '2026-11-20T12:00:00.000Z' }).turns).toBe(0);
});
