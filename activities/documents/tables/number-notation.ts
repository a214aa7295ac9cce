/** How numbers are written: `point` is 1,234.5 and `comma` is 1.234,5. Spaces may group thousands in both. */
export type NumberNotation = 'point' | 'comma';

/** A number as digits: `-1.234,50` is { negative, integer: '1234', fraction: '50' }. */
export interface NumberDigits {
  negative: boolean;
  integer: string;
  fraction: string;
}

const SPACE = "[ \\u00a0\\u2009\\u202f'’]";
const PATTERNS: Record<NumberNotation, RegExp> = {
  point: new RegExp(`^([+\\-−]?)(\\d+|\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?:${SPACE}\\d{3})+)?(?:\\.(\\d+))?$`),
  comma: new RegExp(`^([+\\-−]?)(\\d+|\\d{1,3}(?:\\.\\d{3})+|\\d{1,3}(?:${SPACE}\\d{3})+)?(?:,(\\d+))?$`),
};
const EXPONENT = /^([+-]?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/;

/**
 * Reads a raw cell as a number in one notation; null where it is none. A cell with leading zeros (`007`, a postal code) is a name, not a number;
 * units, currencies and percent signs make a cell text, since dropping them would change what it says.
 */
export function parseNumber(raw: string, notation: NumberNotation): NumberDigits | null {
  const cell = raw.trim();
  if (cell.length > 60) return null;
  const match = PATTERNS[notation].exec(cell);
  if (match === null) return notation === 'point' ? parseExponent(cell) : null;
  const integer = (match[2] ?? '').replace(/\D/g, '');
  const fraction = match[3] ?? '';
  if (integer === '' && fraction === '') return null;
  if (/^0\d/.test(integer)) return null;
  return { negative: match[1] === '-' || match[1] === '−', integer: integer === '' ? '0' : integer, fraction };
}

function parseExponent(cell: string): NumberDigits | null {
  const match = EXPONENT.exec(cell);
  if (match === null) return null;
  const exponent = Number(match[4]);
  const digits = (match[2] ?? '') + (match[3] ?? '');
  const point = (match[2] ?? '').length + exponent;
  const integer = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const fraction = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return {
    negative: match[1] === '-',
    integer: integer.replace(/^0+(?=\d)/, '') || '0',
    fraction: fraction.replace(/0+$/, ''),
  };
}
