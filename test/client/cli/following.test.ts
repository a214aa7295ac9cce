import { expect, test } from '@jest/globals';
import { editDistance, nearest } from '../../../client/cli/nearest.ts';
import { changesBetween } from '../../../client/cli/watching/changes.ts';
import { gateLines, placeWords, totalsLine } from '../../../client/cli/watching/job-text.ts';
import { liveText } from '../../../client/cli/watching/live-text.ts';
import { answer, place, view } from './stub-view.ts';

test('only what differs is told', () => {
  const before = answer();
  const [plan, research] = view().steps;
  if (plan === undefined || research === undefined) throw new Error('the stub has two steps');
  const item = place('research', { item: 'q1', status: 'done', turn: 3, facts: { found: 5 } });
  const after = answer({ steps: [plan, { ...research, items: [item] }] });
  expect(changesBetween(before, after)).toEqual(['research/q1: done, turn 3, 5 found']);
  expect(changesBetween(after, after)).toEqual([]);
});

test('a screen shows state, steps, items, live text without control characters, tokens and cost, within its width', () => {
  const shown = {
    ...answer(),
    live: [{ place: 'research@0.1/q1', task: 'research', text: 'a\u001b[2Jb\nc', outputChars: 9 }],
  };
  const lines = liveText(shown, 60).split('\n');
  expect(lines[0]).toContain('job-1 · running');
  expect(lines.some((line) => line.includes('✓ plan'))).toBe(true);
  expect(lines.some((line) => line.includes('▸ q1 What does it cost?'))).toBe(true);
  expect(lines.join('\n')).not.toContain('\u001b');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

test('a call that is tried again says so once, with the reason', () => {
  const retry = { attempt: 3, words: 'The provider gave no answer at all.' };
  const trying = { ...answer(), live: [{ place: 'plan@0.1', task: 'plan', text: '', outputChars: 0, retry }] };
  const words = 'plan@0.1: try 3, since the last one failed: The provider gave no answer at all.';
  expect(changesBetween(answer(), trying)).toEqual([words]);
  expect(changesBetween(trying, trying)).toEqual([]);
  expect(liveText(trying, 120)).toContain(words);
});

test('an unknown price is unpriced and never nothing', () => {
  const { totals } = view();
  expect(totalsLine(totals)).toContain('cost $0.0123');
  expect(totalsLine(totals, 2_000_000)).toContain('cost $0.0123 of at most $2.00');
  expect(totalsLine({ ...totals, unpricedCalls: 2 })).toContain('$0.0123 (2 calls unpriced)');
  expect(totalsLine({ ...totals, costMicroUsd: 0, unpricedCalls: 4 })).toContain('cost unpriced');
});

test('the nearest name is found, and none where none is near', () => {
  expect(editDistance('reprot', 'report')).toBe(1);
  expect(nearest('shwo', ['show', 'watch'])).toBe('show');
  expect(nearest('pdf', ['show', 'watch'])).toBeUndefined();
});

test('what a place did less than asked comes last, and a title with quotes gets none around it', () => {
  const times = { startedAt: '2026-11-20T10:00:00.000Z', endedAt: '2026-11-20T10:00:00.100Z' };
  const done = place('research', { status: 'done', degraded: 'a.example was left out. Name it.', ...times });
  expect(placeWords(done)).toBe('done, 0.1 s, did less than asked: a.example was left out. Name it.');
  const waiting = view({ status: 'waiting' });
  const gates = waiting.gates.map((gate) => ({ ...gate, artifact: { ...gate.artifact, title: 'Check of "doc.md"' } }));
  expect(gateLines({ ...waiting, gates }, () => '')[0]).toContain('a decision about Check of "doc.md": round 1');
  expect(gateLines(waiting, () => '')[0]).toContain('a decision about "The draft": round 1');
});
