import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { editDistance, nearest } from '../../../client/cli/nearest.ts';
import { changesBetween } from '../../../client/cli/watching/changes.ts';
import { drawer } from '../../../client/cli/watching/drawer.ts';
import { type FollowPlan, followJob, rests } from '../../../client/cli/watching/follow.ts';
import { gateLines, placeWords, totalsLine } from '../../../client/cli/watching/job-text.ts';
import { liveText } from '../../../client/cli/watching/live-text.ts';
import type { ViewAnswer } from '../../../contract/api.ts';
import type { LiveText } from '../../../contract/live-text.ts';
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

test('a page that is asked for again is told by its address, with the reason', () => {
  const page = 'https://a.example/x';
  const fetching: LiveText = { place: 'ingest', task: 'fetchPage', text: '', outputChars: 0, page };
  expect(liveText({ ...answer(), live: [fetching] }, 120)).toContain(`ingest: fetching ${page}`);
  expect(changesBetween(answer(), { ...answer(), live: [fetching] })).toEqual([]);
  const retry = { attempt: 2, words: 'The server of a.example did not begin to answer in time.' };
  const words = `${page}: try 2, since the last one failed: ${retry.words}`;
  expect(changesBetween(answer(), { ...answer(), live: [{ ...fetching, retry }] })).toEqual([words]);
});

describe('waiting for a job that nobody answers for', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const stale: ViewAnswer = {
    ...answer({ status: 'waiting' }),
    from: 'record',
    overlay: { kind: 'unreachable', words: 'No worker answers.' },
  };
  /** Follows a job of which there is one view and no more news. */
  const following = (waits: boolean) => {
    const client = {
      async *watch(_id: string, { signal }: { signal: AbortSignal }) {
        yield stale;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    };
    const terminal = { say: () => {}, progress: () => {}, live: () => undefined, width: 100, isScreen: false };
    const stops = { stopsAt: async (seen: ViewAnswer) => rests(seen) };
    const plan = { client, id: 'job-1', terminal, ...(waits && stops) };
    return followJob(plan as Pick<FollowPlan, 'id'> as FollowPlan);
  };

  test('ends after two minutes, and says that it did not answer', async () => {
    const followed = following(true);
    await jest.advanceTimersByTimeAsync(119_000);
    expect(jest.getTimerCount()).toBeGreaterThan(0);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await followed).toEqual({ how: 'unanswered', last: stale });
    expect(jest.getTimerCount()).toBe(0);
  });

  test('goes on where the job is only watched', async () => {
    let isOver = false;
    void following(false).then(() => {
      isOver = true;
    });
    await jest.advanceTimersByTimeAsync(600_000);
    expect(isOver).toBe(false);
    process.emit('SIGINT');
    await jest.advanceTimersByTimeAsync(0);
    expect(isOver).toBe(true);
  });
});

describe('without a screen', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const drawing = () => {
    const said: string[] = [];
    const drawn = drawer({ say: (line) => void said.push(line), width: 100 }, undefined);
    drawn.draw(answer());
    said.length = 0;
    return { said, ...drawn };
  };
  const unanswered = { ...answer(), from: 'record' as const };
  const overlay = { kind: 'unreachable' as const, words: 'No worker answers: this is what was last recorded.' };

  test('reading is told every few seconds, and not at all where it is over sooner', () => {
    const { said, draw } = drawing();
    for (let source = 1; source <= 20; source += 1) {
      const reading = { source: source * 100, of: 2_000, name: 'notes/a.pdf', passages: source * 602, rows: 0 };
      draw({ ...answer(), live: [{ place: 'ingest', task: 'ingestSources', text: '', outputChars: 0, reading }] });
      jest.advanceTimersByTime(500);
    }
    expect(said).toEqual([
      'ingest: reading 700 of 2,000: notes/a.pdf, 4,214 passages',
      'ingest: reading 1,300 of 2,000: notes/a.pdf, 7,826 passages',
      'ingest: reading 1,900 of 2,000: notes/a.pdf, 11,438 passages',
    ]);
  });

  test('a job that does not answer for some seconds, again and again, is no news', () => {
    const { said, draw } = drawing();
    for (let times = 0; times < 5; times += 1) {
      draw({ ...unanswered, overlay });
      jest.advanceTimersByTime(6_000);
      draw(answer());
    }
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual([]);
  });

  test('that it lasts is told once, and when it is over', () => {
    const { said, draw, end } = drawing();
    draw({ ...unanswered, overlay });
    jest.advanceTimersByTime(9_999);
    expect(said).toEqual([]);
    jest.advanceTimersByTime(1);
    draw({ ...unanswered, overlay });
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual([`unreachable: ${overlay.words}`]);
    draw(answer());
    expect(said.slice(1)).toEqual(['The job answers again.']);
    draw({ ...unanswered, overlay });
    end();
    expect(jest.getTimerCount()).toBe(0);
  });
});
