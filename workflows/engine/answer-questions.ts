import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { Question } from '../../contract/questions.ts';
import { askQuestion } from './ask-question.ts';
import type { JobRun } from './job-run.ts';

/**
 * Has models answer what is asked at a gate for as long as it is open, beside whoever waits for the decision. Nothing waits for it:
 * a question that no model answers stays for a person, and closing the gate, or a person's answer, cancels the call.
 * What was pending when a run continued as new is asked again; the ledger gives what was answered meanwhile.
 * @returns what ends it.
 */
export function answerQuestionsAt(job: JobRun, gate: string): () => void {
  const scope = new CancellationScope();
  scope.run(() => answerAll(job, gate)).catch(unlessCancelled);
  return () => scope.cancel();
}

async function answerAll(job: JobRun, gate: string): Promise<never> {
  const taken = new Set<string>();
  const next = (): Question | undefined =>
    job.state.gates[gate]?.questions.find(({ id, status }) => status === 'pending' && !taken.has(id));
  for (;;) {
    await condition(() => next() !== undefined);
    for (let question = next(); question !== undefined; question = next()) {
      taken.add(question.id);
      answerOne(job, gate, question).catch(unlessCancelled);
    }
  }
}

/** Has one question answered; a person who answers it first ends the call. */
async function answerOne(job: JobRun, gate: string, { id, number, text }: Question): Promise<void> {
  const asking = new CancellationScope();
  const isPending = (): boolean =>
    job.state.gates[gate]?.questions.some((one) => one.id === id && one.status === 'pending') === true;
  const told = asking.run(() => askQuestion(job, gate, number, text));
  condition(() => !isPending()).then(() => asking.cancel(), unlessCancelled);
  const result = await told;
  // The gate may have closed, or a person answered, while the call went to its end.
  if (!isPending()) return;
  if (result.kind === 'answered') {
    const by = { kind: 'model' as const, model: result.model };
    job.dispatch({ type: 'question-answered', gate, question: id, answer: { ...result.answer, by } });
  } else job.dispatch({ type: 'question-failed', gate, question: id, failure: result.failure });
}

/** What a bug throws must fail the workflow's task, as everywhere. */
function unlessCancelled(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
