import { Worker } from '@temporalio/worker';

/** A run's history as the SDK replays it. */
export type RunHistory = Parameters<typeof Worker.runReplayHistory>[1];

/** A job that would not go on with the present workflows. */
export interface BrokenJob {
  jobId: string;
  /** One line. */
  why: string;
}

/** What replaying open jobs came to; those that are neither replayed nor without a run were not checked. */
export interface Replayed {
  replayed: number;
  broken: BrokenJob[];
  unchecked: number;
}

/** What replaying needs. */
export interface ReplayParts {
  workflowBundle: { code: string };
  /** The open run's history; null where a job has none. */
  historyOf(jobId: string): Promise<RunHistory | null>;
  /** Milliseconds since the epoch after which nothing more is begun. */
  deadline: number;
  progress(done: number, all: number): void;
}

const MOST_CHARS = 300;

/** Replays the open run of each job, one after the other, until all were or the time is up. */
export async function replayJobs(jobIds: readonly string[], parts: ReplayParts): Promise<Replayed> {
  const result: Replayed = { replayed: 0, broken: [], unchecked: 0 };
  let withoutRun = 0;
  async function* histories(): AsyncGenerator<{ workflowId: string; history: RunHistory }> {
    for (const workflowId of jobIds) {
      if (Date.now() > parts.deadline) return;
      const history = await parts.historyOf(workflowId);
      if (history === null) withoutRun += 1;
      else yield { workflowId, history };
    }
  }
  const { workflowBundle } = parts;
  const results = Worker.runReplayHistories({ workflowBundle }, histories())[Symbol.asyncIterator]();
  for (;;) {
    const next = await orLate(results.next(), parts.deadline);
    if (next === 'late' || next.done) break;
    const { workflowId: jobId, error } = next.value;
    if (error === undefined) result.replayed += 1;
    else result.broken.push({ jobId, why: oneLine(error) });
    parts.progress(result.replayed + result.broken.length, jobIds.length);
  }
  result.unchecked = jobIds.length - withoutRun - result.replayed - result.broken.length;
  return result;
}

/** A history that hangs must not hold the start either. */
async function orLate<Result>(result: Promise<Result>, deadline: number): Promise<Result | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), Math.max(0, deadline - Date.now()));
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the SDK says, for reading alone: of a dump of its own structures what comes before and after the words of the failure is left out. */
function oneLine({ message }: Error): string {
  const [before, dumped] = message.split('Failure { message: "');
  const words = (dumped?.split('", ')[0] ?? before ?? '').replaceAll(/\s+|\\n/g, ' ');
  return words.length > MOST_CHARS ? `${words.slice(0, MOST_CHARS)}…` : words;
}
