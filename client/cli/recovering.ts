import { DossierError } from '../../contract/failures.ts';
import type { JobView } from '../../contract/view.ts';

type Parked = JobView['attention'][number];

/** What a person calls a parked place: `research/q2`, `draft`. */
export function parkedName({ step, item }: Pick<Parked, 'step' | 'item'>): string {
  return item === null ? step : `${step}/${item}`;
}

/**
 * The parked places that are meant: those of the named step, item or place key; without a name all of them.
 * Throws `not-parked` when nothing needs attention, `request-invalid` when the name fits none.
 */
export function chooseParked(view: JobView, name: string | undefined): Parked[] {
  if (view.attention.length === 0) {
    throw new DossierError('not-parked', `Nothing of job ${view.id} needs attention. ${view.sentence}`);
  }
  if (name === undefined) return view.attention;
  const found = view.attention.filter(
    (parked) => parked.key === name || parked.step === name || parked.item === name || parkedName(parked) === name,
  );
  if (found.length > 0) return found;
  const names = view.attention.map(parkedName).join(', ');
  throw new DossierError(
    'request-invalid',
    `"${name}" of job ${view.id} does not need attention; these do: ${names}.`,
    {
      field: 'step',
      remedy: 'See `dossier show`.',
    },
  );
}
