import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { MessageReceipt } from '../../contract/api-answers.ts';
import type { Failpoint } from '../../contract/failpoints.ts';
import type { JobView } from '../../contract/view.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { isAlive } from '../end-to-end/processes.ts';
import type { Decision } from './deciding.ts';
import type { Form } from './form.ts';
import { isAway, reportRequest, startReport, untilAnswered, untilDone, viewOnce } from './jobs.ts';
import type { Outcome, Scene } from './worker-kills.ts';

type Gate = JobView['gates'][number];

/** A decision and the job it is meant for. */
interface Wish {
  id: string;
  body: Decision;
}

const JOBS = 4;
/** Points that the API passes; each is hit at least once. */
export const API_FAILPOINTS = [
  'start-recorded',
  'job-started',
  'message-accepted',
] as const satisfies readonly Failpoint[];

/** The same message again and again until it is answered; rejects with a refusal. */
export function sendUntilAnswered(form: Form, { id, body }: Wish): Promise<MessageReceipt> {
  return untilAnswered(`the answer to a decision on ${id}`, () => form.client().message(id, 'decide', body));
}

/** The gate of a job once it shows a later round than `after`. */
export function gateAfter(form: Form, id: string, after: number): Promise<Gate> {
  return viewOnce(form, id, `the gate behind round ${after}`, ({ gates }) => gates.find(({ round }) => round > after));
}

function wishOf(id: string, { id: gate, artifact, round }: Gate, comment: string): Wish {
  return { id, body: { gate, artifact: artifact.sha256, round, decision: 'revise', comment } };
}

/**
 * D3: the API dies between a decision and its answer, `breaks` times under several jobs at once; then decisions are left while no worker
 * lives, starts are cut off, and commands are killed. Each decision must count once, and its repeat must get the same answer.
 */
export async function interruptDecisions(scene: Scene, breaks: number): Promise<Outcome> {
  const { form } = scene;
  const ids = Array.from({ length: JOBS }, (_, index) => `d-${index}`);
  for (const id of ids) await startReport(form, id, { gates: ['plan'] });
  const faults: string[] = [];
  let rounds = new Map(ids.map((id) => [id, 0]));
  let counted = 0;
  for (let turn = 0; turn <= breaks; turn += 1) {
    const wishes: Wish[] = [];
    for (const id of ids)
      wishes.push(wishOf(id, await gateAfter(form, id, rounds.get(id) ?? 0), `Once more: ${turn}.`));
    // The last turn is the one that no worker answers.
    const first = turn < breaks ? await cutOff(scene, wishes, turn === 0) : await leftWithoutWorker(scene, wishes);
    faults.push(...(await repeated(form, wishes, first)));
    counted += wishes.length;
    rounds = new Map(wishes.map(({ id, body }) => [id, body.round]));
  }
  faults.push(...(await cutOffStarts(scene)));
  counted += await killCommands(scene, ids, rounds);
  for (const id of ids) {
    const { decisions } = await untilDone(form, id);
    const told = decisions.map(({ gate, round }) => `${gate} ${round}`);
    if (new Set(told).size !== told.length) faults.push(`${id}: a gate was decided twice: ${told.join(', ')}`);
    if (told.length !== breaks + 2) faults.push(`${id}: ${told.length} decisions instead of ${breaks + 2}`);
  }
  return { counted, faults };
}

/** Sends all at once and has the API die meanwhile; gives what was answered all the same. */
async function cutOff(
  { form, seeded, say }: Scene,
  wishes: readonly Wish[],
  mustHit: boolean,
): Promise<(MessageReceipt | null)[]> {
  const atFailpoint = mustHit || seeded.below(2) === 0;
  const before = form.hits().length;
  const pid = await form.pidOf('api');
  if (atFailpoint) form.arm('message-accepted', 1 + seeded.below(wishes.length));
  // Where nobody was there before the API died, a client sends the same again: else the failpoint might never be passed.
  const mayBeDead = () => !atFailpoint || form.hits().length > before;
  const sent = wishes.map(async ({ id, body }) => {
    for (;;) {
      try {
        return await form.client().message(id, 'decide', body);
      } catch (error) {
        if (!isAway(error) || mayBeDead()) return null;
      }
      await sleep(50);
    }
  });
  const death = atFailpoint
    ? await hitOf(form, before)
    : await sleep(seeded.below(60)).then(() => form.kill('api', pid));
  const first = await Promise.all(sent);
  say(`${atFailpoint ? 'message-accepted' : 'a moment'}: API ${death.pid}, ${first.filter(Boolean).length} answered`);
  await form.back(death);
  return first;
}

async function hitOf(form: Form, before: number) {
  const hit = await eventually('the failpoint of the API', () => form.hits()[before]);
  return { part: 'api' as const, pid: hit.pid, at: Date.now() };
}

/** All workers stand still, so that decisions are left as signals, and are then killed before they could read them. */
async function leftWithoutWorker({ form, say }: Scene, wishes: readonly Wish[]): Promise<null[]> {
  const pids = await form.pidsOf('worker');
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  const receipts = await Promise.all(wishes.map((wish) => sendUntilAnswered(form, wish)));
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await eventually('the end of the workers', () => (pids.some(isAlive) ? undefined : true));
  say(`no worker: ${receipts.filter(({ delivered }) => delivered === 'signal').length} decisions left as signals`);
  if (receipts.some(({ delivered }) => delivered !== 'signal')) throw new Error('A worker answered that stands still.');
  for (const pid of pids) await form.back({ part: 'worker', pid, at: Date.now() });
  return wishes.map(() => null);
}

/** Sends each twice more: every answer of the job to the same decision must be the same. */
async function repeated(
  form: Form,
  wishes: readonly Wish[],
  first: readonly (MessageReceipt | null)[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const [index, wish] of wishes.entries()) {
    const again = await answerTo(form, wish);
    const before = first[index];
    // What was left as a signal had no answer yet.
    const answers = [...(before?.delivered === 'update' ? [before] : []), again, await answerTo(form, wish)];
    if (answers.some((one) => !isDeepStrictEqual(one, again)))
      faults.push(`${wish.id}: one decision, several answers: ${JSON.stringify(answers)}`);
  }
  return faults;
}

/** Sends a decision until the job itself answers. */
export function answerTo(form: Form, wish: Wish): Promise<MessageReceipt> {
  return eventually(
    `the job's own answer to a decision on ${wish.id}`,
    async () => {
      const receipt = await sendUntilAnswered(form, wish);
      return receipt.delivered === 'update' ? receipt : undefined;
    },
    120_000,
  );
}

/** A start that is cut off behind its record, or behind the workflow's start, is the same job when it is repeated. */
async function cutOffStarts({ form, say }: Scene): Promise<string[]> {
  const faults: string[] = [];
  for (const point of ['start-recorded', 'job-started'] as const) {
    const id = point;
    const request = await reportRequest(form, id);
    const before = form.hits().length;
    form.arm(point, 1);
    const answered = await form
      .client()
      .start(request)
      .catch(() => null);
    const death = await hitOf(form, before);
    if (answered !== null) faults.push(`${id}: answered although the API died before that`);
    await form.back(death);
    say(`${point}: API ${death.pid}`);
    const again = await untilAnswered(`the repeated start of ${id}`, () => form.client().start(request));
    if (again.created || again.job.id !== id) faults.push(`${id}: the repeat is another job`);
    await untilDone(form, id);
  }
  return faults;
}

/** Kills `dossier approve` at some moment; the same command again says that it is approved. */
async function killCommands(
  { form, seeded, say }: Scene,
  ids: readonly string[],
  rounds: Map<string, number>,
): Promise<number> {
  for (const id of ids) {
    const gate = await gateAfter(form, id, rounds.get(id) ?? 0);
    const args = ['approve', id, '--hash', gate.artifact.sha256];
    const command = form.command(args);
    await sleep(200 + seeded.below(600));
    if (isAlive(command.pid)) process.kill(command.pid, 'SIGKILL');
    await command.ended;
    const { code, stdout } = await form.command(args).ended;
    say(`a command on ${id}: ${stdout.trim()}`);
    if (code !== 0) throw new Error(`The repeated command on ${id} ended with ${code}: ${stdout}`);
  }
  return ids.length;
}
