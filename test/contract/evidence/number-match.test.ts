import { describe, expect, it } from '@jest/globals';
import { MOST_QUERY_ROWS, type RecordedQuery } from '../../../contract/evidence/evidence.ts';
import { checkNumbers } from '../../../contract/evidence/number-check.ts';
import { citedQuery, citedQuote } from '../../support/cited-words.ts';

function outcome({ faults, remarks = [] }: ReturnType<typeof checkNumbers>) {
  return { missing: faults.map(({ message }) => /^The sentence says (.*?);/.exec(message)?.[1]), remarks };
}

function inQuote(claim: string, ...quotes: string[]) {
  return outcome(checkNumbers({ text: claim, cited: quotes.map((quote) => citedQuote(quote)) }));
}

function inQuery(claim: string, rows: RecordedQuery['rows'], sql = 'select 1') {
  const columns = rows[0]?.map((_cell, at) => `column_${at}`) ?? [];
  return outcome(checkNumbers({ text: claim, cited: [citedQuery({ sql, columns, rows, tables: ['t'], scale: 2 })] }));
}

const found = { missing: [], remarks: [] };

describe('checkNumbers', () => {
  it.each([
    ['The fee is 1234.5.', 'a fee of 1,234.50 applies'],
    ['It has 62,200,000 users.', '62.2 million users'],
    ['It has 1.2 million users.', '1.2M users'],
    ['It costs $5.', 'the price is 5'],
    ['It costs 5 dollars.', 'the price is $5.00'],
    ['It rose by 12 percent.', 'up 12%'],
    ['There are 3 offers.', 'Three offers came in.'],
    ['It fell by 5 points.', 'a change of -5 points'],
    ['The system has 40.8 kWp.', 'Leistung: 40,8 kWp'],
    ['The system costs 1,234 EUR.', 'Preis: 1.234 EUR'],
    ['GPT 5.5 is dearer.', 'gpt-5.5 is dearer than gpt-5.4'],
    ['It holds 2000 rows.', 'Size 2000'],
    ['No quantity at all.', 'nothing'],
  ])('finds the numbers of %j in %j', (claim, quote) => {
    expect(inQuote(claim, quote)).toEqual(found);
  });

  it.each([
    ['The fee is 13 EUR.', 'the fee is 12 EUR', '13 EUR'],
    ['It has 62.2 million users.', '62.2 thousand users', '62.2 million'],
    ['It has 5 users.', '5 million users', '5'],
    ['It was -5.', 'it was 5', '-5'],
    ['There were 11 incidents.', 'on 2026-11-20 there was one', '11'],
    ['It costs 5432.', 'it costs 5.432', null],
    ['It costs 54.32.', 'it costs 543.2', '54.32'],
    ['There are 3 offers.', 'the mean is 2.6', '3'],
  ])('does not find the number of %j in %j', (claim, quote, missing) => {
    expect(inQuote(claim, quote).missing).toEqual(missing === null ? [] : [missing]);
  });

  it('takes a rounded number only where it rounds the value', () => {
    expect(inQuery('The mean is 12.35.', [['12.3456']])).toEqual({ missing: [], remarks: ['12.35 rounds 12.3456'] });
    expect(inQuery('The mean is 12.34.', [['12.3456']]).missing).toEqual(['12.34']);
    expect(inQuery('It has 62.2 million users.', [['62187345']]).remarks).toEqual([
      '62.2 million (62200000) rounds 62187345',
    ]);
    expect(inQuery('It has 62.3 million users.', [['62187345']]).missing).toEqual(['62.3 million']);
    expect(inQuery('It costs 63,181 EUR.', [['63180.50']]).missing).toEqual([]);
  });

  it('takes a small whole number or zeros at the end for rounded only where a word says so', () => {
    expect(inQuery('The mean is 12.', [['12.3456']]).missing).toEqual(['12']);
    expect(inQuery('The mean is about 12.', [['12.3456']]).missing).toEqual([]);
    expect(inQuery('There are 1,200 rows.', [['1234']]).missing).toEqual(['1,200']);
    expect(inQuery('There are roughly 1,200 rows.', [['1234']]).remarks).toEqual(['1,200 rounds 1234']);
    expect(inQuery('There are roughly 1,300 rows.', [['1234']]).missing).toEqual(['1,300']);
  });

  it('reads cells of queries, their count, and the conditions of the SQL, but not its limit', () => {
    const rows = [
      ['north', '0.125', null],
      ['south 7', '-4', 'x'],
    ];
    expect(inQuery('North has 12.5%, south 7 has minus 4, in 2 rows.', rows)).toEqual(found);
    expect(inQuery('Shifts above 10 hours.', rows, 'select 1 where hours > 10')).toEqual(found);
    expect(inQuery('Shifts above 10 hours.', rows, 'select 1 LIMIT 10').missing).toEqual(['10']);
    const cut = Array.from({ length: MOST_QUERY_ROWS }, () => ['north']);
    expect(inQuery('There are 200 shifts.', cut).missing).toEqual(['200']);
    expect(inQuery('There are 199 shifts.', cut.slice(1)).missing).toEqual([]);
  });
});
