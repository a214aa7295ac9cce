import type { CallRow } from '../../contract/calls.ts';
import type { Store } from '../../store/open-store.ts';
import type { Asked } from './provider.ts';
import { digestOfKept } from './request-digest.ts';

/** A row of the ledger as far as an account needs it. */
export interface AccountRow {
  key: string;
  digest: string;
  /** Epoch milliseconds; null where it was never answered. */
  answeredAt: number | null;
  reused: boolean;
}

/** The calls of a job as the ledger has them. */
export async function accountRows(store: Store, jobId: string): Promise<AccountRow[]> {
  const rows = await store.ledger.listCalls(jobId);
  return await Promise.all(rows.map((row) => accountRow(store, row)));
}

async function accountRow(store: Store, row: CallRow): Promise<AccountRow> {
  if (row.request === null) throw new Error('A call names no request.');
  const kept = await store.artifacts.getJson(row.request.sha256);
  return {
    key: Object.values(row.identity).join('|'),
    digest: digestOfKept(kept),
    answeredAt: row.answeredAt === null ? null : Date.parse(row.answeredAt),
    reused: row.reusedFrom !== null,
  };
}

/**
 * What is wrong between what a job's ledger says and what the provider was asked for it, one sentence each: a call that has no answer,
 * a request that no row knows, an answered call asked again, a call asked more than once more for each death that met it in flight.
 */
export function accountFaults(
  rows: readonly AccountRow[],
  asked: readonly Asked[],
  deaths: readonly number[],
): string[] {
  const requests = new Map<string, Asked[]>();
  for (const one of asked) requests.set(one.digest, [...(requests.get(one.digest) ?? []), one]);
  const known = new Set(rows.map(({ digest }) => digest));
  const unknown = [...requests.keys()].filter((digest) => !known.has(digest));
  const paid = new Map<string, number>();
  for (const { digest, reused } of rows) if (!reused) paid.set(digest, (paid.get(digest) ?? 0) + 1);
  const several = [...paid].filter(([, count]) => count > 1);
  return [
    ...unknown.map((digest) => `the provider was asked ${digest.slice(0, 8)}, which stands in no row`),
    ...several.flatMap(([digest, count]) => siblingFaults(digest, count, requests.get(digest) ?? [], deaths)),
    ...rows
      .filter(({ digest, reused }) => reused || (paid.get(digest) ?? 0) < 2)
      .flatMap((row) => rowFaults(row, requests.get(row.digest) ?? [], deaths)),
  ];
}

/** Two forks of one job may ask the same without knowing of each other: which request was whose cannot be told, but how many there were. */
function siblingFaults(digest: string, rows: number, requests: readonly Asked[], deaths: readonly number[]): string[] {
  const first = requests[0]?.at ?? 0;
  const deadly = deaths.filter((at) => at >= first).length;
  if (requests.length <= rows + deadly) return [];
  return [`the provider was asked ${digest.slice(0, 8)} ${requests.length} times for ${rows} rows`];
}

/**
 * A busy provider reads a request so much later than it was sent, at most; only one whose asker is gone by then counts as sent before. Seen: 1.3 s,
 * beside two other suites on two cores. The next worker needs about as long to ask anything.
 */
const READ_LATE_MS = 3_000;

function rowFaults(row: AccountRow, requests: readonly Asked[], deaths: readonly number[]): string[] {
  const { key, answeredAt, reused } = row;
  if (answeredAt === null) return [`${key} was never answered`];
  if (reused) return [];
  if (requests.length === 0) return [`${key} has an answer that nobody was asked for`];
  const late = requests.filter(({ at }) => at > answeredAt);
  const again = requests.slice(1).flatMap((request, index) => {
    const before = requests[index] ?? request;
    const from = before.at - (before.left === false ? READ_LATE_MS : 0);
    if (deaths.some((death) => death >= from && death <= request.at)) return [];
    const nearest = deaths.map((death) => death - before.at).sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    const how = before.left === false ? 'was cut off' : 'was not cut off';
    const when = `after ${request.at - before.at} ms; the first ${how}, the nearest death came ${nearest ?? 'never: no'} ms after it`;
    return [`${key} was asked again although nothing had died meanwhile (${when})`];
  });
  return [...late.map(({ at }) => `${key} was asked again ${at - answeredAt} ms after it was answered`), ...again];
}
