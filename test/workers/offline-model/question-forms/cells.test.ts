import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DocumentSet, openDocumentSet } from '../support/document-set.ts';
import { research } from '../support/offline-job.ts';

const FOLDERS = {
  budget: ['departments.csv', 'items.csv'],
  energy: ['solar-capacity-mw.csv', 'generation.csv'],
  minutes: ['actions.csv'],
};
type Folder = keyof typeof FOLDERS;
const sets = new Map<Folder, DocumentSet>();

beforeAll(async () => {
  for (const name of Object.keys(FOLDERS) as Folder[])
    sets.set(name, await openDocumentSet(`test/support/usefulness/${name}`, FOLDERS[name]));
});
afterAll(async () => {
  for (const set of sets.values()) await set.close();
});

async function told(folder: Folder, question: string): Promise<string[]> {
  const set = sets.get(folder);
  if (set === undefined) throw new Error(folder);
  return (await research(set, question)).notes.statements.map(({ text }) => text);
}

describe('what is told of single cells', () => {
  test.each<[Folder, string, string]>([
    [
      'budget',
      'What is the unit price of the benches?',
      'unit price (EUR) in table "items" where item is "Benches": 310.00.',
    ],
    [
      'budget',
      'Who is the head of the Parks department?',
      'Head of department in table "departments" where Department is "Parks": Tom Reed.',
    ],
    [
      'budget',
      'What was approved for Schools in 2023?',
      'Approved 2023 in table "departments" where Department is "Schools": 8700000.',
    ],
    [
      'energy',
      'What was the solar capacity of Norland in 2021?',
      '2021 in table "solar_capacity_mw" where Country is "Norland": 260.',
    ],
    [
      'energy',
      'What is the country code of Port Alba?',
      'Code in table "generation" where Country is "Port Alba": PAL.',
    ],
    [
      'minutes',
      'When is the repair of the gate of plot 9 due?',
      'Due in table "actions" where Action is "Repair gate of plot 9": 2025-04-30.',
    ],
    [
      'minutes',
      'Which actions is the Warden responsible for?',
      'Action in table "actions" where Responsible is "Warden": Check the fire extinguishers; Repair gate of plot 9.',
    ],
  ])('%s: %s', async (folder, question, sentence) => {
    expect(await told(folder, question)).toEqual([sentence]);
  });

  test.each<[Folder, string]>([
    ['budget', 'What was approved for Schools in 2022?'],
    ['budget', 'What is the unit price of the desks?'],
    ['budget', 'How much did Parks spend in 2023?'],
    ['energy', 'What was the solar capacity of Norland in 2017?'],
    ['energy', 'What was the solar capacity of Ostrava in 2021?'],
    ['minutes', 'When was the gate of plot 9 repaired?'],
  ])('%s: nothing is told where the row, the column or the year is missing: %s', async (folder, question) => {
    expect(await told(folder, question)).toEqual([]);
  });

  test('of what only happens to stand beside a value nothing is told', async () => {
    // A day is told of an action; that a person has only one action makes it no day of that person.
    expect(await told('minutes', 'When is the Secretary due?')).toEqual([]);
  });
});

describe('comparisons', () => {
  test('two rows of one measure', async () => {
    expect(await told('energy', 'Was the solar capacity of Estavia larger than that of Port Alba in 2022?')).toEqual([
      '2022 in table "solar_capacity_mw" for Country "Estavia" is 1130, more than the 340 for "Port Alba".',
    ]);
  });

  test('two columns of one row', async () => {
    expect(await told('budget', 'Did Parks spend more than was approved in 2024?')).toEqual([
      'Spent 2024 and Approved 2024 in table "departments" where Department is "Parks": 1342700 and 1310000.',
    ]);
  });
});

describe('products', () => {
  test('a total cost is the quantity times the price of one', async () => {
    expect(await told('budget', 'What was the total cost of the mowers?')).toEqual([
      'Total of quantity times unit price (EUR) in table "items" where item is "Mower": 12900.00.',
    ]);
  });

  test('how many of a row is its quantity', async () => {
    expect(await told('budget', 'How many tablets were bought?')).toEqual([
      'Total of quantity in table "items" where item is "Tablets": 150.',
    ]);
  });
});
