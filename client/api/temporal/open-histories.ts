import type { Client } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
import { fromTemporal } from './temporal-errors.ts';

const PAGE = 200;
const CALL_MS = 10_000;
const NOT_FOUND = 5;

/**
 * The words of all that the histories of open runs carry: payloads as text, one at a time. Needs no worker.
 * `known` are jobs that are looked at whether or not Temporal's list, which may be behind, has them. Throws `temporal-unreachable`.
 */
export async function* openHistories(client: Client, known: readonly string[]): AsyncGenerator<string> {
  const jobs = new Set(known);
  try {
    for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
      jobs.add(workflowId);
    for (const jobId of jobs) yield* historyOf(client, jobId);
  } catch (error) {
    throw fromTemporal(error, [...jobs].join(' ').slice(0, 100));
  }
}

async function* historyOf(client: Client, workflowId: string): AsyncGenerator<string> {
  const { namespace } = client.options;
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client
      .withDeadline(Date.now() + CALL_MS, () =>
        client.workflowService.getWorkflowExecutionHistory({
          ...{ namespace, execution: { workflowId }, maximumPageSize: PAGE },
          ...(nextPageToken !== undefined && { nextPageToken }),
        }),
      )
      .catch((error: unknown) => {
        if (isGrpcServiceError(error) && error.code === NOT_FOUND) return null;
        throw error;
      });
    if (page === null) return;
    for (const event of page.history?.events ?? []) yield* payloadsIn(client, event);
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken !== undefined);
}

/** Finds payloads wherever they stand in an event; they are decoded first where the client has a codec. */
async function* payloadsIn(client: Client, value: unknown): AsyncGenerator<string> {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return;
  if ('data' in value && value.data instanceof Uint8Array && 'metadata' in value) {
    let payloads = [value as Parameters<(typeof codecs)[number]['decode']>[0][number]];
    const codecs = client.options.loadedDataConverter.payloadCodecs;
    for (const codec of codecs.toReversed()) payloads = await codec.decode(payloads);
    for (const { data } of payloads) if (data) yield Buffer.from(data).toString();
    return;
  }
  for (const inner of Object.values(value)) yield* payloadsIn(client, inner);
}
