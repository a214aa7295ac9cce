import { describe, expect, it } from '@jest/globals';
import type { RecordedQuery } from '../../../contract/evidence/evidence.ts';
import { differenceOfResults } from '../../../contract/evidence/same-result.ts';

function result(rows: RecordedQuery['rows'], columns = ['a', 'b']): RecordedQuery {
  return { sql: 'select a, b from t', columns, rows, tables: ['t'], scale: 2 };
}

describe('differenceOfResults', () => {
  it('does not look at the order of rows, and compares numbers at the stated scale', () => {
    const recorded = result([
      ['x', '1.50'],
      ['y', null],
      ['x', '1.50'],
    ]);
    const again = result([
      ['y', null],
      ['x', '1.5'],
      ['x', '1.5001'],
    ]);
    expect(differenceOfResults(recorded, again)).toBeNull();
    expect(differenceOfResults(result([['x', '-0.001']]), result([['x', '0']]))).toBeNull();
  });

  it('counts equal rows', () => {
    const recorded = result([
      ['x', '1'],
      ['x', '1'],
      ['y', '2'],
    ]);
    const again = result([
      ['x', '1'],
      ['y', '2'],
      ['y', '2'],
    ]);
    expect(differenceOfResults(recorded, again)).toBe('The row "x | 1" does not come out again.');
  });

  it('names other columns, another number of rows, and cells that differ', () => {
    expect(differenceOfResults(result([]), result([], ['a', 'c']))).toBe('The columns were a, b and are now a, c.');
    expect(differenceOfResults(result([['x', '1']]), result([]))).toBe('There were 1 rows and are now 0.');
    expect(differenceOfResults(result([['x', null]]), result([['x', 'null']]))).toContain('"x | null"');
    expect(differenceOfResults(result([['x', '1.50']]), result([['x', '1.51']]))).toContain('does not come out again');
  });
});
