import { DossierError } from '../../../contract/failures.ts';
import type { JobRecord } from '../../../contract/record.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import type { JobControl, JobDescription } from '../job-control.ts';
import type { RunControl } from '../run-control.ts';

/** What finding out how a job stands needs. */
export interface StandingParts {
  ledger: Ledger;
  control: JobControl;
  runs: RunControl;
}

/** How a job stands, whoever knows it best. */
export interface Standing {
  state: JobState;
  /** Its run, where that is open; with its trouble also where only asking it found that. */
  run: (JobDescription & { closedAs: null }) | null;
  /** The newest run that Temporal knows, open or closed. */
  lastRunId: string | null;
}

/**
 * The state of a job: its workflow's while that is open and answers, else the newer of what its last run and the ledger say. Works on
 * the record alone where Temporal has forgotten the job. Throws `job-not-found`, `job-moving` for one that has not begun,
 * `temporal-unreachable`.
 */
export async function standingOf(parts: StandingParts, jobId: string): Promise<Standing> {
  const recorded = await recordOf(parts.ledger, jobId);
  const description = await parts.control.describe(jobId);
  const open = isOpen(description) ? description : null;
  const lastRunId = description?.runId ?? null;
  // What has ended is recorded, before its run closes; nobody has to answer for it.
  if (open === null && recorded.state?.endedAt != null) return { state: recorded.state, run: open, lastRunId };
  const asked = description === null ? null : await askRun(parts.runs, jobId);
  const [answered, trouble] = asked instanceof DossierError ? [null, troubleIn(asked)] : [asked, null];
  const run = open === null ? null : { ...open, trouble: open.trouble ?? trouble };
  const state = newest(answered, recorded, run !== null);
  if (state === null) throw new DossierError('job-moving', `The job ${jobId} is about to start.`);
  return { state, run, lastRunId };
}

async function recordOf(ledger: Ledger, jobId: string): Promise<JobRecord> {
  const record = await ledger.readRecord(jobId);
  if (record === null) throw new DossierError('job-not-found', `There is no job ${jobId}.`, { field: 'id' });
  return record;
}

function isOpen(description: JobDescription | null): description is JobDescription & { closedAs: null } {
  return description !== null && description.closedAs === null;
}

async function askRun(runs: RunControl, jobId: string): Promise<JobState | DossierError | null> {
  try {
    return (await runs.record(jobId)).state;
  } catch (error) {
    // No worker answers, or its code fails: the record stands in.
    if (error instanceof DossierError && error.code !== 'temporal-unreachable') return error;
    throw error;
  }
}

function troubleIn({ code, message }: DossierError): string | null {
  return code === 'job-stuck' ? message : null;
}

/** An open workflow is the authority, whatever the record says; a closed one only knows what was before it closed. */
function newest(answered: JobState | null, { state }: JobRecord, isOpenRun: boolean): JobState | null {
  if (answered === null || state === null) return answered ?? state;
  return isOpenRun || answered.revision > state.revision ? answered : state;
}

/** The state that was last recorded: enough where only what is finished counts. Throws `job-not-found`, `job-moving` for one that has not begun. */
export async function recordedState(ledger: Ledger, jobId: string): Promise<JobState> {
  const { state } = await recordOf(ledger, jobId);
  if (state === null) throw new DossierError('job-moving', `The job ${jobId} is about to start.`);
  return state;
}

/** The state that was last recorded; of a job that has not begun, the one it begins with. Throws `job-not-found`. */
export async function stateToTell(ledger: Ledger, jobId: string): Promise<JobState> {
  const { state, input, view } = await recordOf(ledger, jobId);
  return state ?? { ...initialState(input, input.createdAt), lineage: view.lineage };
}
