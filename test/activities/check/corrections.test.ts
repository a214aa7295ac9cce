import { describe, expect, test } from '@jest/globals';
import { corrected } from '../../../activities/check/apply-corrections.ts';
import { withEvidence } from '../../../activities/check/draft-as-given.ts';
import { readCorrections } from '../../../activities/tasks/correction-answer.ts';
import type { Correction } from '../../../contract/checked-document.ts';
import { claimsOf, type Draft } from '../../../contract/draft/blocks.ts';
import type { NumberedNotes } from '../../../contract/notes.ts';

const fact = (id: string, text: string, evidence: string[] = []) => ({ id, kind: 'fact' as const, text, evidence });
const DRAFT: Draft = {
  title: 'Memo',
  blocks: [
    { type: 'heading', id: 'b1', level: 1, text: 'Prices' },
    { type: 'paragraph', id: 'b2', sentences: [fact('s1', 'It costs 5.'), fact('s2', 'It lasts.')] },
    { type: 'list', id: 'b3', ordered: false, items: [[fact('s3', 'Alone in its list.')]] },
    {
      type: 'table',
      id: 'b4',
      caption: 'Prices',
      columns: ['Model', 'Price'],
      rows: [{ id: 'r1', cells: ['small', '3'], evidence: [] }],
    },
  ],
};
const FAULTY = new Set(['s1', 's2', 's3', 'r1']);
const correction = (claimId: string, more: Partial<Correction>): Correction => ({
  ...{ claimId, action: 'keep', text: null, evidence: [], reason: 'So it is.' },
  ...more,
});

describe('applying corrections', () => {
  test('changes words and evidence under the same ids, removes what is to go, and lists each change', () => {
    const result = corrected(
      DRAFT,
      [
        correction('s1', { action: 'change', text: 'It costs 6.', evidence: ['e2'], reason: 'The list says 6.' }),
        correction('s2', {}),
        correction('s3', { action: 'remove', evidence: ['e3'], reason: 'Refuted.' }),
        correction('r1', { action: 'change', text: 'small | 4', evidence: ['e4'] }),
      ],
      FAULTY,
    );
    expect(result.blocks.map(({ id }) => id)).toEqual(['b1', 'b2', 'b4']);
    expect(claimsOf(result).map(({ id, text, evidence }) => [id, text, evidence])).toEqual([
      ['s1', 'It costs 6.', ['e2']],
      ['s2', 'It lasts.', []],
      ['r1', 'small | 4', ['e4']],
    ]);
    expect(result.changes).toEqual([
      {
        claimId: 's1',
        action: 'changed',
        before: 'It costs 5.',
        after: 'It costs 6.',
        evidence: ['e2'],
        reason: 'The list says 6.',
      },
      { claimId: 's2', action: 'kept', before: 'It lasts.', after: 'It lasts.', evidence: [], reason: 'So it is.' },
      {
        claimId: 's3',
        action: 'removed',
        before: 'Alone in its list.',
        after: null,
        evidence: ['e3'],
        reason: 'Refuted.',
      },
      {
        claimId: 'r1',
        action: 'changed',
        before: 'small | 3',
        after: 'small | 4',
        evidence: ['e4'],
        reason: 'So it is.',
      },
    ]);
  });

  test('what is changed twice is one change, and what returns to its first words is none', () => {
    const once = corrected(
      DRAFT,
      [correction('s1', { action: 'change', text: 'It costs 6.', evidence: ['e2'] })],
      FAULTY,
    );
    const twice = corrected(
      once,
      [correction('s1', { action: 'change', text: 'It costs 7.', evidence: ['e3'] })],
      FAULTY,
    );
    expect(twice.changes).toMatchObject([{ action: 'changed', before: 'It costs 5.', after: 'It costs 7.' }]);
    const back = corrected(
      twice,
      [correction('s1', { action: 'change', text: 'It costs 5.', evidence: ['e3'] })],
      FAULTY,
    );
    expect(back.changes).toMatchObject([{ action: 'kept', before: 'It costs 5.', after: 'It costs 5.' }]);
  });
});

test('keeping what was changed before leaves the change as it is, and what holds is not listed', () => {
  const change = correction('s1', {
    action: 'change',
    text: 'It costs 6.',
    evidence: ['e2'],
    reason: 'The list says 6.',
  });
  const once = corrected(DRAFT, [change], FAULTY);
  expect(corrected(once, [correction('s1', {}), correction('s2', {})], new Set())).toEqual(once);
});

describe('reading corrections', () => {
  const batch = [
    { id: 's1', text: 'It costs 5.', cells: null },
    { id: 'r1', text: 'small | 3', cells: 2 },
  ];
  const known = new Set(['e1', 'e2']);
  const answer = (one: object, row: object = { action: 'keep', text: null, evidence: [], reason: 'No source.' }) => ({
    corrections: [
      { claimId: 's1', ...one },
      { claimId: 'r1', ...row },
    ],
  });

  test('a change gives its words on one line without marks', () => {
    const value = answer({ action: 'change', text: 'It\ncosts 6. [^e1]', evidence: ['e1', 'e1'], reason: 'See e1.' });
    expect(readCorrections(value, batch, known)).toMatchObject({
      kind: 'ok',
      value: {
        corrections: [{ claimId: 's1', action: 'change', text: 'It costs 6.', evidence: ['e1'] }, { action: 'keep' }],
      },
    });
  });

  test('a change into the same words is none', () => {
    const value = answer({ action: 'change', text: 'It costs 5.', evidence: ['e1'], reason: 'Right.' });
    expect(readCorrections(value, batch, known)).toMatchObject({
      value: { corrections: [{ action: 'keep', text: null }, {}] },
    });
  });

  test.each([
    [{ action: 'change', text: 'It costs 6.', evidence: [], reason: 'x' }, 'cites no evidence'],
    [{ action: 'change', text: null, evidence: ['e1'], reason: 'x' }, 'has no text'],
    [{ action: 'change', text: 'It costs 6.', evidence: ['e9'], reason: 'x' }, 'e9 of s1 was not given'],
    [{ action: 'remove', text: null, evidence: [], reason: ' ' }, 'has no reason'],
  ])('%j is invalid', (one, words) => {
    expect(readCorrections(answer(one), batch, known)).toMatchObject({
      kind: 'invalid',
      error: expect.stringContaining(words),
    });
  });

  test.each([
    ['Unit number 50 used 151 litres.', 'Unit number 1433 used 4,299 litres.', 'does not name “50”'],
    ['Team Spend EUR Harbour 4200 Ferry 3900', 'The Harbour team spent 4,300.', 'cells of a table'],
    ['The Bridge team spent 4,200.', 'The Harbour team spent 4,200.', 'says already'],
  ])('"%s" is kept where an answer makes "%s" of it', (text, now, words) => {
    const value = {
      corrections: [{ claimId: 's1', action: 'change', text: now, evidence: ['e1'], reason: 'x' }],
    };
    const document = [text, 'The harbour team spent 4,200 [2].'];
    expect(readCorrections(value, [{ id: 's1', text, cells: null }], known, document)).toMatchObject({
      kind: 'ok',
      value: { corrections: [{ action: 'keep', text: null, evidence: [], reason: expect.stringContaining(words) }] },
    });
  });

  test('a row keeps its width, and every claim gets one answer', () => {
    const keep = { action: 'keep', text: null, evidence: [], reason: 'x' };
    const wide = answer(keep, { action: 'change', text: 'small | 3 | 4', evidence: ['e1'], reason: 'x' });
    expect(readCorrections(wide, batch, known)).toMatchObject({ error: expect.stringContaining('keep its 2 cells') });
    const odd = {
      corrections: [
        { claimId: 's9', ...keep },
        { claimId: 's1', ...keep },
        { claimId: 's1', ...keep },
      ],
    };
    expect(readCorrections(odd, batch, known)).toMatchObject({
      error: 'The claim s9 was not given.\nThe claim s1 is answered twice.\nNothing is said of the claim r1.',
    });
  });
});

test('the document as given cites what was found: what bears a claim out, else what says otherwise; what is no claim is analysis', () => {
  const notes: NumberedNotes = {
    evidence: [],
    items: [
      {
        ...{ item: 'q1', question: '', status: 'partly', gaps: [] },
        statements: [
          { text: 'It costs 5.', evidence: [] },
          { text: 'Alone in its list.', evidence: ['e3'] },
          { text: 'small | 3', evidence: [] },
        ],
        conflicts: [
          { about: 'It costs 5.', sides: [{ text: 'It costs 6.', evidence: ['e1', 'e2'] }] },
          {
            about: 'Alone in its list.',
            sides: [
              { text: 'Alone in its list.', evidence: ['e3'] },
              { text: 'Not alone.', evidence: ['e4'] },
            ],
          },
        ],
      },
    ],
  };
  expect(claimsOf(withEvidence(DRAFT, notes)).map(({ id, kind, evidence }) => [id, kind, evidence])).toEqual([
    ['s1', 'fact', ['e1', 'e2']],
    ['s2', 'analysis', []],
    ['s3', 'fact', ['e3']],
    ['r1', 'fact', []],
  ]);
});
