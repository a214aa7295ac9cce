import { Context } from '@temporalio/activity';
import proto from '@temporalio/proto';
import type { ReportInput } from '../../contract/job-input.ts';
import type { JobView } from '../../contract/view.ts';
import type { Body } from './engine-rig.ts';
import type { History } from './job-histories.ts';
import { reportInput } from './job-input.ts';
import { fail, fakeRef, RECEIPT, type Scripted, scriptedActivities } from './scripted-activities.ts';

/** A job of 400 model calls of its items, each turn but the last with three tools; 30 calls are answered at the second try, 10 items park. */
export const LONG_JOB = { items: 40, turns: 10, retried: 30, parked: 10, parallelItems: 10 } as const;
/** The turn at which an item parks: in the middle. */
const PARKS_AT = 5;
const QUICK = 2;
const TOOLS = ['search_documents', 'read_passage', 'query_table'] as const;

/** Model calls of the whole job: with plan, draft and one batch of claims. */
export const MODEL_CALLS = LONG_JOB.items * LONG_JOB.turns + 3;
/** Tool calls that are activities of their own. */
export const TOOL_CALLS = LONG_JOB.items * (LONG_JOB.turns - 1) * (TOOLS.length - QUICK);

/** The input of a long job. */
export function longInput(jobId: string): ReportInput {
  return reportInput(jobId, { limits: { parallelItems: LONG_JOB.parallelItems, itemTurns: 50 } });
}

const isRetried = (item: number, turn: number): boolean => {
  const call = turn * LONG_JOB.items + item;
  return call % 13 === 0 && call / 13 < LONG_JOB.retried;
};
const isParked = (item: number, turn: number): boolean => item < LONG_JOB.parked && turn === PARKS_AT;

/** Scripted activities of a long job. */
export function longJobActivities(): Scripted {
  return scriptedActivities(() => ({
    planItems: async () => ({
      items: Array.from({ length: LONG_JOB.items }, (_, at) => ({ id: `q${at + 1}`, title: `Question ${at + 1}` })),
    }),
    researchTurn: async (request) => {
      const { item, turn, attempt } = request.call;
      const number = Number(item.slice(1)) - 1;
      if (isParked(number, turn) && attempt === 1) fail('model-key-rejected');
      if (isRetried(number, turn) && Context.current().info.attempt === 1) fail('model-unavailable');
      const facts = { statements: 1, conflicts: 0, gaps: 0 };
      if (turn >= LONG_JOB.turns - 1)
        return { outcome: 'ok', output: fakeRef(`notes ${item}`), facts, receipt: RECEIPT };
      const calls = TOOLS.map((name, index) => ({ name, index, effect: 'read' as const }));
      const made = calls.slice(0, QUICK).map(({ index }) => ({
        index,
        result: fakeRef(`result ${item} ${turn} ${index}`).sha256,
        found: 1,
      }));
      const transcript = fakeRef(`transcript ${item} ${turn}`).sha256;
      return { outcome: 'tools', answer: fakeRef(`answer ${item} ${turn}`), transcript, calls, made, receipt: RECEIPT };
    },
  }));
}

/** Has every item that parks tried again, as soon as it is seen, until all have been. */
export async function recoverAll(job: {
  view(): Promise<JobView>;
  recover(body: Body<'recover'>): Promise<unknown>;
}): Promise<number> {
  const recovered = new Set<string | null>();
  while (recovered.size < LONG_JOB.parked) {
    for (const { step, item, attempt } of (await job.view()).attention) {
      if (recovered.has(item)) continue;
      recovered.add(item);
      await job.recover({ step, item, attempt, action: { kind: 'retry' } });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return recovered.size;
}

/** Events and encoded bytes of one run, and of what it began with. */
export interface RunSize {
  events: number;
  bytes: number;
  firstBytes: number;
  /** Bytes of each event after the first. */
  each: number[];
}

/** The size of a run's history as the server counts it. */
export function sizeOf({ events }: History): RunSize {
  const { HistoryEvent } = proto.temporal.api.history.v1;
  const [firstBytes = 0, ...each] = (events ?? []).map((event) => HistoryEvent.encode(event).finish().length);
  return { events: each.length + 1, bytes: each.reduce((sum, one) => sum + one, firstBytes), firstBytes, each };
}
