import { describe, expect, test } from '@jest/globals';
import { identifiersOf, isRunOfCells, missingIdentifiers } from '../../../../activities/check/identifiers.ts';
import type { Candidate } from '../../../../workers/offline-model/check/candidates.ts';
import { correctedFrom } from '../../../../workers/offline-model/check/corrected-words.ts';
import { matchSentence } from '../../../../workers/offline-model/check/match-sentence.ts';
import { termsOf } from '../../../../workers/offline-model/text/words.ts';
import { ask } from '../support/offline-job.ts';

function candidate(text: string): Candidate {
  const none = new Set<string>();
  const terms = new Set(termsOf(text));
  return { text, quote: text, passageId: 's1-p1', sourceId: 's1', terms, around: none, nearest: none, isRow: false };
}
const matched = (text: string, sources: readonly string[]) =>
  matchSentence({ id: 's1', text }, sources.map(candidate), []);

describe('what names a thing by a number or a code', () => {
  test.each([
    ['The unit number 50 used 151 litres in 2024.', ['50']],
    ['Box 77 holds 3 keys.', ['77']],
    ['As Table 3 of the report and § 4.2 show, 12 panels broke.', ['3', '4.2']],
    ['The p95 latency of gpt-5.5 was 12.4 seconds.', ['p95', 'gpt-5.5']],
    ['Crane 7 lifted 12 tons.', ['7']],
    ['The roof holds 12 panels.', []],
    ['The platform answered 99.5 % of 742 calls in October 2026.', []],
    ['About 50 boats used it in a test of 15 seconds.', []],
  ])('%s', (text, names) => {
    expect(identifiersOf(text).map(({ name }) => name)).toEqual(names);
  });

  test('a number that counts is no name of another', () => {
    expect(missingIdentifiers('Unit 50 used 151 litres.', 'Unit 150 used 50 litres.')).toEqual(['50']);
  });
});

test.each([
  ['Team Spend EUR Harbour 4200 Ferry 3900', true],
  ['Team Spend in EUR for the year Harbour 4200 Ferry 3900 Bridge 3100', true],
  ['The Harbour team spent 4,200 and the Ferry team 3,900', false],
  ['Harbour | 4200 | 3900', false],
  ['Harbour spent 4200 in 2024.', false],
])('"%s" is a run of cells: %s', (text, isRun) => {
  expect(isRunOfCells(text)).toBe(isRun);
});

describe('what concerns another thing', () => {
  const units = Array.from({ length: 600 }, (_, at) => at + 1);
  const said = (unit: number, litres: number) => `The unit number ${unit} used ${litres} litres of water in 2024.`;
  const sources = units.map((unit) => said(unit, 3 * unit)).toReversed();

  test('does not correct a sentence: the one of the same number does', () => {
    const { evidence, otherwise } = matched(said(50, 151), sources);
    expect(evidence).toEqual([]);
    expect(otherwise.map(({ text }) => text)).toEqual([said(50, 150)]);
    expect(correctedFrom(said(50, 151), said(50, 150))).toBe(said(50, 150));
  });

  test('bears nothing out and says nothing otherwise', () => {
    const others = sources.filter((one) => one !== said(50, 150));
    expect(matched(said(50, 151), others)).toMatchObject({ isClaim: true, evidence: [], otherwise: [] });
    expect(matched(said(50, 150), others)).toMatchObject({ isClaim: true, evidence: [], otherwise: [] });
    expect(correctedFrom(said(50, 151), said(143, 429))).toBeNull();
  });

  test.each([
    ['The Bridge team spent 4,200 euros.', 'The Harbour team spent 4,200 euros.'],
    ['Bridge spent 4,200 euros.', 'Harbour spent 4,200 euros.'],
    ['The Bridge team spent 4,100 euros.', 'The Harbour team spent 4,200 euros.'],
    ['In 2024 the Harbour team spent 4,100 euros.', 'In 2023 the Harbour team spent 4,200 euros.'],
    ['On 3 May 2024 the harbour took 41 boats.', 'On 4 May 2024 the harbour took 42 boats.'],
  ])('"%s" is neither spoken against nor corrected by "%s"', (text, source) => {
    expect(matched(text, [source])).toMatchObject({ isClaim: true, evidence: [], otherwise: [] });
    expect(correctedFrom(text, source)).toBeNull();
  });

  test.each([
    [['The sources know no such team.'], 'do not name “Bridge”'],
    [[], 'about “Bridge”'],
  ])('and the reason names what the sources do not name', (against, reason) => {
    const claim = { id: 's1', text: 'The Bridge team spent 4,200 euros.', context: '', verdict: 'insufficient' };
    const otherwise = against.map((text) => ({ text, evidence: ['e1'] }));
    const [correction] = ask('corrections', {
      evidence: [{ id: 'e1', source: 'a.md', place: 'line 1', quote: 'x', query: null }],
      'faulty-claims': [{ ...claim, evidence: [], findings: [], otherwise }],
    }).corrections;
    expect(correction).toMatchObject({ action: 'keep', reason: expect.stringContaining(reason) });
  });
});

describe('of a sentence with several figures', () => {
  const claim = 'The trial had a median of 9.5 seconds and a limit of 15 seconds.';

  test.each([
    ['The trial had a median of 14.2 seconds.', 'The trial had a median of 14.2 seconds and a limit of 15 seconds.'],
    ['The trial had a limit of 20 seconds.', 'The trial had a median of 9.5 seconds and a limit of 20 seconds.'],
    ['The trial of 20 seconds.', null],
    [
      'The trial had a limit of 20 seconds and a median of 14.2 seconds.',
      'The trial had a median of 14.2 seconds and a limit of 20 seconds.',
    ],
  ])('only what "%s" contradicts in the same place is changed', (source, right) => {
    expect(correctedFrom(claim, source)).toBe(right);
  });

  test('nothing is lost where the figure left is not in the source', () => {
    const once = 'The trial had a median of 14.2 seconds and a limit of 15 seconds.';
    expect(correctedFrom(once, 'The trial had a median of 14.2 seconds.')).toBeNull();
  });
});
