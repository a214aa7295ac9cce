import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equalDecimals, formatDecimal, parseDecimal, roundDecimal, shift } from '../../../contract/evidence/decimal.ts';

function decimal(text: string) {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`${text} is no number`);
  return value;
}

describe('decimals', () => {
  it.each([
    ['12.50', '12.5'],
    ['-0.05', '-0.05'],
    ['1e3', '1000'],
    ['1.5E-2', '0.015'],
    ['+7', '7'],
    ['7.', '7'],
  ])('reads %s as %s', (text, expected) => {
    expect(formatDecimal(decimal(text))).toBe(expected);
  });

  it.each(['', 'abc', '1,000', '1e99', '--1', '.5', 'NaN', '9'.repeat(61)])('reads no number in %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it.each([
    ['12.345', 2, '12.35'],
    ['-12.345', 2, '-12.35'],
    ['1250', -2, '1300'],
    ['12.3', 4, '12.3'],
    ['0.4', 0, '0'],
  ])('rounds %s to %d digits: %s', (text, digits, expected) => {
    expect(formatDecimal(roundDecimal(decimal(text), digits))).toBe(expected);
  });

  it('is exact where floating point is not', () => {
    expect(equalDecimals(decimal('0.30'), decimal('0.3'))).toBe(true);
    expect(equalDecimals(decimal('0.1'), decimal('0.1000000000000000000001'))).toBe(false);
    expect(formatDecimal(shift(decimal('0.125'), 2))).toBe('12.5');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(20), (units, scale) => {
        expect(equalDecimals(decimal(formatDecimal({ units, scale })), { units, scale })).toBe(true);
      }),
    );
  });
});
