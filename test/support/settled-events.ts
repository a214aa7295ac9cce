import type { Job } from './engine-rig.ts';

/** Looks, 100 ms apart, at which nothing may be going on and nothing new stand there. */
const STILL_LOOKS = 8;

/** How many events a job's runs have once it is still: records and attributes are written behind what a view shows. */
export async function settledEvents(job: Job): Promise<number> {
  let count = -1;
  for (let still = 0; still < STILL_LOOKS; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { pendingActivities, pendingWorkflowTask } = (await job.handle.describe()).raw;
    const now = (await job.histories()).flatMap(({ events }) => events ?? []).length;
    const isStill = now === count && (pendingActivities ?? []).length === 0 && pendingWorkflowTask == null;
    still = isStill ? still + 1 : 0;
    count = now;
  }
  return count;
}
