import { useState } from 'react';
import { DossierError } from '../../../../../contract/failures.ts';
import { Button } from '../../../components/button.tsx';
import { useKept } from '../../../components/use-kept.ts';
import { OutputField } from '../../branch/fields/output-field.tsx';
import { formsOf, outputOf, suppliedSchema } from '../../branch/fields/supplied-text.ts';
import { partAt, usePlan, useStartText } from '../../branch/fields/use-start-text.ts';
import { keptName } from './short-forms.tsx';
import type { WayFormProps } from './way-form.tsx';

const keptSchema = suppliedSchema.nullable();

/** Takes a person's own result in place of the step's; the instance checks its form. */
export function SupplyForm(props: WayFormProps) {
  const { view, group, isBusy, error, send } = props;
  const { step, item } = group.first;
  const target = { step, item };
  const { value, keep } = useKept(keptName(props), keptSchema, null);
  const [fault, tell] = useState<string>();
  const form = value?.form ?? formsOf(partAt(view, target))[0] ?? 'json';
  const start = useStartText(view, target, form);
  const { plan } = usePlan(view);
  const submit = (): void => {
    const made = outputOf({ form, text: value?.text ?? start.text }, plan, view.question);
    tell('fault' in made ? made.fault : undefined);
    if ('output' in made) send({ kind: 'supplyOutput', output: made.output }, false);
  };
  const refused = error instanceof DossierError && error.failure.class === 'input' ? error.failure.message : undefined;
  return (
    <>
      <OutputField
        view={view}
        target={target}
        label="The result"
        value={value}
        error={fault ?? refused}
        onChange={(next) => keep(() => next)}
      />
      <div className="row">
        <Button
          kind="primary"
          isBusy={isBusy}
          disabled={start.isPending && typeof value?.text !== 'string'}
          onClick={submit}
        >
          Take this as the result
        </Button>
      </div>
    </>
  );
}
