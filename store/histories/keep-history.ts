import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import type { ArtifactMeta, ArtifactStore } from '../artifacts/port.ts';
import type { Ledger, RunHistory } from '../ledger/port.ts';

/** Far above what Temporal lets a history grow to (50 MB of payloads); a bound all the same. */
const MOST_BYTES = 500_000_000;

const eventSchema = z.object({ eventTime: z.string(), eventType: z.string() });
const pageSchema = z.object({ events: z.array(z.unknown()) });
const CLOSING = /^EVENT_TYPE_WORKFLOW_EXECUTION_(COMPLETED|FAILED|CANCELED|TERMINATED|TIMED_OUT|CONTINUED_AS_NEW)$/;

/** Where histories are kept. */
export interface HistoryPorts {
  artifacts: ArtifactStore;
  ledger: Pick<Ledger, 'readRecord' | 'saveRunHistory'>;
}

interface Told {
  events: number;
  bytes: number;
  first: z.infer<typeof eventSchema> | null;
  last: z.infer<typeof eventSchema> | null;
}

/**
 * Keeps the history of a closed run: its events as Temporal's JSON, gzipped, as an artifact that a row of the ledger names.
 * `pages` are the answers of Temporal, each as JSON text `{ "events": [...] }`, in order; one is in memory at a time.
 * Answers null where the job has no record. Throws `job-open` where the last event does not close the run.
 */
export async function keepHistory(
  { artifacts, ledger }: HistoryPorts,
  run: { jobId: string; runId: string },
  pages: AsyncIterable<string>,
  storedAt: string,
): Promise<RunHistory | null> {
  const record = await ledger.readRecord(run.jobId);
  if (record === null) return null;
  const told: Told = { events: 0, bytes: 0, first: null, last: null };
  const meta = { mediaType: 'application/gzip', title: `History of run ${run.runId}, as Temporal's JSON` };
  const artifact = await putZipped(artifacts, oneDocument(pages, told), meta);
  const status = CLOSING.exec(told.last?.eventType ?? '')?.[1];
  if (status === undefined || told.first === null || told.last === null)
    throw new DossierError('job-open', `The run ${run.runId} of job ${run.jobId} has not closed.`);
  const { organisation, owner } = record;
  const history: RunHistory = {
    ...{ organisation, owner, ...run, status, events: told.events, bytes: told.bytes, artifact, storedAt },
    firstEventAt: toInstant(told.first.eventTime),
    lastEventAt: toInstant(told.last.eventTime),
  };
  await ledger.saveRunHistory(history);
  return history;
}

async function putZipped(
  artifacts: ArtifactStore,
  text: AsyncIterable<string>,
  meta: ArtifactMeta,
): Promise<ArtifactRef> {
  const zip = createGzip();
  // Both are waited for; where the text breaks off, that is the error to tell.
  const [zipped, put] = await Promise.allSettled([
    pipeline(Readable.from(text), zip),
    artifacts.putStream(zip, meta, MOST_BYTES),
  ]);
  if (put.status === 'fulfilled' && zipped.status === 'fulfilled') return put.value;
  throw zipped.status === 'rejected' ? zipped.reason : (put as PromiseRejectedResult).reason;
}

/** Joins pages to one document that replays, an event a line. */
async function* oneDocument(pages: AsyncIterable<string>, told: Told): AsyncGenerator<string> {
  yield '{"events":[';
  for await (const page of pages) {
    for (const event of pageSchema.parse(JSON.parse(page)).events) {
      const text = JSON.stringify(event);
      yield `${told.events === 0 ? '\n' : ',\n'}${text}`;
      told.events += 1;
      told.bytes += Buffer.byteLength(text);
      const head = eventSchema.parse(event);
      told.first ??= head;
      told.last = head;
    }
  }
  yield '\n]}\n';
}

/** Temporal's times have up to nine decimals; ours have three. */
function toInstant(time: string): string {
  return new Date(time).toISOString();
}
