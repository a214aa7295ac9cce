import type { Activities } from '../activities/activities.ts';
import {
  LONG_JOB,
  longInput,
  longJobActivities,
  MODEL_CALLS,
  recoverAll,
  sizeOf,
  TOOL_CALLS,
} from '../test/support/long-job.ts';
import { startLab } from './engine-lab.ts';
import { sendTo } from './lab-messages.ts';
import { type Measurement, middleOf, percentile } from './measurement.ts';

const REPEATS = 3;
/** Activities that the start and the end are each told by. */
const PART = 150;
/** At the end slots become free for good: those are left out. */
const TAIL = 3 * LONG_JOB.parallelItems;

/** When the calls and tools of items began and ended, in milliseconds; one that is tried again begins once. */
interface Times {
  begun: number[];
  ended: number[];
}

/** Notes when each began and ended; a failure that parks its item ends it too. */
function timed(activities: Activities): { activities: Activities; times: Times } {
  const times: Times = { begun: [], ended: [] };
  const known = new Set<string>();
  const around =
    <Told extends unknown[], Result>(act: (...told: Told) => Promise<Result>) =>
    async (...told: Told): Promise<Result> => {
      const key = JSON.stringify(told);
      if (!known.has(key)) times.begun.push(performance.now());
      known.add(key);
      try {
        const result = await act(...told);
        times.ended.push(performance.now());
        return result;
      } catch (error) {
        if (isFinal(error)) times.ended.push(performance.now());
        throw error;
      }
    };
  const { researchTurn, runTool } = activities;
  return { activities: { ...activities, researchTurn: around(researchTurn), runTool: around(runTool) }, times };
}

function isFinal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'nonRetryable' in error && error.nonRetryable === true;
}

/**
 * From the end of one to the beginning of the next in the same slot: all slots are busy, so that the n-th that ends makes room for the
 * one that begins as many places later as there are slots.
 */
function latencies({ begun, ended }: Times): number[] {
  return ended.slice(0, -TAIL).flatMap((end, at) => (begun[at + LONG_JOB.parallelItems] ?? Number.NaN) - end);
}

/** Whether a job gets slower the longer it runs. */
export const longJob: Measurement = {
  name: 'long-job',
  words: `A job of ${MODEL_CALLS} model calls and ${TOOL_CALLS} queries, none of which takes any time, ${LONG_JOB.items} items of which ${LONG_JOB.parallelItems} work at once, ${LONG_JOB.retried} calls answered at the second try and ${LONG_JOB.parked} items parked and tried again by a person. Latency: from the end of a call or tool to the beginning of the next one in the same slot; start and end are the first and last ${PART} of them, without those after which slots stay empty. The machine is fully busy all the while, so that only their ratio means something.`,
  async run(tell) {
    const lab = await startLab();
    try {
      const ratios: number[] = [];
      const found: { start: number; end: number }[] = [];
      let size = { events: 0, bytes: 0, runs: 0 };
      for (let repeat = 1; repeat <= REPEATS; repeat += 1) {
        tell(`${repeat} of ${REPEATS}`);
        const { activities, times } = timed(longJobActivities().activities);
        await lab.work(activities, async ({ start }) => {
          const handle = await start('report', longInput(`long-${repeat}`));
          await recoverAll(sendTo(handle));
          await handle.result();
          const run = sizeOf(await handle.fetchHistory());
          size = { events: run.events, bytes: run.bytes, runs: 1 };
        });
        const all = latencies(times);
        const [first, last] = [percentile(all.slice(0, PART), 0.5), percentile(all.slice(-PART), 0.5)];
        found.push({ start: first, end: last });
        ratios.push(last / first);
      }
      const ms = (value: number): string => `${value.toFixed(0)} ms`;
      return [
        {
          what: 'latency between activities at the start, median',
          value: middleOf(
            found.map(({ start }) => start),
            ms,
          ),
        },
        {
          what: 'latency between activities at the end, median',
          value: middleOf(
            found.map(({ end }) => end),
            ms,
          ),
        },
        { what: 'the end over the start', value: middleOf(ratios, (value) => value.toFixed(2)), aim: 'at most 1.5' },
        {
          what: 'history of its last run',
          value: `${size.events.toLocaleString('en-US')} events, ${(size.bytes / 1024).toFixed(0)} KB`,
          aim: 'a new run at 4,096 events',
        },
      ];
    } finally {
      await lab.stop();
    }
  },
};
