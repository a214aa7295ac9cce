import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datesIn } from '../../../contract/evidence/calendar-date.ts';
import { checkWording } from '../../../contract/evidence/claim-checks.ts';
import { formatDecimal } from '../../../contract/evidence/decimal.ts';
import { quantitiesIn, unitOfNumber } from '../../../contract/evidence/known-values.ts';
import { citedQuote } from '../../support/cited-words.ts';

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function inWords(value: number): string {
  if (value >= 1_000)
    return `${inWords(Math.floor(value / 1_000))} thousand${value % 1_000 > 0 ? ` ${inWords(value % 1_000)}` : ''}`;
  if (value >= 100)
    return `${SMALL[Math.floor(value / 100)]} hundred${value % 100 > 0 ? ` and ${inWords(value % 100)}` : ''}`;
  if (value < 20) return SMALL[value] ?? '';
  return `${TENS[Math.floor(value / 10)]}${value % 10 > 0 ? `-${SMALL[value % 10]}` : ''}`;
}

describe('numbers', () => {
  it('written as words are read as their value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 99_999 }), (value) => {
        const [number, ...more] = quantitiesIn(`They counted ${inWords(value)} boxes.`);
        expect([number && formatDecimal(number.value), more]).toEqual([String(value), []]);
      }),
    );
  });

  it('written with or without separators, with any unit, are read as their value and unit', () => {
    const units = fc.constantFrom(
      ['%', 'percent'],
      ['kg', 'kilogram'],
      ['MW', 'watt'],
      ['hours', 'second'],
      ['km', 'kilometre'],
      ['EUR', 'EUR'],
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.nat({ max: 99 }), units, (whole, part, [unit = '']) => {
        const plain = `${whole}.${String(part).padStart(2, '0')}`;
        const grouped = `${whole.toLocaleString('en')}.${String(part).padStart(2, '0')}`;
        const [a] = quantitiesIn(`It is ${plain} ${unit} now.`);
        const [b] = quantitiesIn(`It is ${grouped} ${unit} now.`);
        expect(a && formatDecimal(a.value)).toBe(b && formatDecimal(b.value));
        expect(Number(a && formatDecimal(a.value))).toBeCloseTo(Number(plain), 2);
        expect(a && unitOfNumber(a)?.name).toBe(b && unitOfNumber(b)?.name);
        expect(a && unitOfNumber(a)).not.toBeNull();
      }),
    );
  });

  it('changed in a claim are always found, whatever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9_999_999 }), fc.integer({ min: 2, max: 9_999_999 }), (given, said) => {
        const quote = `The depot stored ${given.toLocaleString('en')} crates of fruit.`;
        const { faults } = checkWording({
          text: `The depot stored ${said} crates of fruit.`,
          cited: [citedQuote(quote)],
        });
        expect(faults.some(({ severity }) => severity === 'blocking')).toBe(given !== said);
      }),
    );
  });
});

describe('dates', () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-28'), noInvalidDate: true });
  const long = (date: Date, options: Intl.DateTimeFormatOptions, locale: string): string =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(date);

  it('are the same day in all their forms', () => {
    fc.assert(
      fc.property(days, (date) => {
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const forms = [
          date.toISOString().slice(0, 10),
          long(date, { day: 'numeric', month: 'long', year: 'numeric' }, 'en-GB'),
          long(date, { day: 'numeric', month: 'long', year: 'numeric' }, 'en-US'),
          long(date, { day: 'numeric', month: 'short', year: 'numeric' }, 'en-GB'),
          `${day}.${month}.${year}`,
        ];
        for (const form of forms) expect(datesIn(`It began on ${form} in town.`)).toMatchObject([{ year, month, day }]);
      }),
    );
  });

  it('that were changed are always found', () => {
    fc.assert(
      fc.property(days, days, (given, said) => {
        const form = (date: Date): string => long(date, { day: 'numeric', month: 'long', year: 'numeric' }, 'en-GB');
        const { faults } = checkWording({
          text: `The lease began on ${form(said)}.`,
          cited: [citedQuote(`The lease began on ${form(given)}.`)],
        });
        expect(faults.some(({ severity }) => severity === 'blocking')).toBe(form(given) !== form(said));
      }),
    );
  });

  it.each([
    ['Q3 2025', { quarter: 3, year: 2025 }],
    ['FY2024', { year: 2024 }],
    ['Nov 2026', { month: 11, year: 2026 }],
    ['the second half of 2025', { half: 2, year: 2025 }],
    ['14:05', { time: '14:05' }],
    ['Friday', { weekday: 5 }],
  ])('are read in %s', (text, expected) => {
    expect(datesIn(`It ended in ${text} for good.`)).toMatchObject([expected]);
  });
});
