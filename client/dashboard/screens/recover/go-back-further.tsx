import { useState } from 'react';
import type { JobView } from '../../../../contract/view.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { BranchDialog } from '../branch/branch-dialog.tsx';
import { targetTitle } from '../branch/branch-words.ts';

/** Rewinds to a step that is finished, where what failed came from there: the dialog tells beforehand what that does. */
export function GoBackFurther({ view }: { view: JobView }) {
  const begun = view.steps.filter(({ status }) => status !== 'pending');
  const [wanted, want] = useState<string | null>(null);
  const [isOpen, open] = useState(false);
  const step = begun.find((one) => one.step === wanted) ?? begun.at(-1);
  if (step === undefined) return null;
  const target = { step: step.step, item: null };
  return (
    <details className="parked-more">
      <summary>Go back to an earlier step</summary>
      <div className="row go-back">
        <Field label="Step to go back to" hint="It and all behind it is done again; what stands before it is kept.">
          {(control) => (
            <select {...control} value={step.step} onChange={(event) => want(event.target.value)}>
              {begun.map((one) => (
                <option key={one.step} value={one.step}>
                  {targetTitle(view, { step: one.step, item: null })}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button onClick={() => open(true)}>See what that does</Button>
      </div>
      <BranchDialog view={view} target={target} as="rewind" isOpen={isOpen} onClose={() => open(false)} />
    </details>
  );
}
