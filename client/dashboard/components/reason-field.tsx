import { Field } from './field.tsx';

/** Why somebody does something to a job; may stay empty. */
export function ReasonField({ value, onChange }: { value: string; onChange(value: string): void }) {
  return (
    <Field label="Why (optional)" hint="Stands in the audit trail.">
      {(props) => (
        <textarea
          {...props}
          rows={2}
          maxLength={20_000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
