import type { Overlay, ViewAnswer } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';
import type { JobRecord } from '../../../contract/record.ts';
import type { JobView } from '../../../contract/view.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import type { JobControl, JobDescription } from '../job-control.ts';
import { overlayOf, overlayOfAnswer } from '../reconcile/overlays.ts';

/** What Temporal says of a job: a description, that it does not know it, or nothing at all. */
type Saying = JobDescription | null | 'unreachable';

/** Answers what a job looks like: from its workflow while it is open, else from its record, and what is wrong with it. */
export class ViewReader {
  readonly #ledger: Ledger;
  readonly #control: JobControl;
  readonly #clock: () => number;

  constructor(ledger: Ledger, control: JobControl, clock: () => number) {
    this.#ledger = ledger;
    this.#control = control;
    this.#clock = clock;
  }

  /** The record of a job; throws `job-not-found`. */
  async record(jobId: string): Promise<JobRecord> {
    const record = await this.#ledger.readRecord(jobId);
    if (record === null) throw new DossierError('job-not-found', `There is no job ${jobId}.`, { field: 'id' });
    return record;
  }

  /** The view, from the workflow where a worker answers within 2 s. Throws `job-not-found`. */
  async answer(jobId: string): Promise<ViewAnswer> {
    const record = await this.record(jobId);
    if (record.view.endedAt !== null) {
      return { view: record.view, from: 'record', asOf: record.view.endedAt, overlay: null, live: [] };
    }
    const [asked, saying] = await Promise.all([this.#askWorkflow(jobId), this.#askTemporal(jobId)]);
    const view = asked instanceof DossierError ? null : asked;
    const live = saying === 'unreachable' || saying === null ? [] : saying.live;
    if (view !== null && !(isClosed(saying) && view.revision < record.revision)) {
      const overlay = view.endedAt === null ? knownOverlay(saying) : null;
      return { view, from: 'workflow', asOf: instantOf(this.#clock()), overlay, live };
    }
    // Between the two questions the job may have ended and its worker gone.
    const newest = (await this.#ledger.readRecord(jobId)) ?? record;
    const overlay = newest.view.endedAt === null ? overlayFor(newest, saying, asked) : null;
    return { view: newest.view, from: 'record', asOf: lastInstant(newest.view), overlay, live };
  }

  async #askWorkflow(jobId: string): Promise<JobView | DossierError> {
    try {
      return await this.#control.view(jobId);
    } catch (error) {
      // Whatever fails this one question, the record answers instead, and says why.
      if (error instanceof DossierError) return error;
      throw error;
    }
  }

  async #askTemporal(jobId: string): Promise<Saying> {
    try {
      return await this.#control.describe(jobId);
    } catch (error) {
      if (error instanceof DossierError) return 'unreachable';
      throw error;
    }
  }
}

function lastInstant(view: JobView): string {
  return view.endedAt ?? view.journal.at(-1)?.at ?? view.startedAt;
}

/** What Temporal says against an open job whose workflow still answers: queries are answered also while its tasks fail. */
function knownOverlay(saying: Saying): Overlay | null {
  return saying === 'unreachable' || saying === null ? null : overlayOf(saying);
}

/** A closed run only tells of the job as it was when it closed; the job may have gone back since. */
function isClosed(saying: Saying): boolean {
  return saying !== 'unreachable' && (saying === null || saying.closedAs !== null);
}

function overlayFor(record: JobRecord, saying: Saying, asked: JobView | DossierError): Overlay | null {
  if (saying === 'unreachable') {
    return { kind: 'unreachable', words: 'Temporal does not answer: this is what was last recorded.' };
  }
  const isAboutToStart = record.revision === 0 || record.state?.awaitsRun === true;
  if (isAboutToStart && isClosed(saying)) return null;
  const silent = { kind: 'unreachable' as const, words: 'No worker answers: this is what was last recorded.' };
  return overlayOf(saying) ?? overlayOfAnswer(asked) ?? silent;
}
