const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** A count in small roman numerals; digits where those do not reach. */
export function romanNumeral(count: number): string {
  if (count < 1 || count > 3_999) return String(count);
  let rest = count;
  let numeral = '';
  for (const [value, letters] of ROMAN) {
    for (; rest >= value; rest -= value) numeral += letters;
  }
  return numeral;
}

/** A count in small letters, `aa` after `z` as lists have it; digits where those do not reach. */
export function letterNumeral(count: number): string {
  if (count < 1 || count > 260) return String(count);
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.ceil(count / 26));
}
