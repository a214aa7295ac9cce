import type { Overlay } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { JobDescription } from '../job-control.ts';

/**
 * What is wrong with an open job by what Temporal says of it (null: Temporal does not know it); null where nothing is.
 * A workflow that completed while its record is open is no trouble: its record is on its way.
 */
export function overlayOf(description: JobDescription | null): Overlay | null {
  if (description === null)
    return {
      kind: 'closed',
      words:
        'Temporal does not know this job: its database was lost or replaced. Rewind goes on from the record: `dossier rewind JOB STEP`.',
    };
  const { trouble, closedAs } = description;
  if (closedAs !== null && closedAs !== 'COMPLETED') {
    const how = closedAs.toLowerCase().replaceAll('_', ' ');
    const did = how[0]?.toUpperCase() + how.slice(1);
    return {
      kind: 'closed',
      words: `${did} outside Dossier. Rewind goes on from the record: \`dossier rewind JOB STEP\`.`,
    };
  }
  if (closedAs !== null || trouble === null) return null;
  return stuckBy(`The job's code fails again and again: ${trouble}`);
}

/** What is wrong with a job whose code fails when it is asked: it may have nothing to do that would fail by itself. */
export function overlayOfAnswer(error: unknown): Overlay | null {
  if (!(error instanceof DossierError && error.code === 'job-stuck')) return null;
  return stuckBy(`The job's code fails when it is asked: ${error.message}`);
}

function stuckBy(words: string): Overlay {
  return { kind: 'stuck', words: `${words.replace(/\.$/, '')}. A fixed worker heals it.` };
}

/** What is wrong with which open jobs, as the last passes found; never stored. */
export class Overlays {
  readonly #byJob = new Map<string, Overlay>();
  readonly #tell: (jobId: string) => void;

  /** `tell` is told of each job whose overlay came, went or changed. */
  constructor(tell: (jobId: string) => void = () => {}) {
    this.#tell = tell;
  }

  of(jobId: string): Overlay | null {
    return this.#byJob.get(jobId) ?? null;
  }

  /** Jobs by kind of overlay: for counts. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of this.#byJob.values()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  set(jobId: string, overlay: Overlay | null): void {
    const before = this.of(jobId);
    if (before?.kind === overlay?.kind && before?.words === overlay?.words) return;
    if (overlay === null) this.#byJob.delete(jobId);
    else this.#byJob.set(jobId, overlay);
    this.#tell(jobId);
  }

  /** Forgets the overlays of jobs that are no longer open. */
  keepOnly(open: ReadonlySet<string>): void {
    for (const jobId of this.#byJob.keys()) if (!open.has(jobId)) this.set(jobId, null);
  }
}
