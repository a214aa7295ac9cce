import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import proto from '@temporalio/proto';
import Long from 'long';
import { DossierError } from '../contract/failures.ts';
import { SEARCH_ATTRIBUTES } from './search-attributes.ts';
import type { TemporalAddress } from './temporal-address.ts';

const RETENTION_HOURS = 87_600;

/** Waits until the server answers; throws `temporal-unreachable` after `timeoutMs`, or when `signal` aborts. */
export async function waitForTemporal(
  options: TemporalAddress,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Connection> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await Connection.connect({ ...options, connectTimeout: '2s' });
    } catch (cause) {
      if (Date.now() > deadline || signal?.aborted) {
        throw new DossierError('temporal-unreachable', `Temporal does not answer on ${options.address}.`, { cause });
      }
      await sleep(50);
    }
  }
}

/** Keeps closed workflows for years, since a laptop has no other archive of them. */
export async function keepForYears(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds: Long.fromNumber(RETENTION_HOURS * 3600) } },
  });
}

const DAY_S = 86_400;
const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;
/** A server knows a namespace that was just registered only after its cache was read anew. */
const KNOWN_WITHIN_MS = 60_000;

/** Registers a namespace where it is missing, and waits until the server knows it. One that exists keeps its retention. Answers whether it is new. */
export async function registerNamespace(
  connection: Connection,
  namespace: string,
  retentionDays: number,
): Promise<boolean> {
  const workflowExecutionRetentionPeriod = { seconds: Long.fromNumber(retentionDays * DAY_S) };
  const isNew = await connection.workflowService
    .registerNamespace({ namespace, workflowExecutionRetentionPeriod })
    .then(() => true)
    .catch((error: unknown) => {
      if (statusOf(error) === ALREADY_EXISTS) return false;
      throw error;
    });
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    try {
      await connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 });
      return isNew;
    } catch (error) {
      if (statusOf(error) !== NOT_FOUND || Date.now() > deadline) throw error;
      await sleep(500);
    }
  }
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Registers the search attributes that are missing on a server that we did not start. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const types = proto.temporal.api.enums.v1.IndexedValueType;
  const number = { Keyword: types.INDEXED_VALUE_TYPE_KEYWORD, KeywordList: types.INDEXED_VALUE_TYPE_KEYWORD_LIST };
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => customAttributes?.[name] === undefined);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, number[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

/** The version of the server, like `1.29.1`. */
export async function serverVersion(connection: Connection): Promise<string> {
  const { serverVersion: version } = await connection.workflowService.getSystemInfo({});
  return version ?? 'unknown';
}

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

/** The history of a job's open run; null where it has none. */
export async function openRunHistory(
  connection: Connection,
  namespace: string,
  jobId: string,
): Promise<History | null> {
  const { workflow } = new Client({ connection, namespace });
  try {
    const { status, runId } = await workflow.getHandle(jobId).describe();
    return status.name === 'RUNNING' ? await workflow.getHandle(jobId, runId).fetchHistory() : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
