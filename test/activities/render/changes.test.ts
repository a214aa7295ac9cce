import { describe, expect, it } from '@jest/globals';
import { changesOf } from '../../../activities/render/changes.ts';
import type { Sentence } from '../../../contract/draft/blocks.ts';
import { draftOf, sentence } from '../../support/report-fixtures.ts';

function changes(before: Sentence[], after: Sentence[]) {
  const verdicts = before.map(({ id }) => ({
    ...{ claimId: id, verdict: 'insufficient' as const, mechanical: 'failed' as const },
    reason: `Why ${id}.`,
  }));
  const original = { draft: draftOf(...before), verification: { draft: '', verdicts, findings: [] } };
  return changesOf(original, draftOf(...after)).map(({ kind, before, after, evidence, reason }) => [
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

  it('tells nothing of what stayed, even under another id', () => {
    expect(
      changes([sentence('s1', 'A.', []), sentence('s2', 'B.', [])], [sentence('x', 'B.', []), sentence('y', 'A.', [])]),
    ).toEqual([]);
  });
});
