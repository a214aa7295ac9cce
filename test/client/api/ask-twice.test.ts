import { describe, expect, jest, test } from '@jest/globals';
import { askTwice } from '../../../client/api/temporal/ask-twice.ts';

const never = (): Promise<string> => new Promise(() => undefined);
const LONG_MS = 60_000;

describe('a question that may be left lying', () => {
  test('is asked once where it is answered, or refused, in time', async () => {
    const answered = jest.fn(async () => 'one');
    expect(await askTwice(answered, LONG_MS)).toBe('one');
    const refused = jest.fn(async () => Promise.reject(new Error('no')));
    await expect(askTwice(refused, LONG_MS)).rejects.toThrow('no');
    expect([answered.mock.calls.length, refused.mock.calls.length]).toEqual([1, 1]);
  });

  test('is asked again where nothing comes', async () => {
    const asks = [never, async () => 'two'];
    expect(await askTwice(() => (asks.shift() ?? never)(), 1)).toBe('two');
  });

  test('a late first answer counts, whatever becomes of the second', async () => {
    let answer = (_: string): void => undefined;
    const late = new Promise<string>((resolve) => {
      answer = resolve;
    });
    const asks = [
      () => late,
      async () => {
        answer('one');
        throw new Error('no');
      },
    ];
    expect(await askTwice(() => (asks.shift() ?? never)(), 1)).toBe('one');
  });

  test('fails as the first did where both fail', async () => {
    let refuse = (_: Error): void => undefined;
    const late = new Promise<string>((_, reject) => {
      refuse = reject;
    });
    const asks = [
      () => late,
      async () => {
        refuse(new Error('first'));
        throw new Error('second');
      },
    ];
    await expect(askTwice(() => (asks.shift() ?? never)(), 1)).rejects.toThrow('first');
  });
});
