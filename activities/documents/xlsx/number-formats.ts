import { isDateFormat } from 'numfmt';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { readWholeXml } from './xml-events.ts';

/** How the numbers of a style are shown; `general` is as they are. */
export interface NumberFormat {
  pattern: string;
  kind: 'general' | 'number' | 'date' | 'time' | 'moment' | 'duration';
}

const GENERAL: NumberFormat = { pattern: 'General', kind: 'general' };

/** The formats that every workbook has, by number (ECMA-376 part 1, 18.8.30); 27 to 36 and 50 to 58 are dates of East Asian versions. */
// biome-ignore format: a table
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 5: '$#,##0;($#,##0)', 6: '$#,##0;($#,##0)', 7: '$#,##0.00;($#,##0.00)', 8: '$#,##0.00;($#,##0.00)',
  9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??', 14: 'yyyy-mm-dd', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy',
  18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy-mm-dd h:mm', 37: '#,##0;(#,##0)', 38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)', 40: '#,##0.00;(#,##0.00)', 41: '#,##0;(#,##0);"-"', 42: '$#,##0;($#,##0);"-"', 43: '#,##0.00;(#,##0.00);"-"',
  44: '$#,##0.00;($#,##0.00);"-"', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@',
};

/** Reads the number format of each style, in the order in which cells count them; none where the workbook has no styles. */
export async function readNumberFormats(zip: ZipArchive, part: string | null): Promise<NumberFormat[]> {
  const own = new Map<number, string>();
  const ids: number[] = [];
  if (part === null) return [];
  let inCellFormats = false;
  await readWholeXml(part, zip.stream(part), {
    open(name, attributes) {
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General');
      if (name === 'xf' && inCellFormats) ids.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  const known = new Map<number, NumberFormat>();
  return ids.map((id) => {
    const format = known.get(id) ?? formatOf(own.get(id) ?? builtIn(id));
    known.set(id, format);
    return format;
  });
}

/** The format that a style's number means; unknown ones are shown as they are. */
export function formatAt(formats: readonly NumberFormat[], style: string | undefined): NumberFormat {
  return formats[Number(style ?? 0)] ?? GENERAL;
}

/** Tells from a format's code what its numbers are. */
export function formatOf(code: string): NumberFormat {
  // A locale behind a currency sign speaks of the sign; separators are the reader's own.
  const pattern = code.replace(/\[\$([^\]-]*)-[^\]]*\]/g, '[$$$1]').replace('[$]', '');
  if (/^general$/i.test(pattern) || pattern === '' || pattern === '@') return GENERAL;
  if (!isDate(pattern)) return { pattern, kind: 'number' };
  const marks = (pattern.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_./g, '');
  if (/\[(?:h+|m+|s+)\]/i.test(marks)) return { pattern, kind: 'duration' };
  const plain = marks.replace(/\[[^\]]*\]/g, '');
  const clock = /[hs]|am\/pm|a\/p/i.test(plain);
  const day = /[ydeg]|m{3,}/i.test(plain.replace(/am\/pm/gi, '')) || !clock;
  if (!clock) return { pattern, kind: 'date' };
  return { pattern, kind: day ? 'moment' : 'time' };
}

function isDate(pattern: string): boolean {
  try {
    return isDateFormat(pattern);
  } catch {
    // A code that is no format is shown as a plain number.
    return false;
  }
}

function builtIn(id: number): string {
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'yyyy-mm-dd';
  return BUILT_IN[id] ?? 'General';
}
