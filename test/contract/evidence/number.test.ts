import { describe, expect, it } from '@jest/globals';
import { formatDecimal } from '../../../contract/evidence/decimal.ts';
import { numbersIn } from '../../../contract/evidence/number.ts';

function read(text: string): string[] {
  return numbersIn(text).map(({ value, unit }) => `${formatDecimal(value)}${unit === null ? '' : ` ${unit}`}`);
}

describe('numbersIn', () => {
  it.each([
    ['The bill is 1,234.5 in all.', ['1234.5']],
    ['It has 1.2M users and 3k rows.', ['1200000', '3000']],
    ['Revenue was 62.2 million in 2025.', ['62200000']],
    ['Revenue was $62.2 million.', ['62200000 USD']],
    ['It rose by 12% and then 3.5 percent.', ['12 percent', '3.5 percent']],
    ['It costs $5, €1.50, 7 EUR and 8 dollars.', ['5 USD', '1.5 EUR', '7 EUR', '8 USD']],
    ['It costs US$5m or EUR 3bn.', ['5000000 USD', '3000000000 EUR']],
    ['The wall is 5m high and 12kg heavy.', ['5', '12']],
    ['Between 10-20 and 10–20 people.', ['10', '20', '10', '20']],
    ['It fell to -5 or −7.', ['-5', '-7']],
    ['40,8 kWp for 58752,00 and 1.234.567,89', ['40.8', '58752', '1234567.89']],
    ["1'234'567 or 1\u202f234", ['1234567', '1234']],
    ['There are 2000 rows; the total is 2045.', ['2000', '2045']],
    ['12 of 15 offers.', ['12', '15']],
    ['Assets of $219.2\nbillion, or 12\npercent', ['219200000000 USD', '12 percent']],
  ])('reads the quantities of %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    'In 2026, the 2025 prices hold.',
    'Since 1998 and until 2031.',
    'On 2026-11-20 at 18:53, or 2026-11-20T18:53:00Z.',
    'On 20 November 2026 and November 3, 2026, and 20.11.2026, and 11/20/26.',
    'The 1st, 2nd and 25th of May.',
    'gpt-5.5 and gpt-4o-mini, Q3, H1, A4, COVID-19, s2-p14, version 1.2.3.',
    'See section 3.2, page 12, lines 3 to 7 and https://example.org/a/12.',
  ])('sees no quantity in %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('keeps both readings of a separator with three digits behind it', () => {
    const [comma, point] = numbersIn('1,234 and 1.234');
    expect([comma?.value, comma?.otherValue].map((value) => value && formatDecimal(value))).toEqual(['1234', '1.234']);
    expect([point?.value, point?.otherValue].map((value) => value && formatDecimal(value))).toEqual(['1.234', '1234']);
  });

  it('leaves out what is no number', () => {
    expect(read('1,2,3')).toEqual([]);
    expect(read(`${'9'.repeat(80)} words`)).toEqual([]);
  });
});
