import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { IdleMonitor } from '../../../client/api/idle-monitor.ts';
import { failure } from '../../../contract/failures.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness;
let monitor: IdleMonitor;
let told: boolean[];
let now: number;
beforeEach(async () => {
  api = await openHarness();
  told = [];
  now = 0;
  const tell = (isIdle: boolean): void => void told.push(isIdle);
  monitor = new IdleMonitor({ ledger: api.store.ledger, clock: () => now, log: pino({ level: 'silent' }), tell });
});
afterEach(() => api.close());

async function later(): Promise<boolean | undefined> {
  now += 60_000;
  await monitor.look();
  return told.at(-1);
}

describe('an instance', () => {
  it('is idle without jobs and clients, and says so once', async () => {
    await monitor.look();
    expect(told).toEqual([false]);
    await later();
    await later();
    expect(told).toEqual([false, true]);
  });

  it('is busy again with the next request, at once', async () => {
    await later();
    monitor.requested();
    expect(told).toEqual([true, false]);
  });

  it('is busy while somebody follows a stream', async () => {
    monitor.opened();
    expect(await later()).toBe(false);
    monitor.closed();
    expect(await later()).toBe(true);
  });

  it('is busy while a job runs, and idle while one waits for a person', async () => {
    const id = await api.start();
    expect(await later()).toBe(false);
    await api.record(id, { status: 'waiting' });
    expect(await later()).toBe(true);
  });

  it('is busy while a job that needs attention is due to look again by itself', async () => {
    const id = await api.start();
    const since = '2026-11-20T00:00:00.000Z';
    const parked = {
      ...({ key: 'draft@0.1', step: 'draft', item: null, attempt: 1, title: 'Draft', since, kept: '' } as const),
      failure: failure('model-unavailable', 'The provider is away.'),
    };
    const more = { actions: [], alike: [], madeBy: null };
    const attention = (looksAgainAt: string | null) => [{ ...parked, ...more, looksAgainAt }];
    await api.record(id, { status: 'needs_attention', attention: attention(since) });
    expect(await later()).toBe(false);
    await api.record(id, { status: 'needs_attention', attention: attention(null) });
    expect(await later()).toBe(true);
  });
});
