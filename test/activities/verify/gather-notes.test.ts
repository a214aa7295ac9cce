import { describe, expect, it } from '@jest/globals';
import { createGatherNotes, numberNotes } from '../../../activities/verify/gather-notes.ts';
import { numberedNotesSchema } from '../../../contract/notes.ts';
import { memoryArtifacts } from '../../support/memory-artifacts.ts';
import { itemNotes } from '../../support/report-fixtures.ts';

describe('gatherNotes', () => {
  it('numbers evidence in the order of the items, and equal evidence once', () => {
    const notes = numberNotes(itemNotes());
    expect(notes.evidence.map(({ id, quote }) => [id, quote])).toEqual([
      ['e1', 'The input price is 5 dollars'],
      ['e2', 'total: 1234.50'],
      ['e3', 'A note says 6 dollars.'],
    ]);
    expect(notes.items[0]?.statements.map(({ evidence }) => evidence)).toEqual([['e1'], ['e2']]);
    expect(notes.items[0]?.conflicts[0]?.sides.map(({ evidence }) => evidence)).toEqual([['e1'], ['e3']]);
  });

  it('shares numbers between items', () => {
    const [first] = itemNotes();
    if (first === undefined) throw new Error('no notes');
    expect(numberNotes([first, { ...first, item: 'q9' }]).evidence).toHaveLength(3);
  });

  it('stores the notes and counts what they hold', async () => {
    const artifacts = memoryArtifacts();
    const items = await Promise.all(
      itemNotes().map(async (notes) => ({ item: notes.item, notes: await artifacts.putJson(notes, 'Notes') })),
    );
    const { output, facts } = await createGatherNotes({ artifacts })({ items });
    expect(facts).toEqual({ evidence: 3, statements: 2, conflicts: 1, gaps: 1 });
    expect(numberedNotesSchema.parse(await artifacts.getJson(output.sha256)).items.map(({ item }) => item)).toEqual([
      'q1',
      'q2',
    ]);
  });
});
