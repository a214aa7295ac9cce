import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { afterFailure, afterOutcome, type NextRequest } from '../../contract/failure-policy.ts';
import { failure } from '../../contract/failures.ts';
import { JOB_KINDS } from '../../contract/job-kind.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import type { ModelTask } from '../../contract/routing.ts';
import { budgetReached } from '../../contract/state/checks.ts';
import { asksFresh, currentPlace } from '../../contract/state/rounds.ts';
import type { ModelRequest, ModelResult } from '../../contract/steps.ts';
import { failureOf } from './failure-of.ts';
import type { JobRun } from './job-run.ts';
import { Parked } from './parked.ts';

/** What a call may come to, whatever its task. */
export type Asked =
  | { outcome: 'ok' | 'tools'; receipt: ModelResult['receipt'] }
  | Exclude<ModelResult, { outcome: 'ok' }>;
type Answered<Result extends Asked> = Extract<Result, { outcome: 'ok' | 'tools' }>;

/** A call that outlived so many rounds of Temporal's own tries without an answer is what kills its workers, not a victim of deploys. */
export const MOST_LOST = 3;

/**
 * Asks a model until it answers in the form that was asked for: repair, rephrase, a larger limit and the next model of the
 * route each count as an attempt of the place. Throws `Parked` when nothing of that is left.
 */
export async function askModel<Result extends Asked>(
  job: JobRun,
  place: Place,
  task: ModelTask,
  turn: number,
  ask: (request: ModelRequest) => Promise<Result>,
): Promise<Answered<Result>> {
  const route = await routeOf(job, task, place);
  for (let lost = 0; ; ) {
    const { attempt, tried, remedy } = job.place(place);
    const { jobId, organisation, owner, prompts } = job.state.input;
    const prompt = prompts?.[task];
    const { ancestors } = job.state.lineage;
    const more = {
      ...(prompt !== undefined && { prompt: prompt.sha256 }),
      ...(asksFresh(job.state, place) && { fresh: true }),
      ...(ancestors.length > 0 && { ancestors }),
    };
    const { item, ...where } = place;
    const model = route[tried.model] ?? route[0] ?? '';
    const call = { jobId, ...where, item: item ?? '', turn, attempt, sample: 0 };
    const result = await asked(job, () => ask({ call, organisation, owner, model, remedy, ...more }));
    if (result.kind === 'worker-lost') {
      lost += 1;
      if (lost < MOST_LOST) continue;
      throw new Parked(failure('tool-failed', 'The worker was lost again and again during this call.'));
    }
    if (result.kind === 'failed') {
      const next = afterFailure(result.failure.class, tried, route.length);
      if (next.kind === 'park') throw new Parked(result.failure);
      reattempt(job, place, next, null, route, result.failure.message);
      continue;
    }
    const { answer } = result;
    job.dispatch({ type: 'call-answered', receipt: answer.receipt, place });
    if (isAnswered(answer)) return answer;
    const next = afterOutcome(answer.outcome as 'refused' | 'invalid' | 'truncated', tried, route.length);
    if (next.kind === 'park') throw new Parked(failureOfOutcome(answer, model));
    reattempt(job, place, next, answer, route, failureOfOutcome(answer, model).message);
  }
}

function isAnswered<Result extends Asked>(result: Result): result is Answered<Result> {
  return result.outcome === 'ok' || result.outcome === 'tools';
}

type CallResult<Result> = { kind: 'answered'; answer: Result } | ReturnType<typeof failureOf>;

async function asked<Result>(job: JobRun, ask: () => Promise<Result>): Promise<CallResult<Result>> {
  try {
    return { kind: 'answered', answer: await job.call(() => withinBudget(job, ask)) };
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return failureOf(error);
  }
}

/** Asked when the call's turn has come: those that wait for a slot meanwhile must see what the ones before them cost. */
async function withinBudget<Result>(job: JobRun, ask: () => Promise<Result>): Promise<Result> {
  const reached = budgetReached(job.state);
  if (reached !== null) throw new Parked(reached);
  return await ask();
}

/** The ordered models that may serve the task, from the catalog of the worker; a judge is told who wrote, so that another model reads again. */
async function routeOf(job: JobRun, task: ModelTask, place: Place): Promise<string[]> {
  const { models, kind } = job.state.input;
  const tried = task === 'judge' ? triedByWriter(job) : null;
  // A person's choice for this place alone comes before the job's.
  const chosen = job.place(place).changes?.model ?? models[task] ?? null;
  const key = `${task} ${chosen ?? ''} after ${tried ?? ''}`;
  const known = job.routes.get(key);
  if (known !== undefined) return known;
  const wrote = JOB_KINDS[kind].writer;
  const writer = tried === null ? {} : { writer: { task: wrote, chosen: models[wrote] ?? null, tried } };
  const { route } = await job.quickly((activities) => activities.modelRoute({ task, chosen, ...writer }));
  if (route.length === 0)
    throw new Parked(failure('model-unknown', `No model of the catalog can do the task ${task}.`));
  job.routes.set(key, route);
  return route;
}

/** Which model of its route wrote the present draft, counted from 0; 0 also where a person wrote it. */
function triedByWriter(job: JobRun): number {
  return job.state.places[placeKey(currentPlace(job.state, 'draft'))]?.tried.model ?? 0;
}

function reattempt(
  job: JobRun,
  place: Place,
  next: Extract<NextRequest, { kind: 'ask' }>,
  answer: Asked | null,
  route: string[],
  why: string,
): void {
  const words = {
    repair: `Asked for a repair: ${why}`,
    rephrase: `Asked again in other words: ${why}`,
    enlarge: `Asked again with a larger limit: ${why}`,
    fallback: `Asks the next model, ${route[next.tried.model]}: ${why}`,
  }[next.how];
  job.dispatch({ type: 'place-reattempted', place, tried: next.tried, remedy: remedyFor(next.how, answer), words });
}

/** What the next request carries because of the answer before it. */
export function remedyFor(
  how: 'repair' | 'rephrase' | 'enlarge' | 'fallback',
  answer: Asked | null,
): ModelRequest['remedy'] {
  if (how === 'repair' && answer?.outcome === 'invalid')
    return { kind: 'repair', answer: answer.answer, error: answer.error.slice(0, 4_000) };
  if (how === 'rephrase' || how === 'enlarge') return { kind: how };
  return null;
}

/** Why an answer that is no value is a failure, in words that name the model. */
export function failureOfOutcome(answer: Asked, model: string): ReturnType<typeof failure> {
  switch (answer.outcome) {
    case 'refused':
      return failure('model-refused', `${model} refused: ${answer.words}`);
    case 'invalid': {
      const words = `The answer of ${model} does not have the form that was asked for.`;
      return failure('model-answer-invalid', words, { causes: [answer.error.replaceAll(/\s+/g, ' ').slice(0, 300)] });
    }
    case 'truncated':
      return failure('model-answer-truncated', `The answer of ${model} was cut off at its output limit.`);
    default:
      return failure('internal', `Unexpected outcome ${answer.outcome}.`);
  }
}
