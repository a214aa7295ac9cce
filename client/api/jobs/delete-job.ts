import { type ArtifactRef, artifactRefSchema } from '../../../contract/artifact.ts';
import { sourceSetSchema } from '../../../contract/evidence/source.ts';
import { DossierError } from '../../../contract/failures.ts';
import { attachmentListSchema } from '../../../contract/job-input.ts';
import type { JobRecord } from '../../../contract/record.ts';
import { reportFilesSchema } from '../../../contract/steps.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import type { JobControl } from '../job-control.ts';

/** What deleting needs. */
export interface DeleteParts {
  artifacts: ArtifactStore;
  ledger: Ledger;
  control: JobControl;
}

/**
 * Removes a closed job: its rows, its runs in Temporal, and the artifacts that only it names. Throws `job-open` for an open one.
 * With a document goes what was extracted from it. What only a transcript names stays for the collection of orphans.
 */
export async function deleteJob(parts: DeleteParts, record: JobRecord): Promise<void> {
  const { jobId } = record;
  if (record.view.endedAt === null && !(await isClosedInTemporal(parts.control, record))) {
    throw new DossierError('job-open', `The job ${jobId} is still open (${record.view.status}).`);
  }
  const own = await namedBy(record, parts);
  const others = await namedByOthers(parts, jobId);
  await parts.control.forget(jobId, record.state?.runIds ?? []);
  // Rows first: a crash in between leaves artifacts that nothing names, never names without artifacts.
  await parts.ledger.deleteJob(jobId);
  const onlyHere = [...own].filter((sha256) => !others.has(sha256));
  await parts.ledger.forgetExtractions(onlyHere);
  for (const sha256 of onlyHere) await parts.artifacts.delete(sha256);
}

/** Whether no run of the job can go on. One that had begun and that Temporal does not know any more cannot; one of revision 0 is about to start. */
async function isClosedInTemporal(control: JobControl, { jobId, revision }: JobRecord): Promise<boolean> {
  const description = await control.describe(jobId);
  return description === null ? revision > 0 : description.closedAs !== null;
}

async function namedBy(record: JobRecord, { artifacts, ledger }: DeleteParts): Promise<Set<string>> {
  const calls = await ledger.listCalls(record.jobId);
  const histories = await ledger.listRunHistories(record.jobId);
  const refs = [...refsIn(record), ...refsIn(calls), ...refsIn(histories), ...(await insideOf(record, artifacts))];
  return new Set(refs.map(({ sha256 }) => sha256));
}

async function namedByOthers({ artifacts, ledger }: DeleteParts, jobId: string): Promise<Set<string>> {
  const named = new Set(await ledger.artifactsOfOthers(jobId));
  let cursor: string | undefined;
  do {
    const page = await ledger.listJobs({ organisation: 'local', limit: 200, ...(cursor !== undefined && { cursor }) });
    for (const { id } of page.jobs.filter((row) => row.id !== jobId)) {
      const record = await ledger.readRecord(id);
      if (record !== null) for (const ref of await insideOf(record, artifacts)) named.add(ref.sha256);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return named;
}

/** What a record names through a list: the attached documents, what was read from them, and the files of the report. */
async function insideOf(record: JobRecord, artifacts: ArtifactStore): Promise<ArtifactRef[]> {
  const list = attachmentListSchema.safeParse(await jsonIfThere(record.input.sources.sha256, artifacts));
  const { report, sources } = record.view.artifacts;
  const files = reportFilesSchema.safeParse(report && (await jsonIfThere(report.sha256, artifacts)));
  const read = sourceSetSchema.safeParse(sources && (await jsonIfThere(sources.sha256, artifacts)));
  return [
    // A source is itself the ref of its bytes: so the snapshots of web pages are found, which no list of attachments names.
    ...(read.success ? refsIn(read.data) : []),
    ...(list.success ? refsIn(list.data) : []),
    ...(files.success ? Object.values(files.data) : []),
  ];
}

async function jsonIfThere(sha256: string, artifacts: ArtifactStore): Promise<unknown> {
  return (await artifacts.stat(sha256)) === null ? undefined : artifacts.getJson(sha256);
}

function refsIn(value: unknown): ArtifactRef[] {
  if (value === null || typeof value !== 'object') return [];
  const ref = artifactRefSchema.safeParse(value);
  return [...(ref.success ? [ref.data] : []), ...Object.values(value).flatMap(refsIn)];
}
