import { format } from 'numfmt';
import { formatAt, type NumberFormat } from './number-formats.ts';
import { serialText } from './serial-dates.ts';
import { unescaped } from './shared-strings.ts';

/** A cell that says something. */
export interface SheetCell {
  column: number;
  kind: 'text' | 'number' | 'date' | 'boolean' | 'error';
  /** What tables hold: the exact number, the ISO day, the text. */
  raw: string;
  /** What a person sees in the sheet: `12.5%` for the number 0.125. Days and times are ISO here too. */
  shown: string;
}

/** What the cells of a workbook refer to. */
export interface CellContext {
  strings: readonly string[];
  formats: readonly NumberFormat[];
  date1904: boolean;
}

/** A cell as the sheet writes it: type, style, and the text of its value or its inline words. */
export interface WrittenCell {
  column: number;
  type: string;
  style: string | undefined;
  value: string;
  inline: string | null;
}

/** What a written cell says; null where it is empty. */
export function cellOf(written: WrittenCell, context: CellContext): SheetCell | null {
  const { column, type, value } = written;
  const same = (kind: SheetCell['kind'], raw: string): SheetCell | null =>
    raw === '' ? null : { column, kind, raw, shown: raw };
  if (written.inline !== null && type === 'inlineStr') return same('text', written.inline);
  switch (type) {
    case 's':
      return value === '' ? null : same('text', context.strings[Number(value)] ?? '');
    case 'str':
    case 'inlineStr':
      return same('text', unescaped(value));
    case 'b':
      return same('boolean', value.trim() === '' ? '' : /^(?:1|true)$/i.test(value.trim()) ? 'TRUE' : 'FALSE');
    case 'e':
      return same('error', value);
    case 'd':
      return same('date', isoText(value.trim()));
    default:
      return value.trim() === ''
        ? null
        : numberCell(column, value.trim(), formatAt(context.formats, written.style), context);
  }
}

function numberCell(column: number, value: string, shape: NumberFormat, { date1904 }: CellContext): SheetCell {
  const number = Number(value);
  if (!Number.isFinite(number)) return { column, kind: 'text', raw: value, shown: value };
  const raw = plainNumber(number);
  if (shape.kind === 'general') return { column, kind: 'number', raw, shown: raw };
  if (shape.kind === 'number') return { column, kind: 'number', raw, shown: shownNumber(number, shape.pattern) ?? raw };
  const text = serialText(number, shape.kind, date1904);
  return text === null ? { column, kind: 'number', raw, shown: raw } : { column, kind: 'date', raw: text, shown: text };
}

/**
 * A stored double in decimal digits, at most 15 of them as spreadsheets show: 0.30000000000000004 is 0.3.
 * Without an exponent from 1e-15 to 1e21, which are the numbers that occur.
 */
export function plainNumber(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded === 0 ? 0 : rounded);
  const match = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', first = '', rest = '', power = '0'] = match;
  return Number(power) > 15 ? text.replace('e', 'E') : `${sign}0.${'0'.repeat(Number(power) - 1)}${first}${rest}`;
}

function shownNumber(number: number, pattern: string): string | null {
  try {
    const shown = format(pattern, number, { throws: true }).replace(/\s+/g, ' ').trim();
    // A format such as `;;;` hides the value; what is hidden from the eye still counts.
    return /\d/.test(shown) || (number === 0 && shown !== '') ? shown : null;
  } catch {
    // A code that is no format: the number is shown as it is.
    return null;
  }
}

/** `2026-11-20T00:00:00` and `2026-11-20T00:00:00.000Z` as this reader prints dates. */
function isoText(value: string): string {
  return value
    .replace(/Z$/, '')
    .replace(/\.0+$/, '')
    .replace(/T00:00:00$/, '');
}
