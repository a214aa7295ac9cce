import { describe, expect, it } from '@jest/globals';
import { checkWording } from '../../../contract/evidence/claim-checks.ts';
import type { CitedWords } from '../../../contract/evidence/claim-fault.ts';
import { citedQuery, citedQuote } from '../../support/cited-words.ts';

type Row = (string | null)[];
function query(sql: string, columns: string[], ...rows: Row[]): CitedWords {
  return { ...citedQuery({ sql, columns, rows, tables: ['spend'], scale: 2 }), title: 'spend.csv' };
}
const LOOK_UP = `select "team", "year", "spend_eur" as "Spend EUR" from "spend" where "team" = 'Rail' and "year" = 2024 and "spend_eur" is not null`;
const ONE = query(LOOK_UP, ['team', 'year', 'Spend EUR'], ['Rail', '2024', '2500']);
const LEAST = query(
  `select team, year, min(spend_eur) as "Lowest Spend EUR" from spend where team = 'Rail' and year = 2024 group by team, year`,
  ['Team', 'Year', 'Lowest Spend EUR'],
  ['Rail', '2024', '2500'],
);
const ALL = query(
  'select team, year, spend_eur from spend where year = 2024',
  ['team', 'year', 'spend_eur'],
  ['Harbour', '2024', '4200'],
  ['Ferry', '2024', '3100'],
  ['Rail', '2024', '2500'],
);
const TOTAL = query(
  'select year, sum(spend_eur) as "Total of Spend EUR" from spend group by year',
  ['year', 'Total of Spend EUR'],
  ['2024', '9800'],
);
const TOP = query(
  'select team, spend_eur from spend where year = 2024 order by spend_eur desc limit 1',
  ['team', 'spend_eur'],
  ['Harbour', '4200'],
);
const NONE = query('select count(distinct team) as teams from spend where spend_eur > 5000', ['teams'], ['0']);
const HEADER = 'Team,Year,Spend EUR';
const LINES = ['Harbour,2024,4200', 'Ferry,2024,3100', 'Rail,2024,2500'];
const ROW = citedQuote('Rail,2024,2500', {
  tabular: true,
  headings: [HEADER],
  passage: LINES.join('\n'),
  title: 'spend.csv',
});

function gives(text: string, ...cited: CitedWords[]): 'supported' | 'contradicted' | 'insufficient' {
  const { faults } = checkWording({ text, cited }, ['tables']);
  return faults.some(({ against }) => against) ? 'contradicted' : faults.length > 0 ? 'insufficient' : 'supported';
}

describe.each([
  ['a recorded query', ONE],
  ['a quoted row', ROW],
])('a sentence on %s', (_name, cited) => {
  it.each([
    'The Rail team spent 2,500 euros in 2024.',
    'In 2024 the Rail team spent EUR 2500.',
    'The spend of the Rail team amounted to 2500 EUR in 2024.',
    'The Rail team used 2500 EUR in 2024.',
    'Rail had costs of 2500 EUR in 2024.',
    'The Rail team spent about 2500 EUR in 2024.',
    'The Rail team spent at least 2500 EUR in 2024.',
    'The Rail team spent no more than 2500 EUR in 2024.',
    'The expenditure of the Rail team in 2024 was 2500 EUR.',
  ])('that affirms its values plainly holds: %s', (text) => {
    expect(gives(text, cited)).toBe('supported');
  });

  it.each([
    'The Rail team never spent 2500 EUR in 2024.',
    'The Rail team did not spend 2500 EUR in 2024.',
    'The Rail team didn’t spend 2500 EUR in 2024.',
    'It is false that the Rail team spent 2500 EUR in 2024.',
    'The Rail team failed to spend 2500 EUR in 2024.',
    'No team spent 2500 EUR in 2024.',
    'Nobody spent 2500 EUR in 2024.',
    'The Rail team spent less than 2500 EUR in 2024.',
    'The Rail team spent more than 2500 EUR in 2024.',
    'The Rail team spent over 2500 EUR in 2024.',
    'The spend of the Rail team exceeded 2500 EUR in 2024.',
    'The spend of the Rail team was below 2500 EUR in 2024.',
  ])('that says the contrary is contradicted: %s', (text) => {
    expect(gives(text, cited)).toBe('contradicted');
  });

  it.each([
    'The Rail team did not spend 2,500 euros on tracks in 2024.',
    'The Rail team spent 2500 EUR on tracks in 2024.',
    'Tracks cost 2500 EUR in 2024.',
    'The Rail team spent 2500 EUR in 2024 and bought cranes.',
    'The Rail team will spend 2500 EUR in 2024.',
    'The Rail team would spend 2500 EUR in 2024.',
    'The Rail team may spend 2500 EUR in 2024.',
    'The Rail team plans to spend 2500 EUR in 2024.',
    'The Rail team planned to spend 2500 EUR in 2024.',
    'All teams spent 2500 EUR in 2024.',
    'Every team spent 2500 EUR in 2024.',
    'Only the Rail team spent 2500 EUR in 2024.',
    'Most teams spent 2500 EUR in 2024.',
    'The Rail team denied spending 2500 EUR in 2024.',
    'The Rail team hardly spent 2500 EUR in 2024.',
    'Without the Rail team 2500 EUR were spent in 2024.',
    'Neither the Rail team nor its year spent 2500 EUR in 2024.',
    'If the Rail team spent 2500 EUR in 2024, the total is lower.',
    'The Rail team had the highest spend in 2024, 2500 EUR in all.',
    'The Rail team came first in 2024 with 2500 EUR.',
    'The Rail team saved 2500 EUR in 2024.',
    'The Rail team received 2500 EUR in 2024.',
    'The Rail team has yet to spend 2500 EUR in 2024.',
    'The Rail team is said to have spent 2500 EUR in 2024.',
    'The Rail team spent 2500 EUR less in 2024.',
  ])('that says something else does not follow: %s', (text) => {
    expect(gives(text, cited)).not.toBe('supported');
  });
});

describe('a comparison of rows', () => {
  it.each<[string, string, CitedWords[]]>([
    ['contradicted', 'The Rail team spent more than the Ferry team in 2024.', [ALL]],
    ['supported', 'The Ferry team spent more than the Rail team in 2024.', [ALL]],
    ['supported', 'The Rail team spent less than the Ferry team in 2024.', [ALL]],
    ['contradicted', 'The Ferry team outspent the Harbour team in 2024.', [ALL]],
    ['supported', 'The Harbour team outspent the Ferry team in 2024.', [ALL]],
    ['contradicted', 'The spend of the Rail team exceeded that of the Ferry team in 2024.', [ALL]],
    ['supported', 'The spend of the Ferry team exceeded that of the Rail team in 2024.', [ALL]],
    ['contradicted', 'The Rail team spent as much as the Ferry team in 2024.', [ALL]],
    ['insufficient', 'The Rail team spent more than the Ferry team in 2024.', [ONE]],
    ['contradicted', 'The Rail team spent more than the Ferry team in 2024.', [ROW]],
    ['insufficient', 'The Rail team spent less than the Ferry team in 2024.', [ROW]],
    [
      'supported',
      'The Rail team spent less than the Ferry team in 2024.',
      [ROW, { ...ROW, id: 'e2', quote: LINES[1] ?? '' }],
    ],
    ['insufficient', 'The Rail team spent more in 2024 than in 2023.', [ALL]],
  ])('is %s: %s', (verdict, text, cited) => {
    expect(gives(text, ...cited)).toBe(verdict);
  });

  it('names both numbers', () => {
    const { faults } = checkWording({ text: 'The Rail team spent more than the Ferry team.', cited: [ALL] }, [
      'tables',
    ]);
    expect(faults[0]?.message).toMatch(/2500.*3100/);
  });

  it('is made between years of one row key', () => {
    const years = query(
      'select team, year, spend_eur from spend',
      ['team', 'year', 'spend_eur'],
      ['Rail', '2023', '2700'],
      ['Rail', '2024', '2500'],
    );
    expect(gives('The Rail team spent more in 2024 than in 2023.', years)).toBe('contradicted');
    expect(gives('The Rail team spent less in 2024 than in 2023.', years)).toBe('supported');
  });
});

describe('a ranking', () => {
  it.each<[string, string, CitedWords]>([
    ['supported', 'The Harbour team spent the most in 2024.', ALL],
    ['contradicted', 'The Rail team spent the most in 2024.', ALL],
    ['supported', 'The Rail team spent the least in 2024.', ALL],
    ['contradicted', 'The Ferry team had the lowest spend in 2024.', ALL],
    ['supported', 'The Ferry team had the second highest spend in 2024.', ALL],
    ['contradicted', 'The Rail team had the second highest spend in 2024.', ALL],
    ['supported', 'The highest spend in 2024 was 4200 EUR.', ALL],
    ['supported', 'Harbour spent the most (4200 EUR) and Rail the least (2500 EUR) in 2024.', ALL],
    ['contradicted', 'Rail spent the most (2500 EUR) and Harbour the least (4200 EUR) in 2024.', ALL],
    ['supported', 'Harbour (4200 EUR) spent more than Ferry (3100 EUR) and Rail (2500 EUR) in 2024.', ALL],
    ['contradicted', 'Ferry spent more than Harbour and Rail in 2024.', ALL],
    ['supported', 'The Harbour team spent the most in 2024, 4200 EUR.', TOP],
    ['insufficient', 'The Harbour team spent the least, 4200 EUR.', TOP],
    ['insufficient', 'The Rail team spent the least in 2024.', LEAST],
    ['supported', 'The lowest spend of the Rail team in 2024 was 2500 EUR.', LEAST],
    ['insufficient', 'The Rail team had the lowest spend in 2024, 2500 EUR.', LEAST],
  ])('is %s: %s', (verdict, text, cited) => {
    expect(gives(text, cited)).toBe(verdict);
  });
});

describe('what a query itself computes or filters by', () => {
  it.each<[string, CitedWords]>([
    ['The total spend in 2024 was 9,800 euros.', TOTAL],
    ['All spend in 2024 together was 9800 EUR.', TOTAL],
    ['No team spent more than 5000 EUR.', NONE],
    ['Number of rows in table "spend" where Spend EUR is above 5000: 0.', NONE],
    ['Total of Spend EUR in table "spend" by Year for Year "2024": 9800.', TOTAL],
    ['Lowest Spend EUR in table "spend" where Team is "Rail" and Year is 2024: 2500.', LEAST],
    ['Rail | 2024 | 2500', ALL],
  ])('holds: %s', (text, cited) => {
    expect(gives(text, cited)).toBe('supported');
  });

  it.each<[string, CitedWords]>([
    ['The total spend in 2024 was not 9,800 euros.', TOTAL],
    ['The total spend on cranes in 2024 was 9,800 euros.', TOTAL],
    ['The teams will spend 9800 EUR in 2024.', TOTAL],
  ])('does not: %s', (text, cited) => {
    expect(gives(text, cited)).not.toBe('supported');
  });

  it('may be planned where the table says so, and denied where a cell does', () => {
    const forecast = { ...ONE, title: 'cost-forecast.xlsx' };
    expect(gives('The Rail team will spend 2500 EUR in 2024.', forecast)).toBe('supported');
    const status = query(
      `select team, status from spend where team = 'Rail'`,
      ['team', 'status'],
      ['Rail', 'not approved'],
    );
    expect(gives('The Rail team was not approved.', status)).toBe('supported');
  });
});
