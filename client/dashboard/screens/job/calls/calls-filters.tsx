import { listedOutcomeSchema } from '../../../../../contract/call-api.ts';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import { placeTitle } from '../progress/place-words.ts';
import { outcomeInWords } from './outcome-mark.tsx';
import { filterOf } from './use-calls.ts';

/** Narrows the calls to a step, an item, an outcome; what is chosen stands in the address. */
export function CallsFilters({
  view,
  place,
  outcome,
  onChange,
}: {
  view: JobView;
  place: string | undefined;
  outcome: string | undefined;
  onChange(change: { place?: string | undefined; outcome?: string | undefined }): void;
}) {
  const wanted = filterOf(place, undefined);
  const places = view.steps.flatMap(({ items, ...step }): PlaceView[] => [step, ...items]);
  const known = places.find(({ step, item }) => step === wanted.step && item === (wanted.item ?? null));
  return (
    <div className="calls-filters">
      <label>
        <span>Step or item</span>
        <select
          value={known?.key ?? (wanted.step === undefined ? '' : place)}
          onChange={({ target }) => onChange({ place: target.value || undefined })}
        >
          <option value="">All</option>
          {known === undefined && wanted.step !== undefined && <option value={place}>{place}</option>}
          {view.steps.map(({ items, ...step }) => [
            <option key={step.key} value={step.key}>
              {placeTitle(step)}
            </option>,
            ...items.map((item) => (
              <option key={item.key} value={item.key}>
                {`\u2003${item.item}: ${shortened(placeTitle(item))}`}
              </option>
            )),
          ])}
        </select>
      </label>
      <label>
        <span>Outcome</span>
        <select value={outcome ?? ''} onChange={({ target }) => onChange({ outcome: target.value || undefined })}>
          <option value="">Any</option>
          {listedOutcomeSchema.options.map((option) => (
            <option key={option} value={option}>
              {outcomeInWords(option)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

const MOST = 60;

function shortened(words: string): string {
  return words.length > MOST ? `${words.slice(0, MOST - 1)}…` : words;
}
