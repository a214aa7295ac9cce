import { describe, expect, test } from '@jest/globals';
import { asPreview, readEdited } from '../../../../client/dashboard/screens/approval/edit/read-edited.ts';
import type { Draft } from '../../../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../../../contract/draft/print-markdown.ts';
import type { ClaimVerdict } from '../../../../contract/verification.ts';

const draft: Draft = {
  title: 'Prices',
  blocks: [
    {
      type: 'paragraph',
      id: 'b1',
      sentences: [
        { id: 's1', kind: 'fact', text: 'It costs 10 dollars.', evidence: ['e1'] },
        { id: 's2', kind: 'fact', text: 'It began in May.', evidence: ['e2'] },
      ],
    },
  ],
};
const supported = (claimId: string): ClaimVerdict => ({
  claimId,
  verdict: 'supported',
  mechanical: 'passed',
  reason: '',
});
const data = {
  draft,
  verdicts: new Map(['s1', 's2'].map((id) => [id, supported(id)])),
};
const evidence = new Set(['e1', 'e2', 'e3']);

describe('a draft while it is edited', () => {
  test('counts nothing where nothing was changed', () => {
    expect(readEdited(printDraftMarkdown(draft), draft, evidence)).toEqual({
      draft,
      changed: 0,
      removed: 0,
      fault: null,
    });
  });

  test('keeps the verdict of what was left alone and takes it from changed words and changed evidence', () => {
    const text = printDraftMarkdown(draft).replace('10 dollars', '12 dollars').replace('[^e2]', '[^e3]');
    const read = readEdited(text, draft, evidence);
    expect(read).toMatchObject({ changed: 2, removed: 1, fault: null });
    if (read.draft === null) throw new Error('The text is a draft.');
    const verdicts = [...asPreview(data, read.draft).verdicts.values()].map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['unchecked', 'unchecked']);
    const half = readEdited(printDraftMarkdown(draft).replace('[^e2]', '[^e3]'), draft, evidence);
    if (half.draft === null) throw new Error('The text is a draft.');
    expect(asPreview(data, half.draft).verdicts.get('s1')?.verdict).toBe('supported');
  });

  test('names the line that no draft holds', () => {
    const text = `${printDraftMarkdown(draft)}\nSee here.[^e9]\n`;
    const at = text.split('\n').findIndex((line) => line.includes('[^e9]')) + 1;
    expect(readEdited(text, draft, evidence)).toMatchObject({ draft: null, fault: { line: at } });
  });
});
