import { useId } from 'react';
import type { JobView } from '../../../../../contract/view.ts';
import { Field } from '../../../components/field.tsx';
import { FIELDS_OF, FORM_WORDS, type Form, formsOf, type Supplied } from './supplied-text.ts';
import { partAt, type Target, useStartText } from './use-start-text.ts';

/** A result of a person's own, begun with what stands there now. `value` is null until something was written. */
export function OutputField({
  view,
  target,
  label,
  value,
  error,
  onChange,
}: {
  view: JobView;
  target: Target;
  label: string;
  value: Supplied | null;
  error: string | undefined;
  onChange(value: Supplied | null): void;
}) {
  const part = partAt(view, target);
  const forms = formsOf(part);
  const form = value?.form ?? forms[0] ?? 'json';
  const start = useStartText(view, target, form);
  const hint = form === 'json' ? (FIELDS_OF[part] ?? '') : FORM_WORDS[form].hint;
  return (
    <div className="stack">
      <FormChoice forms={forms} form={form} onChange={onChange} />
      <Field label={label} hint={hint} error={error}>
        {(props) => (
          <textarea
            {...props}
            className={form === 'json' ? 'code-area' : undefined}
            rows={form === 'lines' ? 8 : 14}
            spellCheck={form !== 'json'}
            // What somebody writes already does not wait for what it would begin with, which is read anew whenever the job moves.
            disabled={start.isPending && typeof value?.text !== 'string'}
            value={value?.text ?? start.text}
            onChange={(event) => onChange({ form, text: event.target.value })}
          />
        )}
      </Field>
      {value !== null && value.text !== null && (
        <button
          type="button"
          className="text-button"
          onClick={() => onChange(value.form === forms[0] ? null : { form: value.form, text: null })}
        >
          Begin again from what stands there
        </button>
      )}
    </div>
  );
}

function FormChoice({
  forms,
  form,
  onChange,
}: {
  forms: readonly Form[];
  form: Form;
  onChange(value: Supplied | null): void;
}) {
  const name = useId();
  if (forms.length < 2) return null;
  return (
    <fieldset className="choice row">
      <legend className="visually-hidden">How it is written</legend>
      {forms.map((one) => (
        <label key={one} className="check">
          <input
            type="radio"
            name={name}
            checked={one === form}
            // Of a text in another form nothing can be made: it begins anew.
            onChange={() => onChange(one === forms[0] ? null : { form: one, text: null })}
          />
          {FORM_WORDS[one].name}
        </label>
      ))}
    </fieldset>
  );
}
