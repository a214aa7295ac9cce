import { expect, test } from '@jest/globals';
import { dictionaryQuery, explained } from '../../../../workers/offline-model/question-forms/dictionaries.ts';
import { knownTable } from '../../../../workers/offline-model/question-forms/known-table.ts';

const table = (name: string, headers: string[]) =>
  knownTable({
    name,
    sourceId: 's1',
    sourceTitle: `${name}.csv`,
    title: name,
    columns: headers.map((header) => ({ name: header.toLowerCase(), header, type: 'text' })),
    rowCount: 1,
    sample: [],
  });

test('a table of headers and their definitions is read, no other one', () => {
  expect(dictionaryQuery(table('readme', ['Header', 'Definition']))).toBe('select * from "readme" limit 200');
  expect(dictionaryQuery(table('piers', ['Pier', 'Description']))).toBeNull();
});

test('columns get the words that a dictionary has for them, whatever marks stand around their names', () => {
  const [piers] = explained([table('piers', ['dock_len', 'Owner'])], [['`dock_len`', 'Length of the mooring in 2015']]);
  expect(piers?.columns.map(({ described }) => described)).toEqual([
    expect.arrayContaining(['length', 'moor', '2015']),
    undefined,
  ]);
});
