import { describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { beating, currentActivity } from '../../activities/activity-control.ts';

describe('an activity that beats', () => {
  test('is seen to live while its work tells nothing', async () => {
    const env = new MockActivityEnvironment();
    const seen = new Promise((resolve) => env.once('heartbeat', resolve));
    await env.run(() => beating(() => seen));
  });

  test('repeats what its work told last', async () => {
    const env = new MockActivityEnvironment();
    const beats: unknown[] = [];
    const again = new Promise<void>((resolve) =>
      env.on('heartbeat', (details) => {
        beats.push(details);
        if (beats.length === 2) resolve();
      }),
    );
    await env.run(() =>
      beating(async () => {
        currentActivity().heartbeat({ source: 3 });
        await again;
      }),
    );
    expect(beats).toEqual([{ source: 3 }, { source: 3 }]);
  });
});
