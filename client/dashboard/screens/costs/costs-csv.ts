import type { CostSums } from '../../../../contract/cost-api.ts';

const COLUMNS = [
  'calls',
  'unpricedCalls',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
  'reusedCalls',
  'failedCalls',
  'failedTokens',
  'failedUnpricedCalls',
] as const satisfies readonly (keyof CostSums)[];
const MONEY = ['costMicroUsd', 'savedMicroUsd', 'failedMicroUsd', 'lateMicroUsd'] as const;

/** One line of a table of costs: what it is about, and its sums. */
export interface CostRow {
  key: string;
  label: string;
  sums: CostSums;
}

/** A table of costs as CSV. Where no price is known, the amount stays empty: it is not nothing. */
export function costsCsv(head: string, rows: readonly CostRow[]): string {
  const lines = rows.map(({ label, sums }) => [
    label,
    ...MONEY.map((name) => (isUnknown(name, sums) ? '' : (sums[name] / 1_000_000).toFixed(6))),
    ...COLUMNS.map((name) => String(sums[name])),
  ]);
  const names = [head, ...MONEY.map((name) => name.replace('MicroUsd', 'Usd')), ...COLUMNS];
  return [names, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Whether nothing is known of an amount. */
function isUnknown(name: (typeof MONEY)[number], sums: CostSums): boolean {
  const unknown = { costMicroUsd: sums.unpricedCalls, savedMicroUsd: sums.savedUnknownCalls };
  const more = { failedMicroUsd: sums.failedUnpricedCalls, lateMicroUsd: 0 };
  return sums[name] === 0 && { ...unknown, ...more }[name] > 0;
}

/** Programs for tables take what begins so for a formula; names of models and jobs come from others. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
