import { setTimeout as sleep } from 'node:timers/promises';
import type { Failpoint } from '../../contract/failpoints.ts';
import type { Seeded } from '../../eval/seeded.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { accountFaults, accountRows } from './calls-account.ts';
import type { Death, Form } from './form.ts';
import { exportsOf, startReport, untilDone } from './jobs.ts';
import { firstDifference } from './normal-exports.ts';
import type { Provider } from './provider.ts';

/** Points that a worker passes in every job. */
export const WORKER_FAILPOINTS = [
  'call-reserved',
  'call-answered',
  'artifact-written',
  'call-settled',
  'record-written',
  'activity-completed',
] as const satisfies readonly Failpoint[];

/** One thing that breaks: at a failpoint, or after so many milliseconds. */
export type Break = { at: 'failpoint'; point: Failpoint; passes: number } | { at: 'moment'; afterMs: number };

/** What a scenario works with. */
export interface Scene {
  form: Form;
  provider: Provider;
  seeded: Seeded;
  /** One line for who watches. */
  say(line: string): void;
}

/** What came of it; no faults means that the promise held. */
export interface Outcome {
  /** What counts towards the wanted number. */
  counted: number;
  faults: string[];
}

/** A worker is killed and recovers in some seconds; so many jobs at once each lose what they had in flight. */
const JOBS_AT_ONCE = 6;

/** What breaks, and in which order, chosen by the seed alone: every failpoint once, and as many random moments as are wanted beside. */
export function planWorkerKills(seeded: Seeded, moments: number): Break[] {
  const points = WORKER_FAILPOINTS.map(
    (point): Break => ({ at: 'failpoint', point, passes: 1 + seeded.below(point === 'record-written' ? 4 : 12) }),
  );
  const random = Array.from({ length: moments }, (): Break => ({ at: 'moment', afterMs: seeded.below(1_500) }));
  return seeded.shuffled([...points, ...random]);
}

/** D1: kills the worker again and again under several jobs; then all of them must be as if nothing had happened. */
export async function killWorkers({ form, provider, say }: Scene, plan: readonly Break[]): Promise<Outcome> {
  let number = 0;
  const ids: string[] = [];
  const startOne = async (): Promise<void> => {
    const id = `t-${String(number++).padStart(3, '0')}`;
    ids.push(id);
    await startReport(form, id);
  };
  await startOne();
  const [calm = ''] = ids;
  await untilDone(form, calm);
  const undisturbed = await exportsOf(form, calm);
  const deaths: Death[] = [];
  let counted = 0;
  const fill = async (): Promise<void> => {
    const missing = JOBS_AT_ONCE - (await form.store.ledger.openJobs()).length;
    await Promise.all(Array.from({ length: Math.max(0, missing) }, startOne));
  };
  for (const next of plan) {
    await fill();
    await untilAsked(provider, provider.asked().length, fill);
    const death = await breakWorker(form, next, fill);
    const open = (await form.store.ledger.openJobs()).length;
    counted += open;
    deaths.push(death);
    const asked = provider.asked().length;
    say(`${next.at === 'failpoint' ? next.point : `after ${next.afterMs} ms`}: worker ${death.pid} under ${open} jobs`);
    await form.back(death);
    await untilAsked(provider, asked, fill);
  }
  const faults: string[] = [];
  for (const id of ids) {
    await untilDone(form, id);
    const asked = provider.asked().filter(({ jobId }) => jobId === id);
    const wrong = accountFaults(
      await accountRows(form.store, id),
      asked,
      deaths.map(({ at }) => at),
    );
    faults.push(...wrong.map((fault) => `${id}: ${fault}`));
    const exports = await exportsOf(form, id);
    for (const format of ['md', 'html', 'json'] as const) {
      const difference = firstDifference(undisturbed[format], exports[format]);
      if (difference !== null) faults.push(`${id}: ${format} differs from the undisturbed run's ${difference}`);
    }
  }
  return { counted, faults };
}

/** Waits for what running jobs bring about; `fill` starts others for those that ended meanwhile, which may be all. */
function underJobs<Found>(what: string, find: () => Found | undefined, fill: () => Promise<void>): Promise<Found> {
  const look = async () => {
    const found = find();
    if (found === undefined) await fill();
    return found;
  };
  return eventually(what, look, 120_000);
}

/** Resolves when the provider has been asked more than so often. */
async function untilAsked(provider: Provider, before: number, fill: () => Promise<void>): Promise<void> {
  await underJobs('a request after it', () => (provider.asked().length > before ? true : undefined), fill);
}

async function breakWorker(form: Form, next: Break, fill: () => Promise<void>): Promise<Death> {
  if (next.at === 'moment') {
    await sleep(next.afterMs);
    return await form.kill('worker');
  }
  const before = form.hits().length;
  form.arm(next.point, next.passes);
  const hit = await underJobs(`the failpoint ${next.point}`, () => form.hits()[before], fill);
  return { part: 'worker', pid: hit.pid, at: Date.now() };
}
