import { describe, expect, test } from '@jest/globals';
import { ask } from './support/offline-job.ts';

const evidence = (quote: string, query: string | null = null) => ({
  id: 'e1',
  source: 'a.md',
  place: 'line 1',
  quote,
  query,
});
const SQL = 'select team, sum(hours) as total from shifts where year = 2026 group by team';
const RESULT = 'team, total: north, 12.50; south, 1900';

function verdictOn(text: string, cited: ReturnType<typeof evidence>[], against: string[] = []) {
  const claim = {
    id: 's1',
    text,
    evidence: ['e1'],
    against: against.map((passage) => ({ source: 'b.md', place: 'line 9', text: passage })),
  };
  return ask('claim_verdicts', { claims: [claim], evidence: cited }).verdicts[0];
}

describe('a claim on quoted words', () => {
  test.each<[string, string, string]>([
    ['supported', 'The limit is 40 hours.', 'The limit\nis 40 hours.'],
    ['supported', 'The weekly limit of hours is 40.', 'The limit of weekly hours is 40, covers included.'],
    ['contradicted', 'The limit of weekly hours is 44 hours.', 'The limit of weekly hours is 40 hours.'],
    ['contradicted', 'The clinic opens on Saturdays.', 'The clinic does not open on Saturdays.'],
    ['insufficient', 'The nurses voted for a higher limit in June.', 'The limit of weekly hours is 40 hours.'],
    ['insufficient', 'The limit of weekly hours holds for 31 persons.', 'The limit of weekly hours holds for persons.'],
  ])('is %s: %s', (verdict, claim, quote) => {
    expect(verdictOn(claim, [evidence(quote)])?.verdict).toBe(verdict);
  });

  test('without its evidence is insufficient', () => {
    expect(verdictOn('The limit is 40 hours.', [])?.verdict).toBe('insufficient');
  });

  test('stays supported where another source disagrees, which is said', () => {
    const verdict = verdictOn(
      'The limit is 40 hours.',
      [evidence('The limit is 40 hours.')],
      ['Well. The limit is 44 hours.'],
    );
    expect(verdict).toMatchObject({ verdict: 'supported', reason: expect.stringContaining('b.md, line 9') });
  });

  test('in other words is insufficient where another source disagrees', () => {
    const quote = evidence('The limit of weekly hours is 40 hours, covers included.');
    expect(verdictOn('The weekly hours limit is 40 hours.', [quote])?.verdict).toBe('supported');
    expect(
      verdictOn('The weekly hours limit is 40 hours.', [quote], ['The limit of weekly hours is 44 hours.'])?.verdict,
    ).toBe('insufficient');
  });
});

describe('a claim on a query', () => {
  test.each<[string, string]>([
    ['supported', 'Total of hours in table "shifts" for team "north": 12.50.'],
    ['supported', 'north | 12.5'],
    ['supported', 'south | 1,900'],
    ['supported', 'Number of rows in table "shifts" where year is 2026: 1900.'],
    ['contradicted', 'Total of hours in table "shifts" for team "north": 13.'],
    ['insufficient', 'Parking costs the visitors 12.50 more on Sundays.'],
  ])('is %s: %s', (verdict, claim) => {
    expect(verdictOn(claim, [evidence(RESULT, SQL)])?.verdict).toBe(verdict);
  });

  test('that shows only its first rows does not contradict the others', () => {
    expect(verdictOn('west | 7', [evidence(`${RESULT}; and 9 more rows`, SQL)])?.verdict).toBe('supported');
  });
});
