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

interface Against {
  source: string;
  place: string;
  text: string;
  headings?: string[];
  opening?: string;
}

function verdictOn(text: string, cited: ReturnType<typeof evidence>[], against: (string | Partial<Against>)[] = []) {
  const claim = {
    id: 's1',
    text,
    evidence: ['e1'],
    against: against.map((given) => ({
      source: 'b.md',
      place: 'line 9',
      ...(typeof given === 'string' ? { text: given } : given),
    })),
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

  const LIMIT = 'The weekly limit for apprentices is 40 hours.';
  const disputed = (against: string | Partial<Against>, cited: { opening?: string } = {}) =>
    verdictOn(LIMIT, [{ ...evidence(LIMIT), ...cited }], [against]);

  test('is disputed where another source makes the same statement with another value, both named', () => {
    expect(disputed('Well. The weekly limit for apprentices is 44 hours.')).toMatchObject({
      verdict: 'insufficient',
      reason: expect.stringMatching(/a\.md says 40.*b\.md, line 9, which says 44/s),
    });
  });

  test.each<[string, Partial<Against>]>([
    ['opening', { opening: 'Revised edition, November 2026' }],
    ['title', { source: 'corrected_rules.txt' }],
    ['headings', { headings: ['Corrigendum'] }],
    ['passage', { text: 'Revised edition, November 2026\nThe weekly limit for apprentices is 44 hours.' }],
  ])('is outdated where the other source says that it is the later word in its %s', (_place, given) => {
    const text = 'The weekly limit for apprentices is 44 hours.';
    expect(disputed({ text, ...given })?.verdict).toBe('contradicted');
  });

  test('is outdated where the other source is dated later, and holds where it is dated earlier', () => {
    const text = 'The weekly limit for apprentices is 44 hours.';
    const [old, recent] = ['Rules of 3 May 2024', 'Rules of 9 May 2026'];
    expect(disputed({ text, opening: recent }, { opening: old })?.verdict).toBe('contradicted');
    expect(disputed({ text, opening: old }, { opening: recent })?.verdict).toBe('supported');
  });

  test.each([
    'The weekly limit for apprentices in Bergen is 44 hours.',
    'The monthly limit for apprentices is 44 shifts of the night.',
    'The weekly limit for apprentices was 38 hours in 2019.',
    'The weekly limit for apprentices is 40 hours.',
    'A total of 44 apprentices were excluded.',
  ])('is not disputed by another statement: %s', (text) => {
    expect(disputed({ text, opening: 'Revised edition' })).toEqual({
      claimId: 's1',
      verdict: 'supported',
      reason: 'The words stand in e1.',
    });
  });

  test('is not disputed by its own source, which tells several things in the same form', () => {
    expect(disputed({ source: 'a.md', text: 'The weekly limit for apprentices is 44 hours.' })?.verdict).toBe(
      'supported',
    );
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

  const ASKED = `select team, year, spend_eur as "Spend EUR" from spend where team = 'Rail' and year = 2024 and spend_eur is not null`;
  const GAVE = 'team, year, Spend EUR: Rail, 2024, 2500';
  const EVERY = 'team, year, Spend EUR: Harbour, 2024, 4200; Ferry, 2024, 3100; Rail, 2024, 2500';
  test.each<[string, string, string, string]>([
    ['supported', 'The Rail team spent 2,500 euros in 2024.', GAVE, ASKED],
    ['insufficient', 'The Rail team did not spend 2,500 euros on tracks in 2024.', GAVE, ASKED],
    ['insufficient', 'The Rail team spent 2,500 euros on tracks in 2024.', GAVE, ASKED],
    ['contradicted', 'The Rail team never spent 2500 EUR in 2024.', GAVE, ASKED],
    ['contradicted', 'The Rail team spent less than 2500 EUR in 2024.', GAVE, ASKED],
    ['contradicted', 'No team spent 2500 EUR in 2024.', GAVE, ASKED],
    ['contradicted', 'It is false that the Rail team spent 2500 EUR in 2024.', GAVE, ASKED],
    ['contradicted', 'The Rail team failed to spend 2500 EUR in 2024.', GAVE, ASKED],
    ['insufficient', 'The Rail team will spend 2500 EUR in 2024.', GAVE, ASKED],
    [
      'contradicted',
      'The Rail team spent more than the Ferry team in 2024.',
      EVERY,
      'select team, year, spend_eur from spend',
    ],
    [
      'supported',
      'The Ferry team spent more than the Rail team in 2024.',
      EVERY,
      'select team, year, spend_eur from spend',
    ],
    ['supported', 'The Harbour team spent the most in 2024.', EVERY, 'select team, year, spend_eur from spend'],
    ['contradicted', 'The Ferry team spent the most in 2024.', EVERY, 'select team, year, spend_eur from spend'],
  ])('affirms plainly or is computed: %s, %s', (verdict, claim, result, sql) => {
    expect(verdictOn(claim, [evidence(result, sql)])?.verdict).toBe(verdict);
  });
});
