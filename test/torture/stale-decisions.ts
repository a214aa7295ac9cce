import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { DossierError } from '../../contract/failures.ts';
import type { JobView } from '../../contract/view.ts';
import { CLIENTS, CLOSED, codeOf, type Decision, eventsOf, targetOf, updatesIn } from './deciding.ts';
import type { Form } from './form.ts';
import { answerTo, gateAfter, sendUntilAnswered } from './interrupted-decisions.ts';
import { isAway, startReport, untilDone, viewOnce } from './jobs.ts';
import { decideAtOnce } from './many-deciders.ts';
import type { Outcome, Scene } from './worker-kills.ts';

type Gate = JobView['gates'][number];

/** What stands after a change: decisions that are late, and the gate that is open now; null where none is. */
interface After {
  late: Decision[];
  open: Gate | null;
  /** What the job counts as decided in the end. */
  decisions: number;
}

/** What may happen between the gate that clients look at and their decisions. */
const CHANGES = ['edit', 'rewind', 'reset'] as const;
type Change = (typeof CHANGES)[number];

const HOW: Record<Change, (form: Form, id: string, shown: Gate) => Promise<After>> = {
  edit: edited,
  rewind: wentBack,
  reset: wasReset,
};

/** D7: every way in which 20 clients can be at one gate, each on a job of its own, all at once. */
export async function crowdGates(scene: Scene, name: string): Promise<Outcome> {
  const outcomes = await Promise.all([
    decideAtOnce(scene, `${name}-one-run`, null),
    decideAtOnce(scene, `${name}-many-runs`, 20),
    ...CHANGES.map((change) => decideAfter(scene, `${name}-${change}`, change)),
  ]);
  return { counted: outcomes.length, faults: outcomes.flatMap(({ faults }) => faults) };
}

/** Clients decide on what they saw before it was edited, went back or was reset, others on what is open now, all at once. */
async function decideAfter({ form, say }: Scene, id: string, change: Change): Promise<Outcome> {
  await startReport(form, id, { gates: ['plan'] });
  const { late, open, decisions } = await HOW[change](form, id, await gateAfter(form, id, 0));
  const faults: string[] = [];
  const before = await updatesIn(form, id);
  const wishes = Array.from({ length: CLIENTS }, (_, n): Decision => {
    const comment = `Wish ${n}.`;
    const tooLate = late[n % late.length];
    if (tooLate !== undefined && (open === null || n % 2 === 0)) return { ...tooLate, comment };
    if (open === null) throw new Error('There is nothing to decide.');
    return { ...targetOf(open), decision: 'approve', comment };
  });
  const codes = await Promise.all(wishes.map((wish) => codeOf(form, id, wish)));
  const expected = open === null ? 0 : 1;
  const valid = wishes.filter((_, index) => codes[index] === 'accepted');
  if (valid.length !== expected) faults.push(`${change}: ${valid.length} decisions were accepted`);
  if (valid.some(({ gate, round }) => gate !== open?.id || round !== open.round))
    faults.push(`${change}: a late decision was accepted`);
  const odd = codes.filter((code) => code !== 'accepted' && !CLOSED.includes(code) && code !== 'job-closed');
  if (odd.length > 0) faults.push(`${change}: refused for other reasons: ${odd.join(', ')}`);
  const left = (await updatesIn(form, id)) - before;
  if (left !== expected) faults.push(`${change}: ${CLIENTS} decisions left ${left} events`);
  const { decisions: made } = await untilDone(form, id);
  if (made.length !== decisions) faults.push(`${change}: ${made.length} decisions stand instead of ${decisions}`);
  say(`${id}: ${codes.join(' ')}`);
  return { counted: 1, faults };
}

/** The plan is edited at its gate: the words that were shown and the edited ones are no gate any more; the repeat gets its answer again. */
async function edited(form: Form, id: string, shown: Gate): Promise<After> {
  const plan: object = JSON.parse(await form.client().artifactText(shown.artifact.sha256));
  const withTitle = (title: string) => JSON.stringify({ ...plan, title });
  const edit: Decision = { ...targetOf(shown), decision: 'edit', editedMarkdown: withTitle('Edited') };
  const send = () => answerTo(form, { id, body: edit });
  const first = await send();
  if (!isDeepStrictEqual(await send(), first)) throw new Error('The repeat of an edit got another answer.');
  const made = await viewOnce(form, id, 'the edited plan', ({ decisions }) => decisions[0]?.edited?.sha256);
  const late: Decision[] = [
    { ...targetOf(shown), decision: 'approve' },
    { ...targetOf(shown), artifact: made, decision: 'approve' },
    { ...targetOf(shown), decision: 'revise' },
    { ...targetOf(shown), decision: 'edit', editedMarkdown: withTitle('Edited twice') },
  ];
  return { late, open: null, decisions: 1 };
}

/** The job goes back to its plan: the gate that was shown is void, and another opens. */
async function wentBack(form: Form, id: string, shown: Gate): Promise<After> {
  const changes = { comment: 'Fewer questions.' };
  for (;;) {
    try {
      const { revision } = await form.client().previewBranch(id, { step: 'plan', changes });
      await form.client().message(id, 'rewind', { step: 'plan', changes, revision });
      break;
    } catch (error) {
      // The job wrote something down since it was looked at, or nobody answered yet.
      if (!isAway(error) && !(error instanceof DossierError && error.code === 'revision-stale')) throw error;
      await sleep(200);
    }
  }
  const open = await gateAfter(form, id, shown.round);
  const void_ = { ...targetOf(shown), decision: 'approve' } as const;
  return { late: [void_, { ...targetOf(open), round: shown.round, decision: 'approve' }], open, decisions: 1 };
}

/** The plan is sent back, and the run is then taken back behind that: the first gate is open again, the second never was. */
async function wasReset(form: Form, id: string, shown: Gate): Promise<After> {
  await sendUntilAnswered(form, { id, body: { ...targetOf(shown), decision: 'revise', comment: 'Once more.' } });
  const second = await gateAfter(form, id, shown.round);
  const taken = (await eventsOf(form, id)).find(({ isUpdate }) => isUpdate);
  if (taken === undefined) throw new Error('The decision has left no event.');
  // The workflow task that took the decision is the event before it.
  const { runId, eventId } = await form.client().reset(id, { event: taken.id - 1 });
  await form.client().reset(id, { confirm: { runId, eventId } });
  const open = await viewOnce(form, id, 'the first gate again', ({ gates }) =>
    gates.find(({ round }) => round === shown.round),
  );
  return { late: [{ ...targetOf(second), decision: 'approve' }], open, decisions: 1 };
}
