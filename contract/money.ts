import { z } from 'zod';

/** An amount of money in millionths of a US dollar; integers, so that sums are exact. */
export const microUsdSchema = z.int().nonnegative();

/** Formats micro-dollars for people: `$0.0123`, with at least two and at most four decimals. An unknown price is `unpriced`, never `$0`. */
export function formatMicroUsd(costMicroUsd: number | null): string {
  if (costMicroUsd === null) return 'unpriced';
  const dollars = (costMicroUsd / 1_000_000).toFixed(4);
  return `$${dollars.replace(/(\.\d\d)0{1,2}$/, '$1').replace(/(\.\d{3})0$/, '$1')}`;
}

/** Parses an amount that a person typed in dollars, `2`, `0.50` or `$1.25`, into micro-dollars; null where it is not an amount. */
export function parseUsd(text: string): number | null {
  const match = /^\$?(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) return null;
  return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
}
