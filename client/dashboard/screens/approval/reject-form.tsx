import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { wholeComment } from './decision-form.ts';
import { consequenceOf, subjectOf } from './gate-words.ts';
import type { GateProps } from './open-gate.tsx';

const REASONS = [
  'The evidence does not carry it',
  'It answers another question',
  'Sources are missing or out of date',
  'It is not needed any more',
  'Another reason, said in the comment',
] as const;
const OTHER = REASONS.at(-1);

/** Why a version is rejected: a named reason, with what is written beside it. */
export function RejectForm({ gate, form, decide, onBack }: GateProps & { onBack(): void }) {
  const [reason, choose] = useState<string>();
  const isBare = reason === OTHER && form.said.comment.trim() === '';
  const send = (): void => {
    const words = wholeComment(form.said);
    const comment = reason === OTHER ? words : `${reason}.${words === '' ? '' : ` ${words}`}`;
    decide.mutate({ decision: 'reject', comment });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset className="reject-reasons">
        <legend>Why is it rejected?</legend>
        {REASONS.map((words, index) => (
          <label key={words} className="check">
            <input
              type="radio"
              name={`reject ${gate.id}`}
              required
              // biome-ignore lint/a11y/noAutofocus: the form stands where the button was pressed.
              autoFocus={index === 0}
              checked={reason === words}
              onChange={() => choose(words)}
            />
            {words}
          </label>
        ))}
      </fieldset>
      <p className="small muted">{consequenceOf('reject', subjectOf(gate))}</p>
      {isBare && <p className="field-error">Say the reason in the comment.</p>}
      <div className="row">
        <Button kind="danger" type="submit" isBusy={decide.isPending} disabled={reason === undefined || isBare}>
          Reject this {subjectOf(gate)}
        </Button>
        <Button onClick={onBack} disabled={decide.isPending}>
          Back
        </Button>
      </div>
    </form>
  );
}
