import { Worker } from '@temporalio/worker';
import { reportInput } from '../test/support/job-input.ts';
import { longInput, longJobActivities, recoverAll } from '../test/support/long-job.ts';
import { scriptedActivities } from '../test/support/scripted-activities.ts';
import { startLab } from './engine-lab.ts';
import { sendTo } from './lab-messages.ts';
import { type Measurement, middleOf } from './measurement.ts';

const REPEATS = 7;

/** How long a worker takes to take a job up that it does not hold in memory. */
export const replay: Measurement = {
  name: 'replay',
  words: `Recorded histories of a short job and of the long one above, replayed against the workflows ${REPEATS} times each in one worker, one after the other, from events in memory: what a worker does that takes a job up after a crash, a deploy, or when it held too many others. The first replay, which loads the code, is left out.`,
  async run(tell) {
    const lab = await startLab();
    try {
      const { activities } = longJobActivities();
      await lab.work(activities, async ({ start }) => {
        const handle = await start('report', longInput('long'));
        await recoverAll(sendTo(handle));
        await handle.result();
      });
      await lab.work(scriptedActivities().activities, async ({ start }) => {
        await (await start('report', reportInput('short'))).result();
      });
      const figures = [];
      for (const [workflowId, words] of [
        ['short', 'a job of 12 model calls'],
        ['long', 'the job of 403 model calls'],
      ] as const) {
        tell(words);
        const history = await lab.client.workflow.getHandle(workflowId).fetchHistory();
        const events = history.events?.length ?? 0;
        const all = Array.from({ length: REPEATS + 1 }, () => ({ workflowId, history }));
        const times: number[] = [];
        const processor: number[] = [];
        let [from, before] = [performance.now(), process.cpuUsage()];
        for await (const { error } of Worker.runReplayHistories({ workflowBundle: lab.bundle }, all)) {
          if (error !== undefined) throw error;
          const { user, system } = process.cpuUsage(before);
          times.push(performance.now() - from);
          processor.push((user + system) / 1_000);
          [from, before] = [performance.now(), process.cpuUsage()];
        }
        const shown = events.toLocaleString('en-US');
        const perThousand = (all: readonly number[]): string =>
          middleOf(all.slice(1), (ms) => `${((ms / events) * 1_000).toFixed(0)} ms`);
        figures.push(
          { what: `${words}, ${shown} events: per 1,000 events`, value: perThousand(times) },
          { what: `${words}, ${shown} events: processor time per 1,000 events`, value: perThousand(processor) },
        );
      }
      return figures;
    } finally {
      await lab.stop();
    }
  },
};
