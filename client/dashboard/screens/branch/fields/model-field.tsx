import { useId } from 'react';
import type { JobView } from '../../../../../contract/view.ts';
import { Field } from '../../../components/field.tsx';
import { useModels } from './use-models.ts';

/** The id of a model, with those that the instance can ask as suggestions, and the price of the one that is named. */
export function ModelField({
  view,
  label,
  hint,
  value,
  error,
  onChange,
}: {
  view: JobView;
  label: string;
  hint?: string;
  value: string;
  error?: string | undefined;
  onChange(value: string): void;
}) {
  const list = useId();
  const models = useModels(view);
  const price = models.find(({ id }) => id === value.trim())?.price ?? '';
  return (
    <Field label={label} {...(hint !== undefined && { hint })} error={error}>
      {(props) => (
        <>
          <input
            {...props}
            type="text"
            list={list}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={list}>
            {models.map((model) => (
              <option key={model.id} value={model.id}>
                {model.price}
              </option>
            ))}
          </datalist>
          {price !== '' && (
            <p className="hint" role="status">
              {price === 'unpriced' ? 'Its price is not known' : `It costs ${price}`}.
            </p>
          )}
        </>
      )}
    </Field>
  );
}
