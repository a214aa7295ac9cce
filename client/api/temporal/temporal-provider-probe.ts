import type { Client } from '@temporalio/client';
import { DossierError } from '../../../contract/failures.ts';
import { type ProbeAnswer, probeAnswerSchema } from '../../../contract/settings-api.ts';
import { TASK_QUEUE, WORKFLOW_TASK_TIMEOUT } from '../../../contract/temporal-names.ts';
import type * as workflows from '../../../workflows/index.ts';
import { fromTemporal } from './temporal-errors.ts';

/** No job can have it: their ids hold no colon. Whoever asks while one probe runs joins it. */
const PROBE_ID = 'probe:providers';
const CALL_MS = 5_000;
/** Longer than the activity may take. */
const WAIT_MS = 24_000;

/** Has a worker ask the models. Throws `job-unanswered` where none is there or none answers in time, and `temporal-unreachable`. */
export async function probeProviders(
  client: Client,
  health: () => Promise<{ reachable: boolean; worker: boolean | null }>,
  waitMs = WAIT_MS,
): Promise<ProbeAnswer> {
  const { reachable, worker } = await health();
  if (!reachable)
    throw new DossierError('temporal-unreachable', 'Temporal does not answer, so that no worker can be asked.');
  if (worker === false) throw noWorker('No worker is running, and only workers have the keys of providers.');
  const workflowType: keyof typeof workflows = 'probeProviders';
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), waitMs);
  try {
    const handle = await client.withDeadline(Date.now() + CALL_MS, () =>
      client.workflow.start(workflowType, {
        workflowId: PROBE_ID,
        taskQueue: TASK_QUEUE,
        args: [],
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
        workflowExecutionTimeout: '30s',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    );
    return probeAnswerSchema.parse(await client.withAbortSignal(waiting.signal, () => handle.result()));
  } catch (error) {
    if (waiting.signal.aborted) throw noWorker('No worker answered within half a minute.');
    throw fromTemporal(error, 'that asks the models');
  } finally {
    clearTimeout(timer);
  }
}

function noWorker(message: string): DossierError {
  return new DossierError('job-unanswered', message, {
    remedy: '`dossier up` starts a worker; `dossier doctor` tells why there is none.',
  });
}
