import { expect, test } from '@jest/globals';
import { type ListSearch, SAVED_VIEWS_LIMIT, type SavedView } from '../../../contract/views-api.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

function view(name: string, search: ListSearch = { status: 'waiting' }): SavedView {
  return { name, search, owner: 'local', savedAt: '2026-11-20T10:00:00.000Z' };
}

/** Searches of the list of jobs under names. */
export function savedViewTests(current: () => LedgersUnderTest): void {
  test('are listed by name to everybody of the organisation, and to nobody else, until they are deleted', async () => {
    const { ledger, other } = current();
    expect(await ledger.saveView('local', view('b'), false)).toBe('saved');
    expect(await ledger.saveView('local', view('A', { costFrom: 0.5, model: 'm' }), false)).toBe('saved');
    expect(await ledger.saveView('theirs', view('b', { days: 7 }), false)).toBe('saved');
    expect(await other.listViews('local')).toEqual([view('A', { costFrom: 0.5, model: 'm' }), view('b')]);
    await other.deleteView('local', 'A');
    await other.deleteView('local', 'never there');
    expect(await ledger.listViews('local')).toEqual([view('b')]);
    expect(await ledger.listViews('theirs')).toEqual([view('b', { days: 7 })]);
  });

  test('keep their search under a name until they are replaced; the same one may be saved again', async () => {
    const { ledger } = current();
    await ledger.saveView('local', view('mine', { kind: 'check', days: 7 }), false);
    expect(await ledger.saveView('local', view('mine', { days: 7, kind: 'check' }), false)).toBe('same');
    expect(await ledger.saveView('local', view('mine', { days: 1 }), false)).toBe('exists');
    expect(await ledger.listViews('local')).toMatchObject([{ search: { kind: 'check', days: 7 } }]);
    expect(await ledger.saveView('local', { ...view('mine', { days: 1 }), owner: 'ana' }, true)).toBe('saved');
    expect(await ledger.listViews('local')).toMatchObject([{ search: { days: 1 }, owner: 'ana' }]);
  });

  test('are at most so many; of two that save a name at once one has it', async () => {
    const { ledger, other } = current();
    const both = await Promise.all([
      ledger.saveView('local', view('one name', { days: 1 }), false),
      other.saveView('local', view('one name', { days: 7 }), false),
    ]);
    expect(both.toSorted()).toEqual(['exists', 'saved']);
    for (let count = 1; count < SAVED_VIEWS_LIMIT; count += 1)
      expect(await ledger.saveView('local', view(`view ${count}`), false)).toBe('saved');
    expect(await ledger.saveView('local', view('one more'), false)).toBe('full');
    expect(await ledger.saveView('local', view('view 1', {}), true)).toBe('saved');
    expect(await ledger.listViews('local')).toHaveLength(SAVED_VIEWS_LIMIT);
  });
}
