import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { LOCAL_ADMINISTRATOR } from '../../../contract/actor.ts';
import type { startAnswerSchema } from '../../../contract/api.ts';
import type { MessageReceipt } from '../../../contract/api-answers.ts';
import type { forkBodySchema, previewBodySchema, rewindBodySchema } from '../../../contract/branch-api.ts';
import { DossierError } from '../../../contract/failures.ts';
import { canonicalJson, sha256OfJson, sha256OfText } from '../../../contract/hash.ts';
import { JOB_KINDS, type StepName, stepNameSchema } from '../../../contract/job-kind.ts';
import type { Message } from '../../../contract/messages.ts';
import { placeKey } from '../../../contract/place.ts';
import type { JobRecord } from '../../../contract/record.ts';
import { checkBranch, forkedState, rewoundState } from '../../../contract/recovery/branch.ts';
import { type BranchPreview, type BranchRequest, previewBranch } from '../../../contract/recovery/branch-preview.ts';
import type { Refusal } from '../../../contract/recovery/refusal.ts';
import { checkRewindOf } from '../../../contract/state/checks.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { currentPlace } from '../../../contract/state/rounds.ts';
import { recordOf } from '../../../contract/state/view-of.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { composeChanges } from './compose-changes.ts';
import type { Sender } from './compose-message.ts';
import { deliver } from './deliver.ts';
import { answeredBefore, type GoingOnParts, nowOf, writeOn } from './go-back.ts';
import { isSameInput } from './job-input.ts';
import { standingOf } from './standing.ts';
import { ensureStarted } from './start-job.ts';
import type { ViewReader } from './view-reader.ts';

/** What rewinding and forking need. */
export interface BranchParts extends GoingOnParts {
  artifacts: ArtifactStore;
  views: ViewReader;
}

type Wish = Pick<z.output<typeof previewBodySchema>, 'step' | 'item' | 'changes' | 'fresh'>;

function refuse(refusal: Refusal): void {
  if (refusal !== null) throw new DossierError(refusal.code, refusal.words);
}

/** What is wished, as the contract asks for it; told where the job cannot go back there before anything is stored. */
async function requestOf(
  state: JobState,
  as: BranchRequest['as'],
  { step: named, item, changes: wish, fresh }: Wish,
  artifacts: ArtifactStore,
): Promise<BranchRequest> {
  const step = stepOf(state, named);
  const bare = { as, step, item, changes: {}, fresh };
  refuse(checkBranch(state, bare));
  const request = { ...bare, changes: await composeChanges(state, { step, item }, wish, artifacts) };
  refuse(checkBranch(state, request));
  // With fresh answers everything is asked anew.
  const { keepItems: _kept, ...changes } = request.changes;
  return fresh ? { ...request, changes } : request;
}

function stepOf(state: JobState, named: string): StepName {
  const { steps } = JOB_KINDS[state.input.kind];
  const step = stepNameSchema.safeParse(named);
  if (step.success && steps.includes(step.data)) return step.data;
  throw new DossierError('request-invalid', `There is no step ${named}; the steps are ${steps.join(', ')}.`, {
    field: 'step',
  });
}

/** Tells what a rewind or fork would keep, run again, cost and make void. Throws what would refuse it. */
export async function previewJob(
  parts: BranchParts,
  jobId: string,
  { as, ...wish }: z.output<typeof previewBodySchema>,
): Promise<BranchPreview> {
  const { state } = await standingOf(parts, jobId);
  return previewBranch(state, await requestOf(state, as, wish, parts.artifacts));
}

/**
 * Sends a job back to a step: an open one by a message to its workflow, any other by the next run from its record. The same body is the
 * same message, which the job answers once. Throws the refusal with its code, `revision-stale` where it has moved since the preview.
 */
export async function rewindJob(
  parts: BranchParts,
  jobId: string,
  body: z.output<typeof rewindBodySchema>,
  { actor }: Sender,
): Promise<MessageReceipt> {
  // Of the wish, not of what becomes of it: a repeat must be known also where the job has changed by it.
  const messageId = sha256OfJson([jobId, 'rewind', body, actor.id]).slice(0, 40);
  const standing = await standingOf(parts, jobId);
  const known = answeredBefore(standing.state, messageId);
  if (known !== undefined) return { delivered: 'update', messageId, answer: known };
  if (standing.state.revision !== body.revision) throw moved(standing.state, body.revision);
  const request = await requestOf(standing.state, 'rewind', body, parts.artifacts);
  const { step, item, changes, fresh } = request;
  const message: Message<'rewind'> = { messageId, actor, step, item, changes, fresh, revision: body.revision };
  if (standing.run !== null && standing.run.trouble === null && standing.state.endedAt === null)
    return deliver(parts, jobId, { name: 'rewind', message });
  refuse(checkRewindOf(standing.state, message));
  const next = rewoundState(standing.state, request, { actor, messageId }, nowOf(parts));
  return { delivered: 'update', messageId, answer: await writeOn(parts, standing, next, messageId) };
}

function moved({ revision, input }: JobState, expected: number): DossierError {
  return new DossierError(
    'revision-stale',
    `The job ${input.jobId} is at revision ${revision}; the preview told of revision ${expected}.`,
    { field: 'revision' },
  );
}

/**
 * Starts a new job that takes over what another has before a step. The same id or key with the same wish is the same job; with another it
 * throws `job-id-taken`.
 */
export async function forkJob(
  parts: BranchParts,
  parentId: string,
  body: z.output<typeof forkBodySchema>,
  { actor, idempotencyKey }: Sender,
): Promise<z.infer<typeof startAnswerSchema>> {
  const { state } = await standingOf(parts, parentId);
  const jobId = body.id ?? forkIdFor(state, idempotencyKey);
  const before = await parts.ledger.readRecord(jobId);
  // A repeat is answered also where the other job has moved meanwhile.
  if (body.revision !== undefined && body.revision !== state.revision && before === null)
    throw moved(state, body.revision);
  const request = await requestOf(state, 'fork', body, parts.artifacts);
  const next = forkedState(state, request, { actor, jobId, owner: LOCAL_ADMINISTRATOR }, nowOf(parts));
  const record: JobRecord = { ...recordOf(next), revision: 0 };
  const standing = before ?? (await parts.ledger.createJob(record));
  if (standing !== null && !isSameFork(standing, next, request))
    throw new DossierError('job-id-taken', `The id ${jobId} belongs to another job.`, { field: 'id' });
  const current = standing ?? record;
  if (current.revision === 0) {
    await ensureStarted(parts.control, current).catch((error: unknown) => {
      parts.log.warn({ err: error, jobId }, 'the job could not be started yet');
    });
  }
  return { job: { id: jobId, status: current.view.status }, created: standing === null };
}

function forkIdFor({ input }: JobState, idempotencyKey: string | undefined): string {
  const tail =
    idempotencyKey === undefined
      ? randomBytes(5).toString('hex')
      : sha256OfText(`${input.jobId} ${idempotencyKey}`).slice(0, 20);
  return `${input.kind}-${tail}`;
}

/** Whether a job that has the id already is this fork: from the same job, at the same place, with the same changes. */
function isSameFork(standing: JobRecord, next: JobState, { step, item, changes }: BranchRequest): boolean {
  const { state } = standing;
  if (state === null) return false;
  const said = ({ branches, lineage, input }: JobState) => {
    const fork = branches.findLast(({ because }) => because === 'fork');
    return canonicalJson([fork?.step, fork?.item, fork?.fresh, fork?.changed, lineage.forkedFrom, input.jobId]);
  };
  const key = placeKey(currentPlace(next, step, item));
  const given = changes.output?.artifact.sha256;
  const held = state.places[key];
  const isSameOutput = given === undefined || (held?.status === 'done' && held.output?.sha256 === given);
  return said(state) === said(next) && isSameOutput && isSameInput(standing.input, next.input);
}
