import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../end-to-end/eventually.ts';
import { accountRows } from './calls-account.ts';
import type { Form } from './form.ts';
import { isAway, reportRequest, startReport, untilDone, viewOnce } from './jobs.ts';
import type { Outcome, Scene } from './worker-kills.ts';

/** One of the things whose acknowledgement is a promise. */
interface Act {
  what: string;
  make(): Promise<unknown>;
}

/** From the server's return until every job must have got on. */
const STUCK_AFTER_MS = 60_000;

/** D2: the Temporal server dies in the midst of starts, decisions and recoveries, `kills` times; what was acknowledged must have happened. */
export async function killTemporal(scene: Scene, kills: number): Promise<Outcome> {
  const { form, provider, seeded, say } = scene;
  const turns = Array.from({ length: kills }, (_, turn) => turn);
  for (const turn of turns) {
    provider.refuse(`parked-${turn}`);
    await startReport(form, `gate-${turn}`, { gates: ['plan'] });
    await startReport(form, `parked-${turn}`);
  }
  const faults: string[] = [];
  for (const turn of turns) {
    const acts = await actsOf(scene, turn);
    const pid = await form.pidOf('temporal');
    const made = acts.map(({ make }) =>
      sleep(seeded.below(300))
        .then(make)
        .then(() => true, notYet),
    );
    await sleep(seeded.below(150));
    const death = await form.kill('temporal', pid);
    const acknowledged = await Promise.all(made);
    await form.back(death);
    say(
      `Temporal ${death.pid}; acknowledged before: ${
        acts
          .filter((_, at) => acknowledged[at])
          .map(({ what }) => what)
          .join(', ') || 'nothing'
      }`,
    );
    // What was not acknowledged is sent again, as a client does; what was is not, since it may not be lost.
    for (const [at, act] of acts.entries()) if (!acknowledged[at]) await untilMade(act);
    await gotOn(form, `gate-${turn}`, `parked-${turn}`, `start-${turn}`);
  }
  for (const turn of turns) {
    await untilDone(form, `parked-${turn}`);
    const { decisions } = await untilDone(form, `gate-${turn}`);
    await untilDone(form, `start-${turn}`);
    for (const id of [`gate-${turn}`, `start-${turn}`]) {
      const open = (await accountRows(form.store, id)).filter(({ answeredAt }) => answeredAt === null);
      faults.push(...open.map(({ key }) => `${key} was never answered`));
    }
    if (decisions.length !== 1) faults.push(`gate-${turn}: ${decisions.length} decisions instead of 1`);
  }
  return { counted: kills, faults };
}

/** A start, a decision and a recovery that are under way when the server dies. */
async function actsOf({ form, provider }: Scene, turn: number): Promise<Act[]> {
  const gate = await viewOnce(form, `gate-${turn}`, 'the gate', ({ gates }) => gates[0]);
  const parked = await viewOnce(form, `parked-${turn}`, 'the attention', ({ attention }) => attention[0]);
  const request = await reportRequest(form, `start-${turn}`);
  provider.admit(`parked-${turn}`);
  const { id, round, artifact } = gate;
  const decision = { gate: id, round, artifact: artifact.sha256, decision: 'approve' as const };
  const { step, item, attempt } = parked;
  return [
    { what: 'start', make: () => form.client().start(request) },
    { what: 'decision', make: () => form.client().message(`gate-${turn}`, 'decide', decision) },
    {
      what: 'recovery',
      make: () =>
        form.client().message(`parked-${turn}`, 'recover', { step, item, attempt, action: { kind: 'retry' } }),
    },
  ];
}

function notYet(error: unknown): false {
  if (isAway(error)) return false;
  throw error;
}

async function untilMade({ what, make }: Act): Promise<void> {
  await eventually(
    `the ${what}`,
    () =>
      make()
        .then(() => true, notYet)
        .then((made) => made || undefined),
    STUCK_AFTER_MS,
  );
}

/** Each job must get past what it waited for: the gate is decided, the attention is over, the start has a plan. */
async function gotOn(form: Form, ...ids: string[]): Promise<void> {
  await Promise.all(
    ids.map((id) =>
      viewOnce(
        form,
        id,
        'getting on',
        ({ steps, gates, attention }) => {
          const plan = steps.find(({ step }) => step === 'plan');
          return plan?.status === 'done' && gates.length === 0 && attention.length === 0 ? true : undefined;
        },
        STUCK_AFTER_MS,
      ),
    ),
  );
}
