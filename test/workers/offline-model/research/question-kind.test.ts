import { describe, expect, test } from '@jest/globals';
import { telling, termsShown } from '../../../../workers/offline-model/research/answer-signs.ts';
import { countedThing, counts } from '../../../../workers/offline-model/research/counted-things.ts';
import { definedTerm, defines } from '../../../../workers/offline-model/research/definitions.ts';
import { properNames } from '../../../../workers/offline-model/research/proper-names.ts';
import { questionKind } from '../../../../workers/offline-model/research/question-kind.ts';
import { withPairs } from '../../../../workers/offline-model/research/sentence-pairs.ts';
import { sentencesOf } from '../../../../workers/offline-model/text/sentences.ts';
import { termsOf } from '../../../../workers/offline-model/text/words.ts';

describe('definitions', () => {
  test.each([
    ['What does LCOE stand for?', 'LCOE', 'LCOE stands for levelised cost of electricity.', 'LCOE fell in 2023.'],
    [
      'What does PSQI stand for?',
      'PSQI',
      'It was measured by the Sleep Quality Index (PSQI).',
      'The PSQI score fell from 9.1 to 6.4.',
    ],
    ['What is Kestrel?', 'Kestrel', 'Kestrel is a task queue.', 'Kestrel requires Python.'],
    [
      'How is youth unemployment defined?',
      'youth unemployment',
      'Youth unemployment is defined as that of persons under 25.',
      'Low youth unemployment helps.',
    ],
    ['What does the red lamp mean?', 'the red lamp', 'Red: the tank is empty.', 'The lamp may be red.'],
  ])('%s', (question, term, told, other) => {
    expect(definedTerm(question)).toBe(term);
    expect([defines(told, term), defines(other, term)]).toEqual([true, false]);
  });

  test.each(['What is the price of gas?', 'What is the next meeting?', 'What was the budget in 2024?'])(
    '"%s" asks for no definition',
    (question) => {
      expect(definedTerm(question)).toBeNull();
    },
  );
});

describe('counts', () => {
  test.each([
    ['How many turbines does Grey Bank have?', 'with 84 turbines', 'the turbines of 2021'],
    ['How many hives are allowed?', 'at most three hives', 'three plots for hives'],
    ['How many adults took part?', 'We enrolled 412 healthy adults.', '412 of the letters to adults'],
    ['How many plots are there?', 'The number of plots is 30.', 'three hives on each plot'],
  ])('%s', (question, told, other) => {
    const thing = countedThing(question) ?? '';
    expect([counts(told, thing), counts(other, thing)]).toEqual([true, false]);
  });
});

test.each([
  ['maximum', 'A payload may be at most 256 KB.'],
  ['long', 'The warranty lasts 24 months.'],
  ['often', 'Descale it every two months.'],
  ['version', 'It requires Python 3.10 or newer.'],
  ['amount', 'Purchases above 10,000 EUR need offers.'],
])('"%s" is answered by its form: %s', (word, sentence) => {
  expect(termsShown(sentence)).toEqual(expect.arrayContaining(termsOf(word)));
});

test('words that only ask need not be repeated', () => {
  expect(telling('What was fixed in version 1.4.2?')).toEqual(termsOf('fixed 1.4.2'));
  expect(telling('What does PSQI stand for?')).toEqual(termsOf('PSQI'));
});

test.each([
  ['Who is the treasurer?', 'Anna Berg is the treasurer.', 'The treasurer would spend at most 45,000 EUR in October.'],
  ['Who funded the trial?', 'The trial was funded by the Harbour Foundation.', 'The trial lasted a year.'],
])('%s wants somebody', (question, told, other) => {
  const kind = questionKind(question);
  expect([kind.admits(told), kind.admits(other)]).toEqual([true, false]);
});

test('names are words with a capital inside a sentence, and no months', () => {
  expect(properNames('Did the Nordhaus use gpt-5.4 in May?')).toEqual({ code: ['gpt-5.4'], names: ['nordhau'] });
});

describe('sentences that are understood together', () => {
  const pairs = (text: string): string[] =>
    withPairs(text, sentencesOf(text))
      .filter(({ isPair }) => isPair)
      .map((one) => one.text);

  test('one that points back stands with the one before it', () => {
    expect(pairs('The roof was finished in April. It cost 4,990 EUR.')).toEqual([
      'The roof was finished in April. It cost 4,990 EUR.',
    ]);
  });

  test('one that begins with a name speaks of that name', () => {
    expect(pairs('Norland grew by 3 %. Estavia closed its last plant in 2022.')).toEqual([]);
  });

  test('an answer stands with its question', () => {
    expect(pairs('**Does it run on Windows?** No. It runs on Linux.')).toContain(
      'Does it run on Windows? No. It runs on Linux.',
    );
  });
});
