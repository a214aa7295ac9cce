import { describe, expect, it } from '@jest/globals';
import { checkWording } from '../../../contract/evidence/claim-checks.ts';
import { rivalOf } from '../../../contract/evidence/same-statement.ts';
import { citedQuery, citedQuote } from '../../support/cited-words.ts';

function codes(text: string, quote: string, passage = quote): string[] {
  return checkWording({ text, cited: [citedQuote(quote, { passage })] }).faults.map(
    ({ check, severity }) => `${severity} ${check}`,
  );
}

describe('a unit in another spelling', () => {
  it.each([
    [
      'Ferry fares rose 7 percent in May and 50 percent in June, on 50 routes.',
      'Ferry fares rose 7% in May and 50% in June, on 50 routes.',
    ],
    ['Ferry fares rose 7% in May.', 'Ferry fares rose 7 per cent in May.'],
    ['A 7-percent rise was seen.', 'A 7% rise was seen.'],
    ['The share fell by 4.2 percent points.', 'The share fell by 4.2% points.'],
    ['The share fell by 4.2 percentage points.', 'The share fell by 4.2 percent points.'],
    ['The ticket costs 12 US dollars.', 'The ticket costs $12.'],
    ['The ticket costs USD 12.', 'The ticket costs US$12.'],
    ['The ticket costs 12 euros.', 'The ticket costs €12.'],
    ['The tunnel is 12 kilometres long.', 'The tunnel is 12km long.'],
    ['The rate was 12 per 100000 residents.', 'The rate was 12 per 100,000 residents.'],
    ['The timeout grew from 5 minutes to 1 hour in the release.', 'The timeout grew from 5 minutes to 1 hour.'],
  ])('is the same: %s', (claim, quote) => {
    expect(codes(claim, quote)).not.toContainEqual(expect.stringMatching(/unit|number|exchange|direction/));
  });

  it.each([
    ['The share fell by 4.2 percentage points.', 'The share fell by 4.2%.'],
    ['The share fell by 4.2 percent.', 'The share fell by 4.2 percentage points.'],
    ['The ticket costs 12 euros.', 'The ticket costs $12.'],
    ['The tunnel is 12 miles long.', 'The tunnel is 12 km long.'],
  ])('is not the same where it is another unit: %s', (claim, quote) => {
    expect(codes(claim, quote)).toContain('blocking unit-differs');
  });
});

describe('four digits that may be a year', () => {
  it.each([
    ['The census reached 2012 households.', 'The census reached 2,012 households.'],
    ['The census of the 2012 remote farms ended.', 'The census of the 2,012 remote farms ended.'],
    ['In 2012 households saved more.', 'In 2012 households saved more.'],
  ])('are read as the cited words have them: %s', (claim, quote) => {
    expect(codes(claim, quote)).toEqual([]);
  });

  it.each([
    ['The census reached 2021 households.', 'The census reached 2,012 households. It ended in 2021.'],
    ['The census of the 2013 remote farms ended.', 'The census of the 2,012 remote farms ended.'],
  ])('are compared: %s', (claim, passage) => {
    const quote = passage.replace(' It ended in 2021.', '');
    expect(codes(claim, quote, passage)).toContainEqual(expect.stringMatching(/^blocking/));
  });
});

describe('years that are written as a range', () => {
  it.each([
    ['The strike of 2005 to 2007 closed the yard.', 'The strike of 2005-07 closed the yard.'],
    ['The strike of 2005-07 closed the yard.', 'The strike of 2005–07 closed the yard.'],
    ['The strike of 1998-99 closed the yard.', 'The strike of 1998–1999 closed the yard.'],
  ])('hold: %s', (claim, quote) => {
    expect(codes(claim, quote)).toEqual([]);
  });

  it.each(['2009-07', '2005-09', '2004-07'])('are altered: %s', (range) => {
    const quote = 'The strike of 2005-07 closed the yard.';
    const passage = `${quote} Another began in 2009.`;
    expect(codes(`The strike of ${range} closed the yard.`, quote, passage)).toContain('blocking date-not-found');
  });
});

describe('the words of a query', () => {
  const query = {
    sql: 'select "column_4_2015_fires" from fires_2019 where "town" = \'Elmsworth\' limit 7',
    columns: ['column_4_2015_fires'],
    rows: [['41']],
    tables: ['fires_2019'],
    scale: 2,
  };
  const faults = (text: string) => checkWording({ text, cited: [citedQuery(query)] }).faults.map(({ check }) => check);

  it('are those of its columns and of what it filters by', () => {
    expect(faults('The 2015 fires of Elmsworth is 41.')).toEqual([]);
    expect(faults('Elmsworth had 41 fires in 2015.')).toEqual([]);
  });

  it('are not its other numbers, another year or another name', () => {
    expect(faults('The 2015 fires of Elmsworth is 7.')).toContain('number-not-found');
    expect(faults('The 2014 fires of Elmsworth is 41.')).toContain('date-not-found');
    expect(faults('The 2015 fires of Marlow is 41.')).toContain('name-not-found');
  });
});

describe('the same statement with another value', () => {
  const CRANES = 'The yard at Holm used 14 cranes and 3 docks in 2024.';
  it.each<[string, string | null]>([
    ['The yard at Holm used 17 cranes and 3 docks in 2024.', '17'],
    ['In 2024 the yard at Holm used 14 cranes and 5 docks.', '5'],
    [CRANES, null],
    ['The yard at Holm used 17 cranes and 3 docks in 2023.', null],
    ['The yard at Brekke used 17 cranes and 3 docks in 2024.', null],
    ['The yard at Holm sold 17 rusty cranes and 3 docks in 2024.', null],
    ['The yard at Holm did not use 17 cranes and 3 docks in 2024.', null],
  ])('is %s: %s', (other, given) => {
    expect(rivalOf(CRANES, other, 0.9)?.given ?? null).toBe(given);
  });
});
