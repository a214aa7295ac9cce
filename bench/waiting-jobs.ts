import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { HistoryKeeper } from '../client/api/histories/history-keeper.ts';
import { Overlays } from '../client/api/reconcile/overlays.ts';
import { Reconciler } from '../client/api/reconcile/reconciler.ts';
import { TemporalJobControl } from '../client/api/temporal/temporal-job-control.ts';
import { TemporalRunControl } from '../client/api/temporal/temporal-run-control.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { gateOpen } from '../test/support/decisions.ts';
import { reportInput } from '../test/support/job-input.ts';
import { scriptedActivities } from '../test/support/scripted-activities.ts';
import { type EngineLab, type LabJobs, startLab } from './engine-lab.ts';
import { sendTo } from './lab-messages.ts';
import type { Figure, Measurement } from './measurement.ts';

const FIRST = 60;
const ALL = 300;
const AT_ONCE = 10;
const WATCHED_MS = 60_000;
const GB = 2 ** 30;

/** Starts jobs until so many wait at their gates. */
async function fill({ start }: LabJobs, from: number, to: number): Promise<void> {
  const rest = Array.from({ length: to - from }, (_, at) => from + at).values();
  const one = async (): Promise<void> => {
    for (const number of rest) {
      const handle = await start('report', reportInput(`waiting-${number}`, { gates: ['approve'] }));
      await sendTo(handle).until(gateOpen('approve'));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function settledMemory(): Promise<number> {
  await sleep(5_000);
  return process.memoryUsage().rss;
}

/** Counts the calls of each method of a thing. */
function counted<Port extends object>(port: Port, counts: Map<string, number>, name: string): Port {
  return new Proxy(port, {
    get(target, key) {
      const found = Reflect.get(target, key, target);
      if (typeof found !== 'function') return found;
      return (...told: unknown[]) => {
        const method = `${name}.${String(key)}`;
        counts.set(method, (counts.get(method) ?? 0) + 1);
        return Reflect.apply(found, target, told);
      };
    },
  });
}

/** What a reconciler that finds nothing to do asks for in a minute, its first pass over these jobs left out. */
async function idleReads(lab: EngineLab, { artifacts, ledger: rows }: Store, jobs: number): Promise<Figure[]> {
  const counts = new Map<string, number>();
  const ledger = counted(rows, counts, 'ledger');
  const control = counted(new TemporalJobControl(lab.client), counts, 'Temporal');
  const runs = counted(new TemporalRunControl(lab.client), counts, 'Temporal');
  const log = pino({ level: 'silent' });
  const keeper = new HistoryKeeper({ artifacts, ledger, runs, clock: () => Date.now(), log });
  const reconciler = new Reconciler({
    ...{ ledger, control, runs, overlays: new Overlays(), log },
    keepHistories: (closed) => keeper.keep(closed),
  });
  await reconciler.pass();
  counts.clear();
  const [before, from] = [process.cpuUsage(), performance.now()];
  const running = reconciler.run();
  await sleep(WATCHED_MS);
  reconciler.stop();
  await running;
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1_000 / (performance.now() - from);
  const of = (name: string): number =>
    [...counts].reduce((sum, [method, count]) => sum + (method.startsWith(name) ? count : 0), 0);
  const passes = counts.get('ledger.openJobs') ?? 0;
  return [
    {
      what: `reconciler, ${jobs} open jobs: reads in a minute`,
      value: `${of('ledger')} of the ledger, ${of('Temporal').toLocaleString('en-US')} of Temporal, in ${passes} passes`,
    },
    { what: `reconciler, ${jobs} open jobs: a core's time`, value: `${(share * 100).toFixed(1)} %` },
  ];
}

/** What jobs cost that wait for a person: memory of the worker, and the reads of the API's reconciler. */
export const waitingJobs: Measurement = {
  name: 'waiting-jobs',
  words: `Jobs of three items that rest at the gate of their draft, all held in the worker's memory (the product holds at most 200 and takes others up again by replay). Memory is what the process of worker and benchmark grows by from ${FIRST} to ${ALL} of them. The reconciler is that of the API on a real ledger and Temporal, for ${WATCHED_MS / 1_000} s after a first pass; its core's time includes the idle worker beside it.`,
  async run(tell) {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-bench-'));
    const [lab, store] = await Promise.all([
      startLab(),
      openStore({ databaseUrl: join(folder, 'ledger.sqlite'), artifactsUrl: join(folder, 'artifacts') }),
    ]);
    try {
      const scripted = scriptedActivities();
      return await lab.work(
        scripted.activities,
        async (jobs) => {
          tell('the reconciler without jobs');
          const none = await idleReads(lab, store, 0);
          tell(`${FIRST} jobs`);
          await fill(jobs, 0, FIRST);
          const some = await settledMemory();
          tell(`${ALL} jobs`);
          await fill(jobs, FIRST, ALL);
          const all = await settledMemory();
          const each = (all - some) / (ALL - FIRST);
          const newest = new Map(scripted.records.map((record) => [record.view.id, record]));
          for (const record of newest.values()) await store.ledger.writeRecord(record);
          tell(`the reconciler with ${newest.size} jobs`);
          const many = await idleReads(lab, store, (await store.ledger.openJobs()).length);
          return [
            { what: 'memory of the worker for a job at a gate', value: `${(each / 2 ** 20).toFixed(2)} MB` },
            { what: 'jobs at gates in a GB of worker memory', value: Math.floor(GB / each).toLocaleString('en-US') },
            { what: `memory of the process with ${ALL} jobs`, value: `${(all / 2 ** 20).toFixed(0)} MB` },
            ...none,
            ...many,
          ];
        },
        { maxCachedWorkflows: 2 * ALL },
      );
    } finally {
      await lab.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
