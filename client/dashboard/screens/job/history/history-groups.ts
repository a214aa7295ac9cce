import { parsePlaceKey } from '../../../../../contract/place.ts';
import { placeTitle } from '../progress/place-words.ts';
import type { HistoryLine } from './use-history.ts';

/** Lines that follow each other about one step of one round; null is the job as a whole. */
export interface HistoryGroup {
  /** `step@generation.round`. */
  step: string | null;
  title: string;
  lines: HistoryLine[];
}

/** Puts lines that follow each other under the step and round that they are about; what concerns the whole job stands between. */
export function groupsOf(lines: readonly HistoryLine[]): HistoryGroup[] {
  const groups: HistoryGroup[] = [];
  for (const line of lines) {
    const { step, title } = stepOf(line.place);
    const last = groups.at(-1);
    if (last !== undefined && last.step === step) last.lines.push(line);
    else groups.push({ step, title, lines: [line] });
  }
  return groups;
}

function stepOf(key: string | null): Pick<HistoryGroup, 'step' | 'title'> {
  if (key === null) return { step: null, title: 'The job' };
  const place = parsePlaceKey(key);
  if (place === null) return { step: key, title: key };
  const { step, generation, round } = place;
  const name = placeTitle({ step, item: null, title: step });
  const later = generation > 0 ? `, generation ${generation}` : '';
  return { step: `${step}@${generation}.${round}`, title: `${name}, round ${round}${later}` };
}

/** The item that a line is about; null where it is about the step. */
export function itemOf({ place }: HistoryLine): string | null {
  return place === null ? null : (parsePlaceKey(place)?.item ?? null);
}
