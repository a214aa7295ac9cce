import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Asked, askAll } from './support/usefulness.ts';

const FOLDERS = ['budget', 'energy', 'ferries', 'manual', 'minutes', 'registers', 'research', 'software', 'surveys'];
/** The share of the questions with an answer that must be answered. */
const FLOOR = 0.9;

describe('questions over folders of our own', () => {
  const asked: Asked[] = [];

  beforeAll(async () => {
    for (const folder of FOLDERS) asked.push(...(await askAll(`test/support/usefulness/${folder}`)));
  });

  test('what the documents do not answer is not answered', () => {
    expect(asked.filter(({ answer, isRight }) => answer === null && !isRight)).toEqual([]);
  });

  test('most of what they answer is answered', () => {
    const known = asked.filter(({ answer }) => answer !== null);
    const missed = known.filter(({ isRight }) => !isRight).map(({ question }) => question);
    expect(known.length).toBeGreaterThan(90);
    expect(missed.slice(Math.floor(known.length * (1 - FLOOR)))).toEqual([]);
  });
});
