import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '../end-to-end/eventually.ts';
import { isAlive } from '../end-to-end/processes.ts';
import type { Form } from './form.ts';
import { startReport, untilDone } from './jobs.ts';
import type { Outcome, Scene } from './worker-kills.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A second worker beside the one of the form, as a scaled-out installation has it; ends with this process. */
async function secondWorker(form: Form): Promise<ChildProcess> {
  const { temporal } = await form.client().instance();
  const { PATH = '', HOME = '' } = process.env;
  const own = { PATH, HOME, DOSSIER_ENV_FILE: '/dev/null', TEMPORAL_ADDRESS: temporal.address };
  const preload = `--import=${join(ROOT, 'workers', 'exit-with-parent.ts')}`;
  const worker = spawn(process.execPath, [preload, join(ROOT, 'workers', 'main.ts')], {
    env: { ...own, ...form.environment },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('exit', (code) => reject(new Error(`The second worker ended with ${code}.`)));
  });
  return worker;
}

/** What stands of a call, as far as a late answer could change it. */
async function settled(
  form: Form,
  id: string,
): Promise<Map<string, { holder: string; answer: string; waste: number }>> {
  const rows = await form.store.ledger.listCalls(id);
  return new Map(
    rows
      .filter(({ state }) => state === 'answered')
      .map((row) => [
        Object.values(row.identity).join('|'),
        { holder: row.holder, answer: `${row.answeredAt} ${row.answer?.sha256}`, waste: row.wasteMicroUsd },
      ]),
  );
}

/** D5: freezes the worker that has a call in flight until another has made that call, then wakes it: its late answer may only be counted as waste. */
export async function freezeWorker({ form, provider, say }: Scene): Promise<Outcome> {
  const id = 'frozen';
  const frozen = await form.pidOf('worker');
  provider.hold();
  await startReport(form, id);
  await eventually('a call in flight', () => (provider.inFlight() > 0 ? true : undefined));
  const second = await secondWorker(form);
  try {
    process.kill(frozen, 'SIGSTOP');
    const held = provider.inFlight();
    const others = () => (provider.inFlight() > held ? true : undefined);
    await eventually('the call of the other worker', others, 120_000);
    provider.release();
    const before = await eventually('its answer', async () => {
      const rows = await settled(form, id);
      return rows.size > 0 ? rows : undefined;
    });
    await untilDone(form, id);
    process.kill(frozen, 'SIGCONT');
    const late = await eventually('the waste of the late answer', async () => {
      const rows = await settled(form, id);
      return [...rows.values()].filter(({ waste }) => waste > 0).length >= held ? rows : undefined;
    });
    say(`worker ${frozen} stood still; ${[...late.values()].filter(({ waste }) => waste > 0).length} late answers`);
    const faults = [...before].flatMap(([key, { holder, answer }]) => {
      const now = late.get(key);
      const isSame = now?.answer === answer && now.holder === holder && holder.includes(`:${second.pid}:`);
      return isSame ? [] : [`${key}: ${holder} ${answer} became ${now?.holder} ${now?.answer}`];
    });
    const wasted = [...late].filter(([, { waste }]) => waste > 0).length;
    // Not as many as were answered when this looked: the other worker may have gone on by then.
    if (wasted !== held) faults.push(`${wasted} late answers instead of ${held}`);
    return { counted: 1, faults };
  } finally {
    if (isAlive(frozen)) process.kill(frozen, 'SIGCONT');
    second.kill('SIGKILL');
  }
}
