import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../test/end-to-end/eventually.ts';
import { EXAMPLE, Installation, QUESTION } from '../test/end-to-end/installation.ts';
import { createModelProxy } from '../test/end-to-end/model-proxy.ts';
import { type Measurement, percentile, seconds } from './measurement.ts';

const KILLS = 6;
/** A worker that ran less long is started again with a delay, as one that keeps dying. */
const STEADY_MS = 10_500;
const CALL_MS = 1_000;

/** How soon a job goes on when its worker is killed. */
export const workerKill: Measurement = {
  name: 'worker-kill',
  words: `\`kill -9\` of the worker of a running instance at random moments, more than ten seconds apart, while the example’s report is under way, every model call taking ${CALL_MS} ms; measured until the provider gets the next request, which is a little after the next activity started.`,
  async run(tell) {
    const proxy = await createModelProxy(CALL_MS);
    await proxy.open();
    const installation = new Installation({ OPENAI_BASE_URL: proxy.url, OPENAI_API_KEY: 'none' });
    const times: number[] = [];
    let jobs = 0;
    let startedAt = performance.now();
    try {
      while (times.length < KILLS) {
        if (proxy.inFlight() === 0) {
          jobs += 1;
          await installation.json(['report', QUESTION, EXAMPLE, '--id', `job-${jobs}`, '--gates', 'none']);
          await eventually('a call', () => (proxy.inFlight() > 0 ? true : undefined));
        }
        await sleep(200 + Math.random() * 1_000);
        const isSteady = performance.now() - startedAt > STEADY_MS;
        if (!isSteady || proxy.inFlight() === 0) continue;
        const before = proxy.requests();
        await installation.kill('worker');
        const from = performance.now();
        await eventually('the next call', () => (proxy.requests() > before ? true : undefined), 60_000);
        times.push(performance.now() - from);
        startedAt = performance.now();
        tell(`${times.length} of ${KILLS}: ${seconds(times.at(-1) ?? 0)}`);
      }
    } finally {
      await installation.end();
      await proxy.close();
    }
    const value = `p50 ${seconds(percentile(times, 0.5))}, p95 ${seconds(percentile(times, 0.95))}, most ${seconds(Math.max(...times))} (n = ${times.length})`;
    return [{ what: 'kill -9 of the worker to the next model call', value, aim: 'p95 at most 7 s' }];
  },
};
