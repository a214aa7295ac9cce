import { useId } from 'react';
import { Field } from '../../components/field.tsx';
import { type KnownModel, useModels } from '../branch/fields/use-models.ts';
import type { PartProps } from './part.ts';
import { Place } from './place.tsx';

/** Nothing was asked yet. */
const NO_JOB = { models: [] };

/** What it may cost, who writes it, how it is found again: nothing of it must be filled in. */
export function LimitsPart({ draft, set, faultOf }: PartProps) {
  const listId = useId();
  const models = useModels(NO_JOB);
  const about = aboutModel(draft.model.trim(), models);
  return (
    <section className="card stack" aria-labelledby="new-report-limits">
      <h2 id="new-report-limits">Limits and labels</h2>
      <p className="hint">None of them must be set.</p>
      <div className="field-row">
        <Place of="budget">
          <Field
            label="Budget in US dollars"
            hint="The job pauses before it costs more, and asks."
            error={faultOf('budget')}
          >
            {(props) => (
              <input
                {...props}
                inputMode="decimal"
                placeholder="No limit"
                value={draft.budget}
                onChange={({ target }) => set({ budget: target.value })}
              />
            )}
          </Field>
        </Place>
        <Place of="model">
          <Field
            label="Model"
            hint="For all steps. Without one, each step takes what fits it."
            error={faultOf('model')}
          >
            {(props) => (
              <>
                <input
                  {...props}
                  list={listId}
                  placeholder="Chosen for each step"
                  spellCheck={false}
                  value={draft.model}
                  onChange={({ target }) => set({ model: target.value })}
                />
                <datalist id={listId}>
                  {models.map((model) => (
                    <option key={model.id} value={model.id}>
                      {model.price}
                    </option>
                  ))}
                </datalist>
                {about !== '' && (
                  <p className="hint" role="status">
                    {about}
                  </p>
                )}
              </>
            )}
          </Field>
        </Place>
        <Place of="tags">
          <Field label="Tags" hint="With commas between them." error={faultOf('tags')}>
            {(props) => <input {...props} value={draft.tags} onChange={({ target }) => set({ tags: target.value })} />}
          </Field>
        </Place>
      </div>
    </section>
  );
}

/** What is known of the model that is named; empty where none is. */
function aboutModel(named: string, models: readonly KnownModel[]): string {
  if (named === '' || models.length === 0) return '';
  const model = models.find(({ id }) => id === named);
  if (model === undefined) return 'No model of this name is connected here.';
  if (model.price === '') return '';
  return model.price === 'unpriced' ? 'Its price is not known.' : `It costs ${model.price}.`;
}
