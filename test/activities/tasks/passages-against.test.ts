import { describe, expect, it } from '@jest/globals';
import { openingsOf, passagesAgainst } from '../../../activities/tasks/passages-against.ts';
import type { SourcePassages } from '../../../activities/tasks/source-passages.ts';
import type { Evidence } from '../../../contract/evidence/evidence.ts';
import type { Passage } from '../../../contract/evidence/source.ts';

function passage(id: string, text: string): Passage {
  return { id, sourceId: id.split('-')[0] ?? '', locator: { kind: 'lines', from: 1, to: 1 }, headings: [], text };
}

const CLAIM = 'The yard at Holm used 14 cranes in 2024.';
const REVISED = passage('s2-p2', 'The yard at Holm used 17 cranes in 2024.');
const ALL = [
  passage('s1-p1', CLAIM),
  passage('s1-p2', 'Cranes at Holm are yellow.'),
  passage('s1-p3', 'Cranes at Holm are tall.'),
  passage('s1-p4', 'Cranes at Holm are old.'),
  passage('s2-p1', 'Revised edition, November 2026'),
  REVISED,
  passage('s3-p1', CLAIM),
];
const PASSAGES: SourcePassages = {
  byId: async (_sources, ids) => new Map(ALL.filter(({ id }) => ids.has(id)).map((one) => [one.id, one])),
  like: async (_sources, _text, limit) => ALL.slice(0, limit),
};
const CITED: Evidence = {
  id: 'e1',
  sourceId: 's1',
  passageId: 's1-p1',
  locator: { kind: 'lines', from: 1, to: 1 },
  quote: CLAIM,
  query: null,
};
const SET = { sources: [], index: null };

describe('the passages against a claim', () => {
  it('begin with those of other sources that make its statement; its own and copies of it are none', async () => {
    const found = await passagesAgainst(PASSAGES, SET, CLAIM, [CITED]);
    expect(found[0]).toBe(REVISED);
    expect(found.map(({ id }) => id)).toEqual(['s2-p2', 's1-p2', 's1-p3']);
  });

  it('come with how their source begins', async () => {
    const openings = await openingsOf(PASSAGES, SET, ['s2', 's2', 's9']);
    expect([...openings]).toEqual([
      ['s2', 'Revised edition, November 2026\nThe yard at Holm used 17 cranes in 2024.'],
      ['s9', ''],
    ]);
  });
});
