import { absolute, type Decimal, equalDecimals, formatDecimal, multiply, roundDecimal, shift } from './decimal.ts';
import { type KnownValue, unitOfNumber } from './known-values.ts';
import { describeNumber, type WrittenNumber } from './number.ts';
import { sameKind, type Unit } from './units.ts';

/** A number of a claim found among values; `remark` says how, where the two are not written alike. */
export interface NumberMatch {
  known: KnownValue;
  remark: string | null;
}

/** A fall by 5 may be the cell -5; a number that is written with a minus must be one. */
function sameSide(claimed: Decimal, known: Decimal): Decimal {
  return claimed.units < 0n ? known : absolute(known);
}

/** The readings of a known value under which a claim may state it: as it is, and of a share in a cell or of `half` its percentage. */
function sides(number: WrittenNumber, unit: Unit | null, known: KnownValue): Decimal[] {
  const value = sameSide(number.value, known.value);
  const isShare = unit?.name === 'percent' && known.unit === null && (known.cell || known.kind === 'part');
  return isShare ? [value, shift(value, 2)] : [value];
}

function significantDigits(number: WrittenNumber): number {
  return number.digits.replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}

/**
 * Power of ten to which a number may have been rounded. Decimals, scale words and three digits or more say themselves that a number
 * may be rounded; a small whole number says so only by a word such as "about", which also makes zeros at its end digits that were rounded away.
 */
export function roundedTo(number: WrittenNumber): number | null {
  if (number.approximate) {
    const zeros = number.precision < 0 ? 0 : (/0*$/.exec(number.digits)?.[0].length ?? 0);
    return number.precision + zeros;
  }
  return number.precision < 0 || number.scaled || significantDigits(number) >= 3 ? number.precision : null;
}

/** A known value in another unit of its dimension: 90 minutes as 1.5 hours. Compared in the smaller unit, so that nothing is divided. */
function converted(number: WrittenNumber, unit: Unit | null, known: KnownValue): boolean {
  const other = known.unit;
  if (unit === null || other === null || unit.dimension !== other.dimension || unit.name === other.name) return false;
  if (unit.dimension === 'money') return false;
  const claimed = multiply(number.value, unit.factor);
  const given = multiply(known.value, other.factor);
  if (equalDecimals(claimed, given)) return true;
  const half = multiply(shift({ units: 5n, scale: 1 }, number.precision), unit.factor);
  const off = absolute({ ...difference(claimed, given) });
  return number.precision < 0 && difference(off, half).units <= 0n;
}

function difference(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * 10n ** BigInt(scale - a.scale) - b.units * 10n ** BigInt(scale - b.scale), scale };
}

/** Looks for a number among values, whatever their units are. Equal means equal in value: `1,234.50` is `1234.5`, `62.2 million` is 62,200,000. */
export function matchNumber(number: WrittenNumber, known: readonly KnownValue[]): NumberMatch | null {
  const unit = unitOfNumber(number);
  // The same unit first: of two equal numbers a claim means the one that it names.
  const distance = (one: KnownValue): number =>
    unitsDiffer(unit, one.unit) ? 2 : Number(unit !== null && one.unit === null);
  const ordered = [...known].sort((a, b) => distance(a) - distance(b));
  for (const candidate of ordered)
    if (
      isVerbatim(number, candidate) ||
      sides(number, unit, candidate).some((value) => equalDecimals(number.value, value))
    )
      return { known: candidate, remark: null };
  for (const candidate of ordered)
    if (converted(number, unit, candidate))
      return {
        known: candidate,
        remark: `${number.text} ${unit?.name ?? ''} is ${candidate.text} ${candidate.unit?.name ?? ''}`,
      };
  const power = roundedTo(number);
  if (power === null) return null;
  for (const candidate of ordered) {
    const rounds = sides(number, unit, candidate).some((value) =>
      equalDecimals(number.value, roundDecimal(value, -power)),
    );
    if (rounds)
      return { known: candidate, remark: `${describeNumber(number)} rounds ${formatDecimal(candidate.value)}` };
  }
  return null;
}

/** Whether both write the very same digits, however their separators are to be read. */
function isVerbatim(number: WrittenNumber, known: KnownValue): boolean {
  return (
    number.digits === known.digits &&
    !number.scaled &&
    number.value.units >= 0n &&
    known.value.units >= 0n &&
    known.text.includes(number.digits) &&
    !/[a-z]/i.test(known.text.replace(number.digits, '').replace(/usd|eur|gbp|percent|per cent|dollars?|euros?/gi, ''))
  );
}

/** Whether two units cannot be said of the same number: both are written, and one is not the other. */
export function unitsDiffer(a: Unit | null, b: Unit | null): boolean {
  return a !== null && b !== null && a.name !== b.name;
}

/** Whether a claim may have put its unit for the other one. */
export function exchanged(a: Unit, b: Unit): boolean {
  return a.name !== b.name && (sameKind(a, b) || a.dimension !== b.dimension);
}
