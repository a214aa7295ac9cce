import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import {
  LONG_JOB,
  longInput,
  longJobActivities,
  MODEL_CALLS,
  recoverAll,
  sizeOf,
  TOOL_CALLS,
} from '../../support/long-job.ts';

// What a long job leaves in history; that it replays is seen to by the rig. Its speed is measured by `npm run bench -- long-job`.
jest.setTimeout(240_000);
let rig: EngineRig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

/** Of the design: at most so many events a model call and a tool call, and bytes a turn with three tools. */
const MOST = { eventsPerModelCall: 8, eventsPerToolCall: 5, bytesPerTurn: 4_096 };

test('400 model calls, 30 retries and 10 parked items stay within what history may take, at the end as at the start', async () => {
  const scripted = longJobActivities();
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(longInput('long'));
    expect(await recoverAll({ view: job.view, recover: (body) => job.send('recover', body) })).toBe(LONG_JOB.parked);
    expect(await job.handle.result()).toMatchObject({ status: 'done' });
    const { totals } = await job.view();
    expect(totals).toMatchObject({ calls: MODEL_CALLS, toolCalls: 3 * TOOL_CALLS });
    const runs = (await job.histories()).map(sizeOf);
    const sum = (count: (run: (typeof runs)[number]) => number): number =>
      runs.reduce((all, one) => all + count(one), 0);
    process.stderr.write(
      `${JSON.stringify(runs.map(({ each, ...rest }) => rest))} asked ${MODEL_CALLS} ${TOOL_CALLS}\n`,
    );
    expect(sum(({ events }) => events)).toBeLessThanOrEqual(
      (MODEL_CALLS + LONG_JOB.parked) * MOST.eventsPerModelCall + TOOL_CALLS * MOST.eventsPerToolCall,
    );
    expect(sum(({ bytes }) => bytes)).toBeLessThanOrEqual(LONG_JOB.items * LONG_JOB.turns * MOST.bytesPerTurn);
    // The server suggests a new run at 4,096 events; what is in flight then still ends.
    for (const { events } of runs) expect(events).toBeLessThan(4_096 + 500);
    const each = runs.flatMap((run) => run.each);
    const quarter = Math.floor(each.length / 4);
    const mean = (part: number[]): number => part.reduce((all, one) => all + one, 0) / part.length;
    expect(mean(each.slice(-quarter))).toBeLessThanOrEqual(1.25 * mean(each.slice(0, quarter)));
  });
  const answered = scripted.answered.filter((line) => line.includes(' '));
  expect(new Set(answered).size).toBe(answered.length);
  const asked = scripted.asked.filter((line) => line.startsWith('researchTurn'));
  expect(asked).toHaveLength(LONG_JOB.items * LONG_JOB.turns + LONG_JOB.retried + LONG_JOB.parked);
});
