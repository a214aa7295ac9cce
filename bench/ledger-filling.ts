import { DatabaseSync } from 'node:sqlite';
import { callKey } from '../contract/calls.ts';
import type { StepName } from '../contract/job-kind.ts';
import type { JobRecord } from '../contract/record.ts';
import type { JobStatus } from '../contract/state/job-state.ts';
import type { JobView } from '../contract/view.ts';
import { artifactRef, jobRecord } from '../test/support/job-records.ts';

/** What a ledger is filled with. */
export interface Filling {
  jobs: number;
  /** Of these, those that run; one in ten of the others waits for a person. */
  running: number;
  /** Calls of each job, and of the first one. */
  calls: number;
  callsOfTheFirst: number;
  /** Over how many days before now jobs and calls are spread. */
  days: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const JOURNAL_LINES = 150;
const STEPS: readonly StepName[] = ['plan', 'research', 'draft', 'verify'];
const WORDS = 'price move team incident region budget window report source limit change plan risk roof model'.split(
  ' ',
);
const word = (number: number): string => WORDS[number % WORDS.length] ?? '';

/** The id of a job by its number. */
export function jobIdOf(number: number): string {
  return `job-${String(number).padStart(6, '0')}`;
}

/** A record as a job of some length leaves it, about 30 KB. */
export function filledRecord(number: number, { jobs, running, days }: Filling, revision = 100): JobRecord {
  const createdAt = new Date(Date.now() - days * DAY_MS * (1 - number / jobs)).toISOString();
  const status = statusOf(number, jobs - running);
  const isOpen = status === 'running' || status === 'waiting';
  const question = `What does the ${word(number)} of ${word(number * 7)} cost in ${word(number * 3)} ${number}?`;
  const journal = Array.from({ length: JOURNAL_LINES }, (_, line) => ({
    ...{ at: createdAt, place: 'research@0.1/q1', actor: null },
    words: `Line ${line}: item q1 asked for the tool search_documents with the words ${word(line)} and ${word(line + number)}.`,
  }));
  const totals = { ...jobRecord('job-1').view.totals, costMicroUsd: (number * 7_919) % 900_000, calls: 20 };
  const view: Partial<JobView> = {
    ...{
      question,
      status,
      createdAt,
      journal,
      totals,
      tags: [word(number), `team-${number % 20}`],
      models: ['gpt-5.4'],
    },
    endedAt: isOpen ? null : new Date(Date.parse(createdAt) + 600_000).toISOString(),
    artifacts: { plan: { ...artifactRef('1'), title: `The ${word(number)} of ${word(number * 7)}` } },
    gates: status === 'waiting' ? [gateOf(createdAt)] : [],
  };
  return jobRecord(jobIdOf(number), revision, view);
}

function statusOf(number: number, firstRunning: number): JobStatus {
  if (number >= firstRunning) return 'running';
  if (number % 10 === 0) return 'waiting';
  return number % 10 === 1 ? 'rejected' : 'done';
}

function gateOf(openedAt: string): JobView['gates'][number] {
  const asked = { beside: null, questions: [] };
  return { id: 'approve@0.1', step: 'approve', item: null, round: 1, artifact: artifactRef('d'), openedAt, ...asked };
}

/** Fills the file of a ledger, past the ledger itself: as an older version would have left it, without the rows of lists. */
export function fillLedger(file: string, filling: Filling): void {
  const database = new DatabaseSync(file);
  database.exec('pragma synchronous = off; begin immediate');
  const job = database.prepare(
    `insert into jobs (organisation, owner, job_id, kind, question, search_text, status, sentence, risk, created_at, updated_at,
     record, ended_at, revision, cost_micro_usd, unpriced_calls) values ('local', 'local', ?, 'report', ?, '', ?, '', 'medium', ?, ?, ?, ?, ?, 0, 0)`,
  );
  const call = database.prepare(
    `insert into calls (organisation, owner, call_key, job_id, step, item, request_hash, state, holder, task, model_asked, prompt_id, prompt_hash,
     request, reserved_at, outcome, model_served, answer, usage, answered_at, generation, round, turn, attempt, sample, waste_micro_usd, cost_micro_usd, latency_ms)
     values ('local', 'local', ?, ?, ?, '', ?, 'answered', 'h', ?, 'gpt-5.4', 'p', 'c', ?, ?, ?, ?, ?, ?, ?, 0, 1, ?, 1, 0, 0, ?, 900)`,
  );
  const [request, answer] = [JSON.stringify(artifactRef('1')), JSON.stringify(artifactRef('2'))];
  for (let number = 0; number < filling.jobs; number += 1) {
    const { jobId, view, revision, ...rest } = filledRecord(number, filling);
    const record = JSON.stringify({ jobId, view, revision, ...rest });
    job.run(jobId, view.question, view.status, view.createdAt, view.createdAt, record, view.endedAt, revision);
    const calls = number === 0 ? filling.callsOfTheFirst : filling.calls;
    for (let turn = 0; turn < calls; turn += 1) {
      const step = STEPS[turn % STEPS.length] ?? 'plan';
      const key = callKey({ jobId, generation: 0, round: 1, step, item: '', turn, attempt: 1, sample: 0 });
      const at = new Date(Date.parse(view.createdAt) + turn * 1_000).toISOString();
      const usage = { inputTokens: 9_000, cachedTokens: 4_000, outputTokens: 700, reasoningTokens: 100 };
      const outcome = turn % 17 === 0 ? 'invalid' : 'ok';
      const served = turn % 3 === 0 ? 'gpt-5.5' : 'gpt-5.4';
      const asked = [key, jobId, step, String(number * 10_000 + turn).padStart(64, '0'), step, request, at] as const;
      call.run(...asked, outcome, served, answer, JSON.stringify(usage), at, turn, (turn * 97) % 30_000);
    }
  }
  database.exec('commit');
  database.close();
}
