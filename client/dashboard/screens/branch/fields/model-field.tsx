import { useId } from 'react';
import type { JobView } from '../../../../../contract/view.ts';
import { Field } from '../../../components/field.tsx';

/** The id of a model, with those that this job has asked as suggestions. */
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
            {view.models.map((model) => (
              <option key={model} value={model} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
