import { EXAMPLE, Installation, QUESTION } from '../test/end-to-end/installation.ts';
import { type Measurement, middleOf, seconds } from './measurement.ts';

const REPEATS = 3;

async function untilReady(installation: Installation): Promise<number> {
  const from = performance.now();
  const up = installation.start(['up', '--json']);
  while (!up.said().includes('"isNew":true')) await new Promise((resolve) => setTimeout(resolve, 10));
  const took = performance.now() - from;
  up.kill('SIGTERM');
  await up.ended;
  return took;
}

async function untilReport(installation: Installation, id: string): Promise<number> {
  const from = performance.now();
  const { code } = await installation.json(['report', QUESTION, EXAMPLE, '--id', id, '--wait', '--yes']);
  if (code !== 0) throw new Error(`The report ended with exit code ${code}.`);
  return performance.now() - from;
}

/** How long a person waits for the instance and for the first report. */
export const startUp: Measurement = {
  name: 'start-up',
  words:
    'Commands as they are typed, offline model, Temporal program and packages already there. A fresh data folder each time; “again” is the same folder a second time, “running” an instance that is up. The report is that of the example, gates approved by `--yes`.',
  async run(tell) {
    const times = { fresh: [], again: [], report: [], running: [] } as Record<string, number[]>;
    for (let repeat = 1; repeat <= REPEATS; repeat += 1) {
      tell(`${repeat} of ${REPEATS}`);
      const [first, second] = [new Installation(), new Installation()];
      try {
        times.fresh?.push(await untilReady(first));
        times.again?.push(await untilReady(first));
        times.report?.push(await untilReport(second, 'first'));
        times.running?.push(await untilReport(second, 'second'));
      } finally {
        await first.end();
        await second.end();
      }
    }
    return [
      { what: '`dossier up` to ready, fresh folder', value: middleOf(times.fresh ?? [], seconds), aim: 'at most 8 s' },
      { what: '`dossier up` to ready, again', value: middleOf(times.again ?? [], seconds), aim: 'at most 8 s' },
      {
        what: '`dossier report` to the report, nothing running',
        value: middleOf(times.report ?? [], seconds),
        aim: 'at most 20 s',
      },
      { what: '`dossier report` to the report, running', value: middleOf(times.running ?? [], seconds) },
    ];
  },
};
