import type { FastifyBaseLogger } from 'fastify';
import type { z } from 'zod';
import type { startAnswerSchema } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { JobInput } from '../../../contract/job-input.ts';
import type { JobRecord } from '../../../contract/record.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import { viewOf } from '../../../contract/state/view-of.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import type { JobControl } from '../job-control.ts';
import { buildInput, checkStart, type FullStartRequest, isSameInput, jobIdFor } from './job-input.ts';

type StartAnswer = z.infer<typeof startAnswerSchema>;

/** What starting needs. */
export interface StartParts {
  artifacts: ArtifactStore;
  ledger: Ledger;
  control: JobControl;
  timeScale: number;
  clock(): number;
  log: FastifyBaseLogger;
}

const TITLE_LENGTH = 120;

/**
 * Starts a job: the record of revision 0 first, then the workflow, so that no accepted start is ever lost.
 * The same id with the same input is the same job; with another it throws `job-id-taken`.
 */
export async function startJob(
  parts: StartParts,
  request: FullStartRequest,
  idempotencyKey: string | undefined,
): Promise<StartAnswer> {
  await checkStart(request, parts.artifacts);
  const jobId = jobIdFor(request, idempotencyKey);
  const { timeScale } = parts;
  const input = await buildInput(jobId, request, parts.artifacts, { epochMs: parts.clock(), timeScale });
  const record = firstRecord(input);
  const standing = await parts.ledger.createJob(record);
  if (standing !== null && !isSameInput(standing.input, input)) {
    throw new DossierError('job-id-taken', `The id ${jobId} belongs to a job with another input.`, { field: 'id' });
  }
  const current = standing ?? record;
  // The record stands, so the job is started sooner or later: what keeps the engine from it now, the sweep makes good.
  if (current.revision === 0) {
    await ensureStarted(parts.control, current).catch((error: unknown) => {
      parts.log.warn({ err: error, jobId }, 'the job could not be started yet');
    });
  }
  return { job: { id: jobId, status: current.view.status }, created: standing === null };
}

function firstRecord(input: JobInput): JobRecord {
  const { jobId, organisation, owner, createdAt } = input;
  return { jobId, organisation, owner, revision: 0, input, view: viewOf(initialState(input, createdAt)), state: null };
}

/** Starts the workflow of a job whose record is at revision 0, unless it has one. Throws `temporal-unreachable`. */
export async function ensureStarted(control: JobControl, { input, state }: JobRecord): Promise<void> {
  const known = await control.describe(input.jobId);
  // A workflow that closed before this job was made belongs to a deleted job of the same id.
  const isOfAnother = known !== null && known.closedAs !== null && known.startedAt < Date.parse(input.createdAt);
  if (known === null || isOfAnother) await control.start(input, titleOf(input.question), state);
}

/**
 * Starts the next run of a job that was taken up again from its record (`awaitsRun`), unless one is open.
 * Throws `temporal-unreachable`.
 */
export async function startAgain(control: JobControl, { input, state }: JobRecord): Promise<void> {
  if (state?.awaitsRun !== true) return;
  const known = await control.describe(input.jobId);
  if (known === null || known.closedAs !== null) await control.start(input, titleOf(input.question), state);
}

function titleOf(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH - 1)}…` : line;
}
