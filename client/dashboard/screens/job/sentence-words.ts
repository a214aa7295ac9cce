import { parsePlaceKey } from '../../../../contract/place.ts';
import type { JobView } from '../../../../contract/view.ts';
import { nameInside } from '../../components/actor-name.ts';
import { placeTitle } from './progress/place-words.ts';

/** What an item of a step is called; null where that is not known. */
export type TitleOfItem = (step: string, item: string) => string | null;

const PLACE = /^(?:Step (\w+)|Item (\S+) of (?:step )?(\w+)) (?=started|is |needs |was |failed)/;
const VERSION = /^(Waits for a decision about .*?)(?:, hash [0-9a-f]{12}| \(hash [0-9a-f]{12}\))\.$/;
const ENDED_BY = /^(Cancelled|Rejected|Aborted) by (\S+?)(?=[:.])/;

/**
 * What a job says of itself, in the words of this page: steps and items by their titles, people by their names, and no hash, which stands where it is
 * decided about. Only how a sentence begins is read: what follows may be anybody's text.
 */
export function sentenceOnPage(words: string, titleOf: TitleOfItem = () => null): string {
  return words
    .replace(PLACE, (whole, step: string | undefined, item: string | undefined, of: string | undefined) => {
      const name = parsePlaceKey(`${step ?? of}@0.1`)?.step;
      if (name === undefined) return whole;
      if (item === undefined) return `“${placeTitle({ step: name, item: null, title: name })}” `;
      return `“${placeTitle({ step: name, item, title: titleOf(name, item) ?? item })}” `;
    })
    .replace(VERSION, '$1.')
    .replace(ENDED_BY, (_, how: string, who: string) => `${how} by ${nameInside(who)}`);
}

/** The titles of a job's items, as it stands. */
export function titlesOf({ steps }: Pick<JobView, 'steps'>): TitleOfItem {
  return (step, item) => steps.find((one) => one.step === step)?.items.find((one) => one.item === item)?.title ?? null;
}
