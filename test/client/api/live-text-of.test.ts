import { expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/client';
import { createTicker } from '../../../activities/documents/reading/progress-ticker.ts';
import { liveTextOf, type PendingActivity } from '../../../client/api/temporal/live-text-of.ts';

const beating = (details: unknown, more: PendingActivity = {}): PendingActivity => ({
  activityType: { name: 'someTask' },
  heartbeatDetails: { payloads: [defaultPayloadConverter.toPayload(details)] },
  ...more,
});

test('what reading beats with is told as how far it is', () => {
  const beats: unknown[] = [];
  const control = { signal: new AbortController().signal, heartbeat: (details: unknown) => void beats.push(details) };
  createTicker(control, 2_000).source(312, 'notes/a.pdf');
  expect(liveTextOf(beating(beats[0]))).toEqual({
    ...{ place: 'ingest', task: 'someTask', text: '', outputChars: 0 },
    reading: { source: 312, of: 2_000, name: 'notes/a.pdf', passages: 0, rows: 0 },
  });
});

test('a page that waits for its next try is told by its address and why', () => {
  const failed = {
    attempt: 3,
    lastFailure: { message: 'The server of a.example did not begin to answer in time.\nat x' },
  };
  expect(liveTextOf(beating({ page: 'https://a.example/x' }, failed))).toMatchObject({
    page: 'https://a.example/x',
    retry: { attempt: 3, words: 'The server of a.example did not begin to answer in time.' },
  });
});

test('the words of a model stay as they are, and anything else says nothing', () => {
  const words = { place: 'draft@0.1', task: 'draft', text: 'So', outputChars: 2 };
  expect(liveTextOf(beating(words))).toEqual(words);
  const silent = { place: 'someTask', task: 'someTask', text: '', outputChars: 0 };
  expect(liveTextOf(beating({ odd: 1 }))).toEqual(silent);
  expect(liveTextOf({ activityType: { name: 'someTask' } })).toEqual(silent);
});
