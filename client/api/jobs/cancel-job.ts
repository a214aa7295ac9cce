import type { MessageReceipt } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import { checkCancel } from '../../../contract/state/checks.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { reduce } from '../../../contract/state/reduce.ts';
import type { Outgoing } from '../job-control.ts';
import { deliver } from './deliver.ts';
import { answeredBefore, type GoingOnParts, nowOf, writeOn } from './go-back.ts';
import { type Standing, standingOf } from './standing.ts';
import type { ViewReader } from './view-reader.ts';

/**
 * Cancels a job: by a message to its workflow, which may be left as a signal; where no workflow can take it, since it is stuck or was ended
 * outside Dossier, by its record. Throws as `deliver` does.
 */
export async function cancelJob(
  parts: GoingOnParts & { views: ViewReader },
  jobId: string,
  outgoing: Extract<Outgoing, { name: 'cancel' }>,
): Promise<MessageReceipt> {
  const standing = await standingWithoutRun(parts, jobId);
  if (standing === null) return deliver(parts, jobId, outgoing);
  const { message } = outgoing;
  const { messageId, reason, actor } = message;
  const known = answeredBefore(standing.state, messageId);
  if (known !== undefined) return { delivered: 'update', messageId, answer: known };
  const refusal = checkCancel(standing.state, message);
  if (refusal !== null) throw new DossierError(refusal.code, refusal.words);
  const at = nowOf(parts);
  const ending = reduce(standing.state, { type: 'ending', status: 'cancelled', reason, actor }, at);
  const ended: JobState = { ...reduce(ending, { type: 'ended' }, at), awaitsRun: false };
  const next = reduce(ended, { type: 'message-answered', messageId }, at);
  return { delivered: 'update', messageId, answer: await writeOn(parts, standing, next, messageId) };
}

/** How a job stands that has begun, is open by its record and has no run that could take a message; null for every other. */
async function standingWithoutRun(
  parts: GoingOnParts & { views: ViewReader },
  jobId: string,
): Promise<Standing | null> {
  const record = await parts.views.record(jobId);
  if (record.view.endedAt !== null || record.revision === 0) return null;
  const description = await parts.control.describe(jobId);
  const isAlive = description !== null && description.closedAs === null && description.trouble === null;
  if (isAlive || (description?.closedAs === 'COMPLETED' && record.state?.awaitsRun !== true)) return null;
  const standing = await standingOf(parts, jobId);
  return standing.state.endedAt === null ? standing : null;
}
