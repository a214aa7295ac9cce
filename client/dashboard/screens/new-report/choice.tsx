import { type ReactNode, useId } from 'react';

/** A few ways of which one is chosen, each with what it means. */
export function Choice<Key extends string>({
  legend,
  options,
  chosen,
  onChoose,
}: {
  legend: string;
  options: readonly { key: Key; label: string; hint: ReactNode }[];
  chosen: Key;
  onChoose(key: Key): void;
}) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      <div className="choice-options">
        {options.map(({ key, label, hint }) => (
          <label key={key} className="choice-option">
            <input
              type="radio"
              name={name}
              checked={chosen === key}
              onChange={() => onChoose(key)}
              aria-describedby={`${name}-${key}`}
              aria-label={label}
            />
            <span>
              <strong>{label}</strong>
              <span className="hint" id={`${name}-${key}`}>
                {hint}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
