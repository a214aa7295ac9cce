import { describe, expect, it } from '@jest/globals';
import { CLAIM_CHECKS, checkWording } from '../../../contract/evidence/claim-checks.ts';
import type { CitedWords } from '../../../contract/evidence/claim-fault.ts';
import { citedQuery, citedQuote } from '../../support/cited-words.ts';

function found(text: string, quote: string, around: Partial<CitedWords> = {}): string[] {
  const { faults } = checkWording({ text, cited: [citedQuote(quote, around)] });
  return [...new Set(faults.map(({ check, severity }) => `${severity} ${check}`))];
}

const PORT = 'The port handled 41.3 million tonnes of cargo in 2025, up from 38.9 million tonnes in 2024.';
const TRIAL = 'Nurses may not work more than 48 hours per week, averaged over a period of 17 weeks.';
const BONES = 'The Northern Terminal did not reopen before 14 March 2025, because dredging took longer than planned.';

describe('a claim that its evidence holds in other words', () => {
  it.each([
    ['Cargo rose from 38.9 million tonnes in 2024 to 41.3 million tonnes in 2025.', PORT],
    ['In 2025 the port handled 41,300,000 tonnes of cargo, 2.4 million tonnes more than in 2024.', PORT],
    ['Averaged over 17 weeks, nurses may not work more than 48 hours per week.', TRIAL],
    ['Because dredging took longer than planned, the Northern Terminal did not reopen before 14 March 2025.', BONES],
    ['The check took an hour and a half.', 'The check took an hour and a half.'],
    ['The run lasted 1.5 hours.', 'The run lasted 90 minutes.'],
    [
      'Service returned 1 hour and 23 minutes after the first alert.',
      'Service returned 83 minutes after the first alert.',
    ],
    ['60 % of new members joined through the app.', 'Six in ten new members joined through the app.'],
    [
      'The canton bears 60 %, the state 25 % and the towns the remaining 15 %.',
      'The canton bears 60 per cent, the state 25 per cent and the towns the remainder.',
    ],
    ['The rate fell by 0.7 percentage points to 3.4 %.', 'The rate stood at 3.4 per cent, down from 4.1 per cent.'],
    ['The fee doubled from 20 to 40 euros.', 'The fee went from 20 to 40 euros.'],
    ['A dozen sites took part.', 'Twelve sites took part.'],
    ['The meeting is on 20 November 2026.', 'The meeting is on 2026-11-20.'],
    ['According to the notes, the limit is 40.', 'The limit is 40.'],
  ])('passes: %s', (claim, quote) => {
    expect(found(claim, quote)).toEqual([]);
  });
});

describe('an altered claim', () => {
  it.each([
    [
      'blocking number-not-found',
      'The port handled 43.1 million tonnes of cargo in 2025, up from 38.9 million tonnes in 2024.',
      PORT,
    ],
    [
      'blocking number-not-found',
      'The port handled 38.9 million tonnes of cargo in 2025, up from 41.3 million tonnes in 2024.',
      PORT,
    ],
    [
      'blocking number-not-found',
      'Nurses may not work more than 17 hours per week, averaged over a period of 48 weeks.',
      TRIAL,
    ],
    ['blocking number-not-found', 'Three of the nine berths are closed.', 'Two of the nine berths are closed.'],
    [
      'blocking unit-differs',
      'The port handled 41.3 million litres of cargo in 2025, up from 38.9 million tonnes in 2024.',
      PORT,
    ],
    [
      'blocking unit-differs',
      'Nurses may not work more than 48 hours per month, averaged over a period of 17 weeks.',
      TRIAL,
    ],
    ['blocking unit-differs', 'The price is 12 USD.', 'The price is 12 EUR.'],
    [
      'blocking date-not-found',
      'The Northern Terminal did not reopen before 14 May 2025, because dredging took longer than planned.',
      BONES,
    ],
    [
      'blocking date-not-found',
      'The port handled 41.3 million tonnes of cargo in 2026, up from 38.9 million tonnes in 2024.',
      PORT,
    ],
    [
      'warning name-not-found',
      'The Southgate Terminal did not reopen before 14 March 2025, because dredging took longer than planned.',
      BONES,
    ],
    [
      'warning negation-differs',
      'The Northern Terminal did reopen before 14 March 2025, because dredging took longer than planned.',
      BONES,
    ],
    [
      'warning negation-differs',
      'Nurses may work more than 48 hours per week, averaged over a period of 17 weeks.',
      TRIAL,
    ],
    ['warning scope-differs', 'All towers show cracks.', 'Some towers show cracks.'],
    ['warning scope-differs', 'The plant delivers at least 16 MW.', 'The plant delivers up to 16 MW.'],
    [
      'warning direction-differs',
      'Waiting time rose from 19 hours to 11 hours.',
      'Waiting time was 19 hours and is now 11 hours.',
    ],
    [
      'warning direction-differs',
      'Memory use is higher in the new version.',
      'Memory use is lower in the new version.',
    ],
    [
      'warning content-not-cited',
      'The plant delivers up to 16 MW, and the crew painted the eastern warehouse green.',
      'The plant delivers up to 16 MW.',
    ],
    [
      'blocking source-not-cited',
      'According to the Meridian Institute, the plant delivers up to 16 MW.',
      'The plant delivers up to 16 MW.',
    ],
    ['blocking number-not-found', 'Line 12 carries most passengers.', 'Line 9 carries most passengers.'],
    ['blocking quote-not-found', 'The manual calls it "a rather safe plant".', 'The manual calls it "a safe plant".'],
  ])('has %s: %s', (code, claim, quote) => {
    expect(found(claim, quote)).toContain(code);
  });

  it('is not saved by the same number elsewhere in the passage', () => {
    const passage = 'The line has 41 stops. The depot has 14 lanes.';
    expect(found('The depot has 41 lanes.', 'The depot has 14 lanes.', { passage })).toEqual([
      'blocking number-not-found',
    ]);
  });

  it('is only hinted at where its number stands beside words that give none', () => {
    const passage = 'The depot has lanes for buses. There are 14 of them.';
    expect(found('The depot has 14 lanes for buses.', 'The depot has lanes for buses.', { passage })).toEqual([
      'warning number-not-found',
    ]);
  });

  it('may take its year from headings and title', () => {
    const around = { headings: ['Annual report 2025'], title: 'report.md' };
    expect(found('In 2025 the depot had 14 lanes.', 'The depot had 14 lanes.', around)).toEqual([]);
    expect(found('In 2024 the depot had 14 lanes.', 'The depot had 14 lanes.', around)).toEqual([
      'blocking date-not-found',
    ]);
  });
});

describe('a claim on a table', () => {
  const table = {
    tabular: true,
    headings: ['month,team,calls,tokens'],
    passage: '2026-05,legal,412,33000\n2026-05,claims,908,22000',
  };
  it.each([
    [[], 'In May 2026 legal made 412 calls.', '412'],
    [[], 'In May 2026 legal made 412 calls with 33,000 tokens.', '2026-05,legal,412,33000'],
    [['blocking number-not-found'], 'In May 2026 legal made 33,000 calls.', '2026-05,legal,412,33000'],
    [['blocking number-not-found'], 'In May 2026 legal made 908 calls.', '412'],
    [['warning content-not-cited'], 'In May 2026 claims made 412 calls.', '412'],
    [['blocking date-not-found'], 'In June 2026 legal made 412 calls.', '412'],
  ])('gives %j: %s', (codes, claim, quote) => {
    expect(found(claim, quote, table)).toEqual(codes);
  });
});

describe('a claim on a query', () => {
  const query = {
    sql: 'select team, sum(calls) as total from usage where year = 2026 and hours > 10 group by team',
    columns: ['team', 'total'],
    rows: [
      ['north', '12.5'],
      ['south', '1900'],
    ],
    tables: ['usage'],
    scale: 2,
  };
  const gives = (text: string) =>
    checkWording({ text, cited: [citedQuery(query)] }).faults.map(({ check, message }) => [check, message]);

  it('takes its number from the row that it names', () => {
    expect(gives('The total of calls of north is 12.5.')).toEqual([]);
    expect(gives('The total of calls of north is 1,900.')).toEqual([
      ['number-not-found', 'The sentence says 1,900; the cited words say 12.5.'],
    ]);
  });

  it('takes a number of the SQL only where it names the condition', () => {
    expect(gives('Where hours are more than 10, the total of calls of north is 12.5.')).toEqual([]);
    expect(gives('The calls of 10 teams are counted.').map(([check]) => check)).toContain('number-not-found');
  });
});

it('tells which checks ran and what they gave', () => {
  const { ran, remarks } = checkWording({ text: 'It rose by 2 to 12.', cited: [citedQuote('It rose from 10 to 12.')] });
  expect(ran.map(({ check }) => check)).toEqual(Object.keys(CLAIM_CHECKS));
  expect(ran.find(({ check }) => check === 'numbers')).toEqual({ check: 'numbers', gave: 'passed' });
  expect(remarks).toEqual(['2 is 12 - 10']);
});
