import type { JobView } from '../../../../contract/view.ts';
import { placeTitle } from '../job/progress/place-words.ts';
import { type Parked, parkedTitle, type WayOn } from './attention-words.ts';

/** What a way on leaves as it is, what runs with it, and what it does to the world again. */
export interface WayOutline {
  kept: string[];
  runs: string[];
  /** Null where nothing is done twice. */
  repeats: string | null;
}

type Step = JobView['steps'][number];

const titleOf = (step: Step): string => placeTitle({ step: step.step, item: null, title: step.step });

/** Tells of a way on from a parked place which steps it uses as they are and which will run. */
export function outlineOf({ steps }: Pick<JobView, 'steps'>, parked: Parked, kind: WayOn['kind']): WayOutline {
  const own = steps.find(({ step }) => step === parked.step);
  const doneItems = own?.items.filter(({ status }) => status === 'done').length ?? 0;
  const kept = [
    ...steps.filter(({ status }) => status === 'done').map(titleOf),
    ...(own !== undefined && doneItems > 0 ? [`${doneItems} of ${own.items.length} items of ${titleOf(own)}`] : []),
  ];
  if (kind === 'abort') return { kept, runs: [], repeats: null };
  const behind = steps.filter(({ status }) => status === 'pending').map(titleOf);
  const isRun = kind !== 'skip' && kind !== 'supplyOutput';
  return {
    kept,
    runs: [...(isRun ? [parkedTitle(parked)] : []), ...behind],
    repeats: isRun ? repeatsOf(parked, kind) : null,
  };
}

function repeatsOf({ step, item }: Parked, kind: WayOn['kind']): string | null {
  if (step === 'ingest')
    return item === null ? 'Documents are read again.' : 'The page is fetched again, as it is now.';
  if (step === 'research' && item !== null && kind === 'editInput')
    return 'It begins anew: tools that it used may be used again.';
  return null;
}
