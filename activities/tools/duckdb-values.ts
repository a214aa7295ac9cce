import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBDoubleType,
  DuckDBFloatType,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api';
import type { Table } from '../../contract/evidence/source.ts';
import { daysSince1970, parseDay, parseTimestamp } from '../documents/tables/calendar.ts';
import { decimalWidth } from '../documents/tables/column-inference.ts';
import { isMissing } from '../documents/tables/missing-marks.ts';
import { parseNumber } from '../documents/tables/number-notation.ts';

type Column = Table['columns'][number];

/** Digits after the point that results of floating-point arithmetic are compared by. */
const FLOATING_SCALE = 6;
/** Digits of a floating-point result that are shown: the last ones of a double depend on the order of additions. */
const FLOATING_DIGITS = 12;

/** The type that a column has in SQL. */
export function duckdbType({ type, scale }: Column): DuckDBType {
  switch (type) {
    case 'integer':
      return BIGINT;
    case 'decimal':
      return DECIMAL(decimalWidth(scale), scale);
    case 'date':
      return DATE;
    case 'timestamp':
      return TIMESTAMP;
    case 'boolean':
      return BOOLEAN;
    case 'text':
      return VARCHAR;
  }
}

/**
 * A raw cell as a value of its column. Missing cells are NULL; so is an empty text. Other cells of a typed column always read, since the
 * type was chosen from all of them: where one does not, an `Error` says so rather than a NULL that a sum leaves out.
 */
export function duckdbValue(raw: string | undefined, column: Column): DuckDBValue {
  if (raw === undefined || raw === '') return null;
  if (column.type === 'text') return raw;
  if (isMissing(raw)) return null;
  const value = typedValue(raw, column);
  if (value === null) throw new Error(`Cell "${raw.slice(0, 60)}" is no ${column.type}, as column ${column.name} is.`);
  return value;
}

function typedValue(raw: string, column: Column): DuckDBValue {
  switch (column.type) {
    case 'integer':
      return scaledNumber(raw, column);
    case 'decimal': {
      const number = scaledNumber(raw, column);
      return number === null ? null : new DuckDBDecimalValue(number, decimalWidth(column.scale), column.scale);
    }
    case 'date': {
      const day = parseDay(raw);
      return day === null ? null : new DuckDBDateValue(daysSince1970(day));
    }
    case 'timestamp': {
      const micros = parseTimestamp(raw);
      return micros === null ? null : new DuckDBTimestampValue(micros);
    }
    case 'boolean':
      return raw.trim().toLowerCase() === 'true';
    case 'text':
      return raw;
  }
}

function scaledNumber(raw: string, { scale, notation }: Column): bigint | null {
  const digits = parseNumber(raw, notation ?? 'point');
  if (digits === null || digits.fraction.length > scale) return null;
  const number = BigInt(digits.integer + digits.fraction.padEnd(scale, '0'));
  return digits.negative ? -number : number;
}

/** A value of a result as text, the same for the same value on every machine. */
export function valueText(value: DuckDBValue): string | null {
  if (value === null) return null;
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(FLOATING_DIGITS)));
  return String(value);
}

/** Digits after the point by which results of these types are compared when a query is run again. */
export function comparedScale(types: readonly DuckDBType[]): number {
  const scales = types.map((type) => {
    if (type instanceof DuckDBDecimalType) return type.scale;
    return type instanceof DuckDBDoubleType || type instanceof DuckDBFloatType ? FLOATING_SCALE : 0;
  });
  return Math.max(0, ...scales);
}
