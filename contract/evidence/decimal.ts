/** An exact decimal number: `units` divided by ten to the power of `scale`. Floating point would make 0.1 + 0.2 a finding. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** Longer numbers are text to us: no figure of a report has them, and arithmetic on them would be slow. */
const MOST_DIGITS = 60;

/** Reads `-12.50` or `1e3` as SQL prints it; null where the text is not a number of at most 60 digits. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([-+]?)(\d{1,60})(?:\.(\d{0,60}))?(?:[eE]([-+]?\d{1,2}))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const units = BigInt(`${match[2]}${fraction}`) * (match[1] === '-' ? -1n : 1n);
  const scale = fraction.length - Number(match[4] ?? 0);
  if (Math.abs(scale) > MOST_DIGITS) return null;
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** The number times ten to a power. */
export function shift(value: Decimal, power: number): Decimal {
  const scale = value.scale - power;
  return scale >= 0 ? { units: value.units, scale } : { units: value.units * 10n ** BigInt(-scale), scale: 0 };
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

/** The number without its sign. */
export function absolute(value: Decimal): Decimal {
  return value.units < 0n ? { ...value, units: -value.units } : value;
}

/** Whether two numbers are equal: 1.50 equals 1.5. */
export function equalDecimals(a: Decimal, b: Decimal): boolean {
  const scale = Math.max(a.scale, b.scale);
  return unitsAt(a, scale) === unitsAt(b, scale);
}

/** Rounds to `digits` after the point, halves away from zero; negative digits round to tens, hundreds and so on. */
export function roundDecimal(value: Decimal, digits: number): Decimal {
  if (value.scale <= digits) return value;
  const step = 10n ** BigInt(value.scale - digits);
  const size = absolute(value).units;
  const rounded = (size + step / 2n) / step;
  const units = value.units < 0n ? -rounded : rounded;
  return digits >= 0 ? { units, scale: digits } : { units: units * 10n ** BigInt(-digits), scale: 0 };
}

/** The number in digits, without zeros behind the last one of its fraction. */
export function formatDecimal(value: Decimal): string {
  const digits = absolute(value)
    .units.toString()
    .padStart(value.scale + 1, '0');
  const point = digits.length - value.scale;
  const fraction = digits.slice(point).replace(/0+$/, '');
  const sign = value.units < 0n ? '-' : '';
  return `${sign}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The product of two numbers. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** The sum of two numbers. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** The first number less the second. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, { ...b, units: -b.units });
}

/** The first number divided by the second, cut to twelve digits after the point; null where the second is zero. */
export function divide(a: Decimal, b: Decimal): Decimal | null {
  if (b.units === 0n) return null;
  const scale = 12;
  return { units: (a.units * 10n ** BigInt(b.scale + scale)) / (b.units * 10n ** BigInt(a.scale)), scale };
}
