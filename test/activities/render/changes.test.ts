import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../../activities/render/changes.ts';
import type { Change, Sentence } from '../../../contract/draft/blocks.ts';
import { draftOf, sentence } from '../../support/report-fixtures.ts';

function original(before: Sentence[]) {
  const verdicts = before.map(({ id }) => ({
    ...{ claimId: id, verdict: 'insufficient' as const, mechanical: 'failed' as const },
    reason: `Why ${id}.`,
  }));
  const verification = { draft: '', verdicts, findings: [] };
  return { draft: draftOf(...before), verification, document: null, places: {} };
}

/** The reason of the one change between two sentences, and what was found where it is told apart. */
function reasons(before: string, after: string, correction: Pick<Change, 'action' | 'after' | 'reason'>) {
  const corrected = {
    ...draftOf(sentence('s1', after, ['e1'])),
    changes: [{ claimId: 's1', before, evidence: [], ...correction }],
  };
  return changesOf(original([sentence('s1', before, [])]), corrected).map(({ kind, reason, found }) => [
    kind,
    reason,
    found,
  ]);
}

function changes(before: Sentence[], after: Sentence[]) {
  return changesOf(original(before), draftOf(...after)).map(({ kind, before, after, evidence, reason }) => [
    kind,
    before?.text ?? null,
    after?.text ?? null,
    evidence.join(' '),
    reason,
  ]);
}

describe('changesOf', () => {
  it('pairs sentences by id, with the reason of the check and what the new words rest on', () => {
    expect(changes([sentence('s1', 'Old.', ['e1'])], [sentence('s1', 'New.', ['e2'])])).toEqual([
      ['changed', 'Old.', 'New.', 'e2', 'Why s1.'],
    ]);
  });

  it('tells what was taken out, where it stood, and what came in', () => {
    const [a, b, c] = [sentence('s1', 'A.', []), sentence('s2', 'B.', ['e1']), sentence('s3', 'C.', [])];
    expect(changes([a, b, c], [a, c, sentence('n1', 'D.', ['e3'])])).toEqual([
      ['removed', 'B.', null, 'e1', 'Why s2.'],
      ['added', null, 'D.', 'e3', 'It was added.'],
    ]);
  });

  it('tells what was done in the words of the correction, beside what was found wrong', () => {
    const correction = { action: 'changed' as const, after: 'New.', reason: 'The contract was renewed.' };
    expect(reasons('Old.', 'New.', correction)).toEqual([['changed', 'The contract was renewed.', 'Why s1.']]);
  });

  it('tells once what was found where the correction says the same or only quotes the new words', () => {
    const correction = { action: 'changed' as const, after: 'It costs 5.', reason: 'The source says: "It costs 5."' };
    expect(reasons('It costs 6.', 'It costs 5.', correction)).toEqual([['changed', 'Why s1.', null]]);
    expect(reasons('Old.', 'New.', { ...correction, after: 'New.', reason: 'Changed. Why s1.' })).toEqual([
      ['changed', 'Changed. Why s1.', null],
    ]);
  });

  it('does not give the reasons of a correction for words that a person wrote after it', () => {
    const correction = { action: 'changed' as const, after: 'New.', reason: 'The contract was renewed.' };
    expect(reasons('Old.', 'Newest.', correction)).toEqual([['changed', 'Why s1.', null]]);
  });

  it('tells what was kept although it is faulty, and why', () => {
    const correction = { action: 'kept' as const, after: 'Old.', reason: 'Nothing to correct it with.' };
    expect(reasons('Old.', 'Old.', correction)).toEqual([['kept', 'Nothing to correct it with.', 'Why s1.']]);
  });

  it('tells nothing of what stayed, even under another id', () => {
    expect(
      changes([sentence('s1', 'A.', []), sentence('s2', 'B.', [])], [sentence('x', 'B.', []), sentence('y', 'A.', [])]),
    ).toEqual([]);
  });
});
