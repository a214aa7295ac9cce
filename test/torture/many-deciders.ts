import { Client, Connection } from '@temporalio/client';
import { DossierError } from '../../contract/failures.ts';
import type { Form } from './form.ts';
import { gateAfter, sendUntilAnswered } from './interrupted-decisions.ts';
import { startReport, untilDone } from './jobs.ts';
import type { Outcome, Scene } from './worker-kills.ts';

const CLIENTS = 20;
/** What each refusal may be called; a job that moves to its next run says so. */
const CLOSED = ['gate-closed', 'gate-stale', 'gate-unknown'];

type Body = {
  gate: string;
  artifact: string;
  round: number;
  decision: 'revise' | 'approve' | 'edit';
  comment?: string;
};

/**
 * D7: 20 clients with 20 wishes at one gate, then an old round, another version, a closed gate and a gate that never was.
 * `continueAfterEvents` makes the job continue as new all the while; null leaves it one run.
 */
export async function decideAtOnce(
  { form, say }: Scene,
  id: string,
  continueAfterEvents: number | null,
): Promise<Outcome> {
  const limits = continueAfterEvents === null ? {} : { limits: { continueAfterEvents } };
  await startReport(form, id, { gates: ['plan'], ...limits });
  const faults: string[] = [];
  const gate = await gateAfter(form, id, 0);
  const target = { gate: gate.id, artifact: gate.artifact.sha256, round: gate.round };
  const wishes = Array.from(
    { length: CLIENTS },
    (_, n): Body => ({ ...target, decision: 'revise', comment: `Wish ${n}.` }),
  );
  const answers = await Promise.all(wishes.map((body) => codeOf(form, id, body)));
  const valid = wishes.filter((_, index) => answers[index] === 'accepted');
  if (valid.length !== 1) faults.push(`${valid.length} of ${CLIENTS} decisions were accepted`);
  const odd = answers.filter((code) => code !== 'accepted' && !CLOSED.includes(code));
  if (odd.length > 0) faults.push(`refused for other reasons: ${odd.join(', ')}`);

  const next = await gateAfter(form, id, gate.round);
  const now = { gate: next.id, artifact: next.artifact.sha256, round: next.round };
  const events = await updatesIn(form, id);
  const refused: [string, Body][] = [
    ['an old round', { ...target, decision: 'approve' }],
    ['an old round under the new gate', { ...now, round: gate.round, decision: 'approve' }],
    ['another version', { ...now, artifact: 'f'.repeat(64), decision: 'approve' }],
    ['a gate that never was', { ...now, gate: 'plan@9.9', decision: 'approve' }],
  ];
  for (const [what, body] of refused) {
    const code = await codeOf(form, id, body);
    if (!CLOSED.includes(code)) faults.push(`${what}: ${code}`);
  }
  if (valid[0] !== undefined)
    await sendUntilAnswered(form, { id, body: { ...valid[0], decision: 'revise', comment: valid[0].comment ?? '' } });
  const after = await updatesIn(form, id);
  if (after !== events) faults.push(`refused and repeated decisions left ${after - events} events`);
  await sendUntilAnswered(form, { id, body: { ...now, decision: 'approve', comment: '' } });
  const closed = await codeOf(form, id, { ...now, decision: 'revise', comment: 'Too late.' });
  if (![...CLOSED, 'job-closed'].includes(closed)) faults.push(`a closed gate: ${closed}`);
  await untilDone(form, id);
  const { decisions } = (await form.client().view(id)).view;
  if (decisions.length !== 2) faults.push(`${decisions.length} decisions stand instead of 2`);
  const runs = (await form.store.ledger.readRecord(id))?.state?.runIds.length ?? 0;
  if (continueAfterEvents !== null && runs < 2) faults.push('the job never continued as new');
  say(`${id}: ${answers.join(' ')}; ${runs} runs`);
  return { counted: 1, faults };
}

async function codeOf(form: Form, id: string, body: Body): Promise<string> {
  try {
    await form.client().message(id, 'decide', body);
    return 'accepted';
  } catch (error) {
    if (error instanceof DossierError) return error.code;
    throw error;
  }
}

/** Updates that any run of a job has in its history. */
async function updatesIn(form: Form, id: string): Promise<number> {
  const { temporal } = await form.client().instance();
  const connection = await Connection.connect({ address: temporal.address });
  try {
    const client = new Client({ connection, namespace: temporal.namespace });
    let count = 0;
    for await (const { runId } of client.workflow.list({ query: `WorkflowId = "${id}"` })) {
      const { events } = await client.workflow.getHandle(id, runId).fetchHistory();
      count += (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes != null).length;
    }
    return count;
  } finally {
    await connection.close();
  }
}
