import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageReceipt } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { MessageAnswer } from '../../../contract/messages.ts';
import type { JobRecord } from '../../../contract/record.ts';
import { SIGNALLED } from '../../../contract/temporal-names.ts';
import type { JobControl, Outgoing } from '../job-control.ts';
import type { ViewReader } from './view-reader.ts';

const MOVING_TRIES = 10;
const MOVING_PAUSE_MS = 150;
/** Bytes of JSON that a message may have: it stays in the job's history, where content does not belong. */
const MESSAGE_BYTES = 256 * 1_024;

/** What delivering needs. */
export interface DeliverParts {
  control: JobControl;
  views: ViewReader;
}

/**
 * Sends a message to a job as an update and answers what it said. `decide` and `cancel` are left as signals where no worker
 * answers, which the receipt says. Throws the refusal with its code, `job-not-found`, `job-closed`, `job-unanswered`, `job-stuck`.
 */
export async function deliver(parts: DeliverParts, jobId: string, outgoing: Outgoing): Promise<MessageReceipt> {
  const { messageId } = outgoing.message;
  if (Buffer.byteLength(JSON.stringify(outgoing.message)) > MESSAGE_BYTES)
    throw new DossierError('request-too-large', 'A message to a job has at most 256 KB; documents are uploaded.', {
      remedy: 'Shorten the text.',
    });
  const record = await parts.views.record(jobId);
  if (record.view.endedAt !== null) return answeredBefore(record, messageId);
  try {
    return { delivered: 'update', messageId, answer: await updateWhenStill(parts.control, jobId, outgoing) };
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    if (error.code === 'job-not-found') throw await whyNotThere(parts, jobId);
    if (error.code !== 'job-unanswered') throw error;
    if (!SIGNALLED.includes(outgoing.name)) throw await whyNoAnswer(parts, jobId, error);
    // The update may have arrived all the same: the signal has the same id, so the job applies it once.
    await parts.control.signal(jobId, outgoing);
    return { delivered: 'signal', messageId };
  }
}

/** A job that moves to a new run refuses for a moment; the message has an id, so it may be sent again. */
async function updateWhenStill(control: JobControl, jobId: string, outgoing: Outgoing): Promise<MessageAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await control.update(jobId, outgoing);
    } catch (error) {
      if (!(error instanceof DossierError && error.code === 'job-moving') || tries === MOVING_TRIES) throw error;
      await sleep(MOVING_PAUSE_MS);
    }
  }
}

/** A closed job still gives the answer that it gave to the same message. */
function answeredBefore(record: JobRecord, messageId: string): MessageReceipt {
  const answered = record.state?.answered.find((one) => one.messageId === messageId);
  if (answered !== undefined) return { delivered: 'update', messageId, answer: answered.answer };
  throw new DossierError('job-closed', `The job ${record.jobId} has ended (${record.view.status}).`);
}

/** A message is work for the job's code: where that fails at it, there was a worker all the same. */
async function whyNoAnswer({ control }: DeliverParts, jobId: string, error: DossierError): Promise<DossierError> {
  const trouble = (await control.describe(jobId).catch(() => null))?.trouble ?? null;
  if (trouble === null) return error;
  return new DossierError('job-stuck', `The code of the job ${jobId} fails again and again: ${trouble}`, {
    cause: error,
  });
}

/** The ledger has the job, Temporal has no open run of it: it is about to start, has just ended, or was closed from outside. */
async function whyNotThere({ control, views }: DeliverParts, jobId: string): Promise<DossierError> {
  const description = await control.describe(jobId);
  const { revision, state } = await views.record(jobId);
  if (state?.awaitsRun === true) return new DossierError('job-moving', `The job ${jobId} is about to go on.`);
  if (description !== null) return new DossierError('job-closed', `The job ${jobId} has ended.`);
  if (revision === 0) return new DossierError('job-moving', `The job ${jobId} is about to start.`);
  return new DossierError('job-unanswered', `Temporal does not know the job ${jobId}.`);
}
