import { DossierError } from '../../../contract/failures.ts';
import type { StepName } from '../../../contract/job-kind.ts';
import { placeKey } from '../../../contract/place.ts';
import { type Plan, planSchema } from '../../../contract/plan.ts';
import { questionFault } from '../../../contract/question.ts';
import { type Changes, changesSchema } from '../../../contract/recovery/changes.ts';
import { changesAt } from '../../../contract/recovery/parts.ts';
import type { WishedChanges } from '../../../contract/recovery/wishes.ts';
import { modelTaskSchema } from '../../../contract/routing.ts';
import type { JobState, PlaceState } from '../../../contract/state/job-state.ts';
import { currentPlace } from '../../../contract/state/rounds.ts';
import { briefSchema } from '../../../contract/steps.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { changedSources } from './changed-sources.ts';
import { suppliedOutput } from './supplied-output.ts';

/** Where something is changed. */
interface At {
  step: StepName;
  item: string | null;
}

/**
 * Makes the changes that a message carries of what a person wishes: texts become artifacts, an output is checked, items of an edited
 * plan that need not run again are named. Throws what is wrong with the field's name; nothing but artifacts is written.
 */
export async function composeChanges(
  state: JobState,
  at: At,
  wish: WishedChanges,
  artifacts: ArtifactStore,
): Promise<Changes> {
  // Before an output is read that could not be supplied there anyway.
  if (wish.output !== undefined && !changesAt(at.step, at.item).includes('output'))
    throw new DossierError('change-not-allowed', `Going back to ${at.step} cannot change its output.`, {
      field: 'output',
    });
  const output = wish.output && (await suppliedOutput(state, at, wish.output, artifacts));
  const composed: Changes = {
    ...(wish.question !== undefined && { question: await changedQuestion(state, wish.question, artifacts) }),
    sources: await changedSources(state.input, wish, artifacts),
    ...(wish.itemQuestion !== undefined && { itemQuestion: wish.itemQuestion }),
    ...(wish.comment !== undefined && { comment: wish.comment }),
    ...modelsOf(wish),
    ...(wish.prompts !== undefined && { prompts: await storedPrompts(wish.prompts, artifacts) }),
    ...(wish.limitMicroUsd !== undefined && { limitMicroUsd: wish.limitMicroUsd }),
    ...(output !== undefined && { output }),
  };
  const changes = changesSchema.parse(
    Object.fromEntries(Object.entries(composed).filter(([, one]) => one !== undefined)),
  );
  const keepItems = await itemsToKeep(state, at, changes, artifacts);
  return keepItems.length === 0 ? changes : { ...changes, keepItems };
}

async function changedQuestion(state: JobState, typed: string, artifacts: ArtifactStore): Promise<Changes['question']> {
  const text = typed.trim();
  const fault = questionFault(text);
  if (fault !== null) throw new DossierError('question-invalid', fault, { field: 'question' });
  const before = briefSchema.parse(await artifacts.getJson(state.input.brief.sha256));
  return { text, brief: await artifacts.putJson({ ...before, question: text }, 'Brief') };
}

function modelsOf({ model, models }: WishedChanges): Pick<Changes, 'models'> {
  if (model === undefined && models === undefined) return {};
  const forAll = model === undefined ? {} : Object.fromEntries(modelTaskSchema.options.map((task) => [task, model]));
  return { models: { ...forAll, ...models } };
}

async function storedPrompts(
  prompts: NonNullable<WishedChanges['prompts']>,
  artifacts: ArtifactStore,
): Promise<NonNullable<Changes['prompts']>> {
  const stored = Object.entries(prompts).map(async ([task, text]) => {
    if (text === null) return [task, null];
    return [task, await artifacts.putText(text, { mediaType: 'text/plain', title: `Prompt for ${task}` })];
  });
  return Object.fromEntries(await Promise.all(stored));
}

/** What changes nothing about what items of research are asked. */
const BESIDE_ITEMS: readonly string[] = ['output', 'comment', 'limitMicroUsd'];

/**
 * Finished items whose question is the same in a supplied plan, where also everything else that they were told of the plan is the same:
 * their requests would be word for word the same.
 */
async function itemsToKeep(
  state: JobState,
  { step, item }: At,
  changes: Changes,
  artifacts: ArtifactStore,
): Promise<string[]> {
  const isOnlyPlan = Object.keys(changes).every((name) => BESIDE_ITEMS.includes(name));
  if (step !== 'plan' || item !== null || changes.output === undefined || !isOnlyPlan) return [];
  const before = await planNow(state, artifacts);
  const after = planSchema.parse(await artifacts.getJson(changes.output.artifact.sha256));
  if (before === null || !tellsTheSame(before, after)) return [];
  const key = placeKey(currentPlace(state, 'research'));
  const done = Object.values(state.places).filter(
    ({ place, status }) => status === 'done' && place.item !== null && placeKey({ ...place, item: null }) === key,
  );
  return done.flatMap((place) => (isAskedTheSame(place, before, after) ? (place.place.item ?? []) : []));
}

async function planNow(state: JobState, artifacts: ArtifactStore): Promise<Plan | null> {
  const place = state.places[placeKey(currentPlace(state, 'plan'))];
  if (place?.status !== 'done' || place.output === null) return null;
  const plan = planSchema.safeParse(await artifacts.getJson(place.output.sha256));
  return plan.success ? plan.data : null;
}

function tellsTheSame(before: Plan, after: Plan): boolean {
  const told = ({ title, outline, successCriteria, document }: Plan): string =>
    JSON.stringify([title, outline, successCriteria, document?.sha256 ?? null]);
  return told(before) === told(after);
}

function isAskedTheSame({ place, changes }: PlaceState, before: Plan, after: Plan): boolean {
  const asked = ({ subQuestions }: Plan) => subQuestions.find(({ id }) => id === place.item);
  const [then, now] = [asked(before), asked(after)];
  if (then === undefined || now === undefined) return false;
  const words = changes?.question ?? then.question;
  return words === now.question && then.why === now.why && JSON.stringify(then.claims) === JSON.stringify(now.claims);
}
