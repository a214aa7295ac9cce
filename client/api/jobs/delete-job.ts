import { DossierError } from '../../../contract/failures.ts';
import type { JobRecord } from '../../../contract/record.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import { nothingWalked, walkNames } from '../../../store/naming/walk-names.ts';
import type { JobControl } from '../job-control.ts';
import { extractionsBeside, namesOfAll, namesOfJob } from '../maintenance/named.ts';

/** From an artifact that a step writes to the row or event that names it. */
const UNNAMED_MS = 60_000;

/** What deleting needs. */
export interface DeleteParts {
  artifacts: ArtifactStore;
  ledger: Ledger;
  control: JobControl;
  clock(): number;
}

/**
 * Removes a closed job: its rows, its runs in Temporal, and the artifacts that only it names, also through other artifacts.
 * With a document goes what was extracted from it. Throws `job-open` for an open one.
 * While other jobs are open, what was written or touched in the last minute stays for the collection of garbage: a step that is running may have written the same, and names it with its result.
 */
export async function deleteJob(parts: DeleteParts, record: JobRecord): Promise<void> {
  const { jobId } = record;
  const { artifacts, ledger, control } = parts;
  if (record.view.endedAt === null && !(await isClosedInTemporal(control, record))) {
    throw new DossierError('job-open', `The job ${jobId} is still open (${record.view.status}).`);
  }
  const startedAt = parts.clock();
  const beside = await extractionsBeside(ledger);
  const own = nothingWalked();
  await walkNames(artifacts, namesOfJob(parts, jobId), own, { beside });
  const others = nothingWalked();
  const isOther = (row: { jobId: string | null }): boolean => row.jobId !== null && row.jobId !== jobId;
  await walkNames(artifacts, namesOfAll(parts, isOther), others, { beside });
  const onlyHere = [...own.reached].filter((sha256) => !others.reached.has(sha256) && !own.absent.has(sha256));
  const othersAreOpen = (await ledger.openJobs()).some((open) => open.jobId !== jobId);
  await control.forget(jobId, record.state?.runIds ?? []);
  // A document is read again where only its extraction was forgotten; rows before artifacts: a crash in between
  // leaves artifacts that nothing names, never names without artifacts.
  await ledger.forgetExtractions(onlyHere);
  await ledger.deleteJob(jobId);
  // What was written since the look at the others may be named by one of them.
  for (const sha256 of onlyHere)
    await artifacts.deleteOlder(sha256, othersAreOpen ? startedAt - UNNAMED_MS : startedAt);
}

/** Whether no run of the job can go on. One that had begun and that Temporal does not know any more cannot; one of revision 0 is about to start. */
async function isClosedInTemporal(control: JobControl, { jobId, revision }: JobRecord): Promise<boolean> {
  const description = await control.describe(jobId);
  return description === null ? revision > 0 : description.closedAs !== null;
}
