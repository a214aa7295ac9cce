import { CLIENTS, CLOSED, codeOf, type Decision, targetOf, updatesIn } from './deciding.ts';
import { gateAfter, sendUntilAnswered } from './interrupted-decisions.ts';
import { startReport, untilDone } from './jobs.ts';
import type { Outcome, Scene } from './worker-kills.ts';

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
  const target = targetOf(gate);
  const wishes = Array.from(
    { length: CLIENTS },
    (_, n): Decision => ({ ...target, decision: 'revise', comment: `Wish ${n}.` }),
  );
  const answers = await Promise.all(wishes.map((body) => codeOf(form, id, body)));
  const valid = wishes.filter((_, index) => answers[index] === 'accepted');
  if (valid.length !== 1) faults.push(`${valid.length} of ${CLIENTS} decisions were accepted`);
  const odd = answers.filter((code) => code !== 'accepted' && !CLOSED.includes(code));
  if (odd.length > 0) faults.push(`refused for other reasons: ${odd.join(', ')}`);

  const next = await gateAfter(form, id, gate.round);
  const now = targetOf(next);
  const events = await updatesIn(form, id);
  const refused: [string, Decision][] = [
    ['an old round', { ...target, decision: 'approve' }],
    ['an old round under the new gate', { ...now, round: gate.round, decision: 'approve' }],
    ['another version', { ...now, artifact: 'f'.repeat(64), decision: 'approve' }],
    ['a gate that never was', { ...now, gate: 'plan@9.9', decision: 'approve' }],
  ];
  for (const [what, body] of refused) {
    const code = await codeOf(form, id, body);
    if (!CLOSED.includes(code)) faults.push(`${what}: ${code}`);
  }
  const after = await updatesIn(form, id);
  if (after !== events) faults.push(`refused decisions left ${after - events} events`);
  if (valid[0] !== undefined)
    await sendUntilAnswered(form, { id, body: { ...valid[0], decision: 'revise', comment: valid[0].comment ?? '' } });
  await sendUntilAnswered(form, { id, body: { ...now, decision: 'approve', comment: '' } });
  const closed = await codeOf(form, id, { ...now, decision: 'revise', comment: 'Too late.' });
  if (![...CLOSED, 'job-closed'].includes(closed)) faults.push(`a closed gate: ${closed}`);
  const { decisions } = await untilDone(form, id);
  if (decisions.length !== 2) faults.push(`${decisions.length} decisions stand instead of 2`);
  const runs = (await form.store.ledger.readRecord(id))?.state?.runIds.length ?? 0;
  if (continueAfterEvents !== null && runs < 2) faults.push('the job never continued as new');
  say(`${id}: ${answers.join(' ')}; ${runs} runs`);
  return { counted: 1, faults };
}
