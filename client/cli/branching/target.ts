import { DossierError } from '../../../contract/failures.ts';
import type { JobView } from '../../../contract/view.ts';
import { nearest } from '../nearest.ts';
import type { Settings } from './settings.ts';

/** A step, or one item of it. */
export interface Target {
  step: string;
  item: string | null;
}

/** The step and item that were typed, `research/q2`. Throws `request-invalid` with the nearest name. */
export function readTarget(view: JobView, typed: string): Target {
  const [name = '', ...rest] = typed.split('/');
  const step = view.steps.find((one) => one.step === name);
  const names = view.steps.map((one) => one.step);
  if (step === undefined) throw unknown(`"${name}" is not a step of job ${view.id}.`, name, names);
  const item = rest.length === 0 ? null : rest.join('/');
  const items = step.items.flatMap((one) => one.item ?? []);
  if (item === null || items.includes(item)) return { step: name, item };
  if (items.length === 0)
    throw new DossierError('request-invalid', `Step ${name} of job ${view.id} has no items.`, { field: 'step' });
  throw unknown(`Step ${name} of job ${view.id} has no item "${item}".`, item, items);
}

function unknown(words: string, typed: string, names: readonly string[]): DossierError {
  const meant = nearest(typed, names);
  const known = `${names.slice(0, 12).join(', ')}${names.length > 12 ? `, ... (${names.length})` : ''}`;
  return new DossierError('request-invalid', `${words}${meant === undefined ? '' : ` Did you mean ${meant}?`}`, {
    field: 'step',
    remedy: `There are ${known}.`,
  });
}

/**
 * Where to go back to where no step was typed: what the settings belong to, else what is parked, else the first step that is not done.
 * Throws `request-invalid` for a job of which everything is done.
 */
export function targetBy(view: JobView, { wish, collected, remove, isPlan }: Settings): Target {
  if (collected !== null || remove.length > 0) return { step: 'ingest', item: null };
  if (isPlan || wish.question !== undefined) return { step: 'plan', item: null };
  const [parked] = view.attention;
  if (parked !== undefined) return { step: parked.step, item: wish.itemQuestion === undefined ? null : parked.item };
  const open = view.steps.find(({ status }) => status !== 'done');
  if (open !== undefined) return { step: open.step, item: null };
  throw new DossierError('request-invalid', `Every step of job ${view.id} is done: name the one to go back to.`, {
    field: 'step',
    remedy: `The steps are ${view.steps.map(({ step }) => step).join(', ')}.`,
  });
}

/** What a person calls it: `draft`, `research/q2`. */
export function targetName({ step, item }: Target): string {
  return item === null ? step : `${step}/${item}`;
}
