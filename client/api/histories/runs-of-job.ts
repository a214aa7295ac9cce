import type { RunSummary } from '../../../contract/api-answers.ts';
import type { JobRecord } from '../../../contract/record.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { readHistory } from '../../../store/histories/read-history.ts';
import type { Ledger, RunHistory } from '../../../store/ledger/port.ts';
import type { RunControl } from '../run-control.ts';

/** Where runs are told from. */
export interface RunParts {
  artifacts: ArtifactStore;
  ledger: Ledger;
  runs: RunControl;
}

/** All runs of a job, the first one first: those whose histories are kept, those that its record names, and the one that goes on now. */
export async function runsOfJob({ ledger, runs }: RunParts, record: JobRecord): Promise<RunSummary[]> {
  const { jobId } = record;
  const kept = await ledger.listRunHistories(jobId);
  const told = new Map(kept.map((history) => [history.runId, keptRun(history)]));
  const newest = await runs.describeRun(jobId).catch(() => null);
  const named = [...(record.state?.runIds ?? []), ...(newest === null ? [] : [newest.runId])];
  for (const runId of named) {
    if (told.has(runId)) continue;
    const found = newest?.runId === runId ? newest : await runs.describeRun(jobId, runId).catch(() => null);
    told.set(runId, found === null ? lostRun(runId) : { ...found, kept: false });
  }
  // A run that nothing is known of stands where the record names it.
  const place = (run: RunSummary): string => run.startedAt ?? record.view.createdAt;
  return [...told.values()].sort((one, other) => (place(one) < place(other) ? -1 : Number(place(one) > place(other))));
}

function keptRun({ runId, status, events, bytes, firstEventAt, lastEventAt }: RunHistory): RunSummary {
  return { runId, status, startedAt: firstEventAt, endedAt: lastEventAt, events, bytes, kept: true };
}

function lostRun(runId: string): RunSummary {
  return { runId, status: 'LOST', startedAt: null, endedAt: null, events: 0, bytes: 0, kept: false };
}

/**
 * The events of all runs as one JSON document, piece by piece: `{ "jobId", "runs": [{ "runId", "status", "from", "history": { "events" } }] }`.
 * Each `history` replays by itself. A run comes from its stored history, else from Temporal; `history` is null where neither has it.
 */
export async function* rawHistory(parts: RunParts, jobId: string, runs: readonly RunSummary[]): AsyncGenerator<string> {
  const kept = new Map((await parts.ledger.listRunHistories(jobId)).map((history) => [history.runId, history]));
  yield `{"jobId":${JSON.stringify(jobId)},"runs":[`;
  for (const [index, { runId, status }] of runs.entries()) {
    const history = kept.get(runId);
    const isKept = history !== undefined && (await parts.artifacts.stat(history.artifact.sha256)) !== null;
    const isThere = isKept || (await parts.runs.describeRun(jobId, runId)) !== null;
    const from = isKept ? 'artifact' : isThere ? 'temporal' : null;
    const head = JSON.stringify({ runId, status, from });
    yield `${index === 0 ? '\n' : ',\n'}${head.slice(0, -1)},"history":`;
    if (isKept) yield* readHistory(parts.artifacts, history);
    else if (isThere) yield* fromTemporal(parts.runs.historyPages(jobId, runId));
    else yield 'null';
    yield '}';
  }
  yield '\n]}\n';
}

async function* fromTemporal(pages: AsyncIterable<string>): AsyncGenerator<string> {
  yield '{"events":[';
  let isFirst = true;
  for await (const page of pages) {
    const { events } = JSON.parse(page) as { events: unknown[] };
    for (const event of events) {
      yield `${isFirst ? '\n' : ',\n'}${JSON.stringify(event)}`;
      isFirst = false;
    }
  }
  yield '\n]}';
}
