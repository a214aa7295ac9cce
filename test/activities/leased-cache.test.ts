import { describe, expect, test } from '@jest/globals';
import { createLeasedCache } from '../../activities/leased-cache.ts';

function recordingCache(most: number) {
  const log: string[] = [];
  const cache = createLeasedCache<string>(most, (opened) => log.push(`close ${opened}`));
  const use = (key: string, work: () => Promise<void> = async () => {}) =>
    cache.use(
      key,
      async () => {
        log.push(`open ${key}`);
        return key;
      },
      work,
    );
  return { cache, log, use };
}

describe('a leased cache', () => {
  test('closes what was used longest ago', async () => {
    const { log, use } = recordingCache(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await use(key);
    expect(log).toEqual(['open a', 'open b', 'open c', 'close b', 'open b', 'close c']);
  });

  test('never closes what is in use, and closes it afterwards', async () => {
    const { log, use } = recordingCache(1);
    await use('a', async () => {
      await use('b');
      log.push('still in a');
    });
    expect(log).toEqual(['open a', 'open b', 'still in a', 'close a']);
  });

  test('callers at the same time share one opening', async () => {
    const { log, use } = recordingCache(1);
    await Promise.all([use('a'), use('a')]);
    expect(log).toEqual(['open a']);
  });

  test('a failed opening is told to all who wait, and tried again by the next', async () => {
    const { cache, log, use } = recordingCache(1);
    const failing = () => Promise.reject(new Error('no such thing'));
    const waiting = [cache.use('a', failing, async () => {}), cache.use('a', failing, async () => {})];
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await use('a');
    expect(log).toEqual(['open a']);
  });

  test('closes everything once, what is in use last', async () => {
    const { cache, log, use } = recordingCache(2);
    await use('a');
    await use('b', async () => {
      await cache.close();
      log.push('still in b');
    });
    expect(log).toEqual(['open a', 'open b', 'close a', 'still in b', 'close b']);
  });
});
