/** Whether what a person is shown is this value: text with its white space as one, numbers to the digits that are shown, days and times in any of their forms. */
export function shownAlike(shown: string, value: string | number): boolean {
  if (typeof value === 'number') return showsNumber(shown, value);
  const plain = (text: string) =>
    text
      .replace(/_x000D_/g, '')
      .replace(/[\s|]+/g, ' ')
      .trim();
  if (plain(shown) === plain(value)) return true;
  const isInstant = /^\d{4}-\d{2}-\d{2}T/.test(value) || /^\d{2}:\d{2}/.test(value);
  return isInstant ? showsInstant(shown, value) : value.startsWith('duration ');
}

function showsNumber(shown: string, value: number): boolean {
  const digits = /\d[\d,.' ]*(?:E[+-]?\d+)?/i.exec(shown)?.[0];
  if (digits === undefined) return false;
  const bare = digits.replace(/[,' ]/g, '').replace(/\.$/, '');
  const read = Number(bare);
  const factor = shown.includes('%') ? 100 : 1;
  const decimals = /\.(\d+)/.exec(bare)?.[1]?.length ?? 0;
  const exponent = Number(/E([+-]?\d+)/i.exec(bare)?.[1] ?? 0);
  const tolerance = 0.5000001 * 10 ** (exponent - decimals) + Math.abs(value * factor) * 1e-14;
  return Math.abs(read - Math.abs(value * factor)) <= tolerance;
}

/** The parts of the clock and calendar that are shown are those of the value; a time alone stands on Excel's day 0. */
function showsInstant(shown: string, value: string): boolean {
  const [day = '', time = ''] = value.includes('T') ? value.split('T') : ['', value];
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  const parts = new Set([
    ...numbers(day),
    ...numbers(time),
    ...numbers(time).map((part) => part % 12 || 12),
    Number(day.slice(2, 4)),
  ]);
  const seen = numbers(shown);
  return seen.length > 0 && seen.every((part) => parts.has(part));
}
