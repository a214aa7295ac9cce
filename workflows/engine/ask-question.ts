import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { QuestionInputs } from '../../activities/activities.ts';
import { afterFailure, afterOutcome, NOTHING_TRIED } from '../../contract/failure-policy.ts';
import { type Failure, failure } from '../../contract/failures.ts';
import { placeKey } from '../../contract/place.ts';
import type { AnswerText } from '../../contract/questions.ts';
import { budgetReached } from '../../contract/state/checks.ts';
import type { Gate } from '../../contract/state/job-state.ts';
import { asksFresh, currentPlace } from '../../contract/state/rounds.ts';
import type { ModelRequest, QuestionResult } from '../../contract/steps.ts';
import { failureOfOutcome, MOST_LOST, remedyFor } from './ask-model.ts';
import { failureOf } from './failure-of.ts';
import type { JobRun } from './job-run.ts';
import { Parked } from './parked.ts';

/** What asking a question came to. A failure tells why in words; nothing parks for it. */
export type AskedQuestion =
  | { kind: 'answered'; answer: AnswerText; model: string }
  | { kind: 'failed'; failure: Failure };

const REMEDY =
  'Ask again (`dossier ask JOB TEXT`), have a person answer (`dossier answer JOB NUMBER TEXT`), or decide.';

/**
 * Asks models a reviewer's question, with the repairs and fallbacks of every other task. The attempts are counted in this run alone:
 * a run that goes on begins with the first again, which the ledger answers where it was paid.
 */
export async function askQuestion(job: JobRun, gateId: string, number: number, text: string): Promise<AskedQuestion> {
  const gate = job.state.gates[gateId];
  if (gate === undefined) throw new Error(`A question at gate ${gateId}, which was never opened.`);
  const inputs = inputsFor(job, gate, text);
  if (inputs === null) return failed(failure('internal', 'The job has no sources that could be read for an answer.'));
  const chosen = job.state.input.models.ask ?? null;
  try {
    const { route } = await job.quickly((activities) => activities.modelRoute({ task: 'ask', chosen }));
    if (route.length === 0) return failed(failure('model-unknown', 'No model of the catalog can answer questions.'));
    return await askAlong(job, gate, number, inputs, route);
  } catch (error) {
    if (error instanceof Parked) return failed(error.failure);
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return failed(lostOr(error) ?? failure('tool-failed', 'The worker was lost while the models were looked up.'));
  }
}

async function askAlong(
  job: JobRun,
  gate: Gate,
  number: number,
  inputs: QuestionInputs,
  route: string[],
): Promise<AskedQuestion> {
  let tried = NOTHING_TRIED;
  let remedy: ModelRequest['remedy'] = null;
  let lost = 0;
  for (let attempt = 1; ; ) {
    const reached = budgetReached(job.state);
    if (reached !== null) return failed(reached);
    const model = route[tried.model] ?? route[0] ?? '';
    const result = await callOnce(job, gate, inputs, requestFor(job, gate, { number, attempt, model, remedy }));
    if (result === 'worker-lost') {
      lost += 1;
      if (lost < MOST_LOST) continue;
      return failed(failure('tool-failed', 'The worker was lost again and again during this call.'));
    }
    if (!('outcome' in result)) {
      const next = afterFailure(result.class, tried, route.length);
      if (next.kind === 'park') return failed(result);
      tried = next.tried;
      remedy = null;
    } else if (result.outcome === 'ok') {
      return { kind: 'answered', answer: result.answer, model: result.receipt.model };
    } else {
      const next = afterOutcome(result.outcome, tried, route.length);
      if (next.kind === 'park') return failed(failureOfOutcome(result, model));
      tried = next.tried;
      remedy = remedyFor(next.how, result);
    }
    attempt += 1;
  }
}

async function callOnce(
  job: JobRun,
  gate: Gate,
  inputs: QuestionInputs,
  request: ModelRequest,
): Promise<QuestionResult | Failure | 'worker-lost'> {
  const summary = `${placeKey(gate.place)} question`;
  try {
    return await job.call(async () => {
      const result = await job.activities.models.answerQuestion.executeWithOptions({ summary }, [request, inputs]);
      // Here, so that what was paid counts also where the gate closed meanwhile and nobody takes the answer.
      job.dispatch({ type: 'call-answered', receipt: result.receipt, place: gate.place });
      return result;
    }, job.questionSlots);
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return lostOr(error) ?? 'worker-lost';
  }
}

/** The item of a question's calls has a sign that no item of a step has, so that they never meet. */
function requestFor(
  job: JobRun,
  { place }: Gate,
  {
    number,
    attempt,
    model,
    remedy,
  }: { number: number; attempt: number; model: string; remedy: ModelRequest['remedy'] },
): ModelRequest {
  const { jobId, organisation, owner, prompts } = job.state.input;
  const { ancestors } = job.state.lineage;
  const { step, generation, round } = place;
  const call = { jobId, step, generation, round, item: `#question-${number}`, turn: 0, attempt, sample: 0 };
  return {
    ...{ call, organisation, owner, model, remedy },
    ...(prompts?.ask !== undefined && { prompt: prompts.ask.sha256 }),
    ...(asksFresh(job.state, place) && { fresh: true }),
    ...(ancestors.length > 0 && { ancestors }),
  };
}

/** What the job has for an answer; null where its sources were not read yet, which no gate comes before. */
function inputsFor(job: JobRun, { place, toolCall, artifact, beside }: Gate, text: string): QuestionInputs | null {
  const { brief, houseBrief } = job.state.input;
  const sources = outputOf(job, 'ingest');
  if (sources === null) return null;
  const about = toolCall !== null ? 'tool call' : place.step === 'plan' ? 'plan' : 'draft';
  const notes = about === 'draft' ? outputOf(job, 'research') : null;
  return { brief, houseBrief, text, about, shown: artifact, verification: beside, sources, notes };
}

function outputOf(job: JobRun, step: 'ingest' | 'research') {
  const place = job.state.places[placeKey(currentPlace(job.state, step))];
  return place?.status === 'done' ? place.output : null;
}

function lostOr(error: ActivityFailure): Failure | null {
  const lost = failureOf(error);
  return lost.kind === 'failed' ? lost.failure : null;
}

/** Its remedy is another than that of a step which parked for the same. */
function failed(reason: Failure): AskedQuestion {
  return { kind: 'failed', failure: { ...reason, remedy: REMEDY } };
}
