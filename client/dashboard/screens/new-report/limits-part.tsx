import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { instance } from '../../app/instance.ts';
import { Field } from '../../components/field.tsx';
import type { PartProps } from './part.ts';
import { Place } from './place.tsx';

const JOBS_LOOKED_AT = 50;

/** What it may cost, who writes it, how it is found again: nothing of it must be filled in. */
export function LimitsPart({ draft, set, faultOf }: PartProps) {
  const listId = useId();
  const models = useQuery({
    queryKey: ['jobs', 'models'],
    queryFn: async () => [
      ...new Set((await instance.list({ limit: JOBS_LOOKED_AT })).jobs.flatMap((job) => job.models)),
    ],
  });
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
                  {models.data?.map((model) => (
                    <option key={model} value={model} />
                  ))}
                </datalist>
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
