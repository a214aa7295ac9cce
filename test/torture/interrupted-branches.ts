import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Failpoint } from '../../contract/failpoints.ts';
import { DossierError } from '../../contract/failures.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { accountFaults, accountRows } from './calls-account.ts';
import { targetOf } from './deciding.ts';
import type { Death, Form, Part } from './form.ts';
import { sendUntilAnswered } from './interrupted-decisions.ts';
import { isAway, startReport, untilAnswered, untilDone, viewOnce } from './jobs.ts';
import type { Outcome, Scene } from './worker-kills.ts';

/** Points that the API passes when jobs go back after their end; the others are passed by starts and decisions, too. */
export const BRANCH_FAILPOINTS = ['branch-recorded'] as const satisfies readonly Failpoint[];

/** What dies while the API is asked: at a failpoint, or after up to so many milliseconds. */
type Cut = { part: Part; point: Failpoint } | { part: Part; withinMs: number };

const OPEN_CUTS: readonly Cut[] = [
  { part: 'api', point: 'message-accepted' },
  { part: 'worker', point: 'record-written' },
  { part: 'api', withinMs: 80 },
];
const CLOSED_CUTS: readonly Cut[] = [
  { part: 'api', point: 'branch-recorded' },
  { part: 'api', point: 'job-started' },
];
const FORK_CUTS: readonly Cut[] = [
  { part: 'api', point: 'start-recorded' },
  { part: 'api', point: 'job-started' },
];

/**
 * API or worker die while a job goes back, open and ended, and while it is forked. The same request again must get the one answer; each wish
 * has made one branch, and no call was paid twice.
 */
export async function interruptBranches(scene: Scene, id: string): Promise<Outcome> {
  const { form, provider } = scene;
  const deaths: Death[] = [];
  const faults: string[] = [];
  await startReport(form, id, { gates: ['approve'] });
  for (const [turn, cut] of OPEN_CUTS.entries()) {
    await atGate(form, id, turn);
    faults.push(...(await goBack(scene, id, cut, `Shorter: ${turn}.`, deaths)));
  }
  await approve(form, id, OPEN_CUTS.length);
  for (const [index, cut] of CLOSED_CUTS.entries()) {
    const turn = OPEN_CUTS.length + index;
    faults.push(...(await goBack(scene, id, cut, `Shorter: ${turn}.`, deaths)));
    await approve(form, id, turn + 1);
  }
  const forks = FORK_CUTS.map((_, index) => `${id}-fork-${index}`);
  for (const [index, cut] of FORK_CUTS.entries())
    faults.push(...(await fork(scene, id, forks[index] ?? '', cut, deaths)));
  for (const one of forks) await approve(form, one, null);

  const { branches, generation } = await untilDone(form, id);
  const wanted = OPEN_CUTS.length + CLOSED_CUTS.length;
  if (branches.length !== wanted || generation !== wanted)
    faults.push(`${id}: ${branches.length} branches and generation ${generation} instead of ${wanted}`);
  const { forks: told } = await untilTaken(id, () => form.client().lineage(id));
  if (told.length !== forks.length) faults.push(`${id}: ${told.length} forks instead of ${forks.length}`);
  // What is forked has its parent's prompts, so that both are one account.
  const rows = await Promise.all([id, ...forks].map((one) => accountRows(form.store, one)));
  const asked = provider.asked().filter(({ jobId }) => jobId === id);
  const workers = deaths.filter(({ part }) => part === 'worker').map(({ at }) => at);
  faults.push(...accountFaults(rows.flat(), asked, workers));
  return { counted: wanted + forks.length, faults };
}

/** Waits for the gate of a generation; gives it. A fork counts on from where it came from, and null takes any. */
function atGate(form: Form, id: string, generation: number | null) {
  return viewOnce(form, id, `the gate of generation ${generation}`, (view) =>
    generation === null || view.generation === generation ? view.gates[0] : undefined,
  );
}

async function approve(form: Form, id: string, generation: number | null): Promise<void> {
  const gate = await atGate(form, id, generation);
  await sendUntilAnswered(form, { id, body: { ...targetOf(gate), decision: 'approve' } });
  await untilDone(form, id);
}

/** Sends a job back to its draft while something dies, then twice more. */
async function goBack(scene: Scene, id: string, cut: Cut, comment: string, deaths: Death[]): Promise<string[]> {
  const { form, say } = scene;
  const wish = { step: 'draft', changes: { comment } };
  const looked = await untilTaken(id, () => form.client().previewBranch(id, wish));
  let body = { ...wish, revision: looked.revision };
  const send = async () => {
    try {
      return await form.client().message(id, 'rewind', body);
    } catch (error) {
      if (!(error instanceof DossierError && error.code === 'revision-stale')) throw error;
      // The job wrote something down since it was looked at. One that had gone back already would do so twice, which is counted.
      body = { ...wish, revision: (await form.client().previewBranch(id, wish)).revision };
      return await form.client().message(id, 'rewind', body);
    }
  };
  const { death, answer } = await cutOff(scene, cut, send);
  deaths.push(death);
  say(`${id} back to its draft, ${JSON.stringify(cut)}: ${answer === null ? 'no answer' : 'answered'}`);
  const answers = [...(answer === null ? [] : [answer]), await untilTaken(id, send), await untilTaken(id, send)];
  if (answers.every((one) => isDeepStrictEqual(one, answers[0]))) return [];
  return [`${id}: one rewind, several answers: ${JSON.stringify(answers)}`];
}

/** Forks a job while something dies, then asks for the same fork twice more. */
async function fork(scene: Scene, id: string, as: string, cut: Cut, deaths: Death[]): Promise<string[]> {
  const { form, say } = scene;
  const send = () => form.client().fork(id, { step: 'draft', changes: { comment: `As ${as}.` }, id: as });
  const { death, answer } = await cutOff(scene, cut, send);
  deaths.push(death);
  say(`${id} forked as ${as}, ${JSON.stringify(cut)}: ${answer === null ? 'no answer' : 'answered'}`);
  const repeats = [await untilTaken(as, send), await untilTaken(as, send)];
  return repeats.flatMap(({ created, job }) =>
    created || job.id !== as ? [`${as}: the repeat of a fork made another`] : [],
  );
}

/** Asks while something dies; the answer where there was one all the same. */
async function cutOff<Answer>({ form, seeded }: Scene, cut: Cut, ask: () => Promise<Answer>) {
  const pid = await form.pidOf(cut.part);
  const before = form.hits().length;
  if ('point' in cut) form.arm(cut.point, 1);
  const asked = askUntil(ask, () => !('point' in cut) || form.hits().length > before);
  const death =
    'point' in cut
      ? await eventually(`the failpoint ${cut.point}`, () => form.hits()[before], 120_000).then((hit) => ({
          ...{ part: cut.part, pid: hit.pid, at: Date.now() },
        }))
      : await sleep(seeded.below(cut.withinMs)).then(() => form.kill(cut.part, pid));
  const answer = await asked;
  await form.back(death);
  return { death, answer };
}

/** Asks, again where nobody was there although nothing has died yet; null where no answer came. */
async function askUntil<Answer>(ask: () => Promise<Answer>, mayBeDead: () => boolean): Promise<Answer | null> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error)) throw error;
      if (mayBeDead()) return null;
      await sleep(50);
    }
  }
}

/** Asks until nothing is away any more. */
function untilTaken<Answer>(id: string, ask: () => Promise<Answer>): Promise<Answer> {
  return untilAnswered(`an answer about ${id}`, ask);
}
