import { expect, test } from '@jest/globals';
import { citedIn } from '../../../client/dashboard/screens/job/sources/cited.ts';
import { type Draft, draftSchema } from '../../../contract/draft/blocks.ts';
import type { Evidence } from '../../../contract/evidence/evidence.ts';

const sentence = (id: string, evidence: string[]) => ({ id, text: `Claim ${id}.`, kind: 'fact', evidence });
const DRAFT: Draft = draftSchema.parse({
  title: 'Report',
  blocks: [{ id: 'b1', type: 'paragraph', sentences: [sentence('s1', ['e1', 'e2']), sentence('s2', ['e1'])] }],
});
const found = (id: string, sourceId: string): [string, Evidence] => [
  id,
  { id, sourceId, passageId: 'p', locator: { kind: 'lines', from: 1, to: 1 }, quote: 'Quoted.', query: null },
];
const EVIDENCE = new Map([found('e1', 'one'), found('e2', 'two'), found('e3', 'two')]);

test('each passage names every sentence that rests on it, with what re-reading it gave', () => {
  const supported = { claimId: 's1', verdict: 'supported', mechanical: 'passed', reason: '' } as const;
  const cited = citedIn({ draft: DRAFT, evidence: EVIDENCE, verdicts: new Map([['s1', supported]]) });
  expect([...cited.keys()]).toEqual(['one', 'two']);
  expect(cited.get('one')?.[0]?.claims).toEqual([
    { id: 's1', text: 'Claim s1.', verdict: 'supported' },
    { id: 's2', text: 'Claim s2.', verdict: null },
  ]);
  // What no sentence cites is not told of as cited.
  expect(cited.get('two')?.map(({ evidence }) => evidence.id)).toEqual(['e2']);
});
