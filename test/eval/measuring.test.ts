import { describe, expect, it } from '@jest/globals';
import { mutated } from '../../eval/mutation/mutate.ts';
import { readZip, writeZip } from '../../eval/mutation/zip-file.ts';
import { shownAlike } from '../../eval/reading/shown-value.ts';
import { countedWords, recalled } from '../../eval/reading/words.ts';
import { seeded } from '../../eval/seeded.ts';
import { ALTERATIONS, namesIn } from '../../eval/verifying/alterations.ts';
import { REWORDINGS } from '../../eval/verifying/rewordings.ts';

describe('what the evaluation measures with', () => {
  it('draws the same row for the same seed', () => {
    const row = (seed: number) => Array.from({ length: 20 }, seeded(seed).next);
    expect(row(3)).toEqual(row(3));
    expect(row(3)).not.toEqual(row(4));
    expect(seeded(3).shuffled([1, 2, 3, 4, 5]).toSorted()).toEqual([1, 2, 3, 4, 5]);
  });

  it('packs archives that it can read, and alters what is inside', () => {
    const entries = [
      { name: 'a.xml', bytes: Buffer.from('<a>12</a>'.repeat(200)) },
      { name: 'folder/b.xml', bytes: Buffer.from('<b/>') },
    ];
    const file = writeZip(entries);
    expect(readZip(file)).toEqual(entries);
    const random = seeded(1);
    const files = Array.from({ length: 40 }, () => mutated(file, random));
    expect(files.some(({ how }) => how.includes(' in a.xml'))).toBe(true);
    expect(files.filter(({ bytes }) => bytes.equals(file)).length).toBeLessThan(8);
  });

  it('counts words and recalls each as often as it is expected', () => {
    const expected = countedWords('Ofﬁce of\u00ad\nﬁce Office 2,012');
    expect([...expected]).toEqual([
      ['office', 2],
      ['of', 1],
      ['fice', 1],
      ['2', 1],
      ['012', 1],
    ]);
    expect(recalled(expected, countedWords('office 2 012 012'))).toEqual({ words: 6, found: 3 });
  });

  it.each([
    ['62%', 0.6229333, true],
    ['$2,500.00', 2500, true],
    ['(1,234.5)', -1234.5, true],
    ['1.20', 1.3, false],
    ['2016-01-10', '2016-01-10T00:00:00', true],
    ['2:05 PM', '2016-01-10T14:05:00', true],
    ['2016-01-11', '2016-01-10T00:00:00', false],
    ['a  b', 'a\nb', true],
    ['a', 'b', false],
  ])('knows whether %j shows %j', (shown, value, expected) => {
    expect(shownAlike(shown, value)).toBe(expected);
  });

  it('alters a sentence in each way, and rewords it without changing a figure', () => {
    const text =
      'In 2014, at least 12,345 people in Fellbach were counted by the Board, or 18.2 percent of all residents.';
    const names = ['Orrin', 'Velmora'];
    for (const alter of Object.values(ALTERATIONS)) {
      const altered = alter(text, seeded(5), names);
      expect(altered?.text).toEqual(expect.any(String));
      expect(altered?.text).not.toBe(text);
    }
    expect(namesIn([text])).toEqual(['Board', 'Fellbach']);
    expect(REWORDINGS.grouping?.('It has 1,234,567 rows.')?.text).toBe('It has 1234567 rows.');
    expect(REWORDINGS.percent?.(text)?.text).toContain('18.2% of');
  });
});
