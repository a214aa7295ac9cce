import { ActivityFailure, ApplicationFailure, type Client, WorkflowFailedError } from '@temporalio/client';
import {
  type DocumentRead,
  type DocumentToRead,
  documentReadSchema,
  readingIdOf,
} from '../../../contract/document-reading.ts';
import type { ExtractionProgress } from '../../../contract/extraction-api.ts';
import { DossierError, failureSchema } from '../../../contract/failures.ts';
import { TASK_QUEUE, WORKFLOW_TASK_TIMEOUT } from '../../../contract/temporal-names.ts';
import type * as workflows from '../../../workflows/index.ts';
import type { ReadingControl } from '../reading-control.ts';
import { liveTextOf } from './live-text-of.ts';
import { fromTemporal } from './temporal-errors.ts';

const CALL_MS = 5_000;
/** How long one request waits: well below what clients and proxies wait for. */
const WAIT_MS = 20_000;

/** The one adapter of `ReadingControl`: a small workflow a document, whose id joins those who ask for the same. */
export class TemporalReadingControl implements ReadingControl {
  readonly #client: Client;
  readonly #waitMs: number;
  /** Whether a worker polls; null where that is not known. */
  readonly #hasWorker: () => Promise<boolean | null>;

  constructor(client: Client, hasWorker: () => Promise<boolean | null>, waitMs = WAIT_MS) {
    this.#client = client;
    this.#hasWorker = hasWorker;
    this.#waitMs = waitMs;
  }

  async read(document: DocumentToRead): Promise<DocumentRead | { progress: ExtractionProgress | null }> {
    const workflowId = readingIdOf(document);
    const workflowType: keyof typeof workflows = 'extractDocument';
    try {
      await this.#client.withDeadline(Date.now() + CALL_MS, () =>
        this.#client.workflow.start(workflowType, {
          workflowId,
          taskQueue: TASK_QUEUE,
          args: [document],
          workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
          workflowExecutionTimeout: '4h',
          // What was read before stands in the ledger, unless it was forgotten: reading again finds out.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      );
    } catch (error) {
      throw asReading(error);
    }
    return (await this.#result(workflowId)) ?? { progress: await this.#progress(workflowId) };
  }

  /** Null where it takes longer. */
  async #result(workflowId: string): Promise<DocumentRead | null> {
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), this.#waitMs);
    try {
      const handle = this.#client.workflow.getHandle(workflowId);
      return documentReadSchema.parse(await this.#client.withAbortSignal(waiting.signal, () => handle.result()));
    } catch (error) {
      if (waiting.signal.aborted) return null;
      throw asReading(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #progress(workflowId: string): Promise<ExtractionProgress | null> {
    try {
      const handle = this.#client.workflow.getHandle(workflowId);
      const { raw } = await this.#client.withDeadline(Date.now() + CALL_MS, () => handle.describe());
      const activity = raw.pendingActivities?.[0];
      const reading = activity == null ? undefined : liveTextOf(activity).reading;
      if (reading !== undefined) return { passages: reading.passages, rows: reading.rows };
    } catch (error) {
      throw asReading(error);
    }
    if ((await this.#hasWorker()) === false) {
      throw new DossierError('job-unanswered', 'The document is stored, but no worker is there to read it.');
    }
    return null;
  }
}

function asReading(error: unknown): DossierError {
  const failed = failureIn(error);
  if (failed !== null) return failed;
  const typed = fromTemporal(error, 'that reads the document');
  return typed.code === 'job-not-found'
    ? new DossierError('internal', 'The reading was ended.', { cause: error })
    : typed;
}

/** The failure with which the activity gave up. */
function failureIn(error: unknown): DossierError | null {
  if (!(error instanceof WorkflowFailedError)) return null;
  const cause = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
  const detail = failureSchema.safeParse(cause instanceof ApplicationFailure ? cause.details?.[0] : null);
  if (detail.success)
    return new DossierError(detail.data.code, detail.data.message, { remedy: detail.data.remedy, cause: error });
  return new DossierError('internal', 'The document could not be read because something else failed.', {
    cause: error,
  });
}
