import { parseDay, parseTimestamp } from './calendar.ts';
import { isMissing } from './missing-marks.ts';
import { type NumberNotation, parseNumber } from './number-notation.ts';

/** What the cells of a column turned out to be. `notation` is null where it makes no difference. */
export interface InferredType {
  type: 'integer' | 'decimal' | 'date' | 'timestamp' | 'boolean' | 'text';
  scale: number;
  notation: NumberNotation | null;
}

const TEXT: InferredType = { type: 'text', scale: 0, notation: null };

/** Digits of a BIGINT that always fit. */
const INTEGER_DIGITS = 18;
/** Digits after the point that a decimal may have. */
const MOST_SCALE = 20;

/** The width of the DECIMAL that holds a column of this scale: 18 digits where that leaves twelve before the point, else 38. */
export function decimalWidth(scale: number): 18 | 38 {
  return scale <= 6 ? 18 : 38;
}

interface NumberFit {
  fits: boolean;
  integerDigits: number;
  scale: number;
}

/**
 * Watches the cells of one column and tells its type. A type holds only if every cell that is not missing reads as it: one cell
 * that does not makes the column text, so that a sum over it fails aloud instead of leaving the cell out.
 */
export class ColumnInference {
  #seen = 0;
  #day = true;
  #timestamp = true;
  #boolean = true;
  #point: NumberFit = { fits: true, integerDigits: 0, scale: 0 };
  #comma: NumberFit = { fits: true, integerDigits: 0, scale: 0 };
  /** Whether some cell means two different numbers in the two notations. */
  #ambiguous = false;

  add(raw: string): void {
    if (isMissing(raw)) return;
    this.#seen += 1;
    if (this.#day) this.#day = parseDay(raw) !== null;
    if (this.#timestamp) this.#timestamp = parseTimestamp(raw) !== null;
    if (this.#boolean) this.#boolean = /^(?:true|false)$/i.test(raw.trim());
    if (!this.#point.fits && !this.#comma.fits) return;
    note(this.#point, raw, 'point');
    note(this.#comma, raw, 'comma');
    if (/[.,]/.test(raw)) this.#ambiguous = true;
  }

  /** The notation that this column's cells leave no choice about; null where they allow both or none. */
  decidedNotation(): NumberNotation | null {
    if (this.#seen === 0 || this.#point.fits === this.#comma.fits) return null;
    return this.#point.fits ? 'point' : 'comma';
  }

  /** The column's type. `tableNotation` settles what its own cells leave open; without it such a column stays text, since 1,234 may be either. */
  type(tableNotation: NumberNotation | null): InferredType {
    if (this.#seen === 0) return TEXT;
    if (this.#day) return { type: 'date', scale: 0, notation: null };
    if (this.#timestamp) return { type: 'timestamp', scale: 0, notation: null };
    if (this.#boolean) return { type: 'boolean', scale: 0, notation: null };
    if (!this.#point.fits && !this.#comma.fits) return TEXT;
    if (!this.#ambiguous) return numberType(this.#point, null);
    const notation = this.decidedNotation() ?? tableNotation;
    if (notation === null) return TEXT;
    return numberType(notation === 'point' ? this.#point : this.#comma, notation);
  }
}

function note(fit: NumberFit, raw: string, notation: NumberNotation): void {
  if (!fit.fits) return;
  const digits = parseNumber(raw, notation);
  fit.fits = digits !== null;
  fit.integerDigits = Math.max(fit.integerDigits, digits?.integer.length ?? 0);
  fit.scale = Math.max(fit.scale, digits?.fraction.length ?? 0);
}

function numberType(fit: NumberFit, notation: NumberNotation | null): InferredType {
  if (fit.scale === 0) return fit.integerDigits <= INTEGER_DIGITS ? { type: 'integer', scale: 0, notation } : TEXT;
  if (fit.scale > MOST_SCALE || fit.integerDigits + fit.scale > decimalWidth(fit.scale)) return TEXT;
  return { type: 'decimal', scale: fit.scale, notation };
}
