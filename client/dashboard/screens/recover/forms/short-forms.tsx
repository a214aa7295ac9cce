import { z } from 'zod';
import type { WishedAction } from '../../../../../contract/recovery/wishes.ts';
import { Button } from '../../../components/button.tsx';
import { ReasonField } from '../../../components/reason-field.tsx';
import { useKept } from '../../../components/use-kept.ts';
import { ModelField } from '../../branch/fields/model-field.tsx';
import type { WayFormProps } from './way-form.tsx';

const text = z.string();

/** Name under which what is written for a way on is kept. */
export function keptName({ view, group, way }: Pick<WayFormProps, 'view' | 'group' | 'way'>): string {
  return `dossier-recover ${view.id} ${group.first.key} ${way.kind}`;
}

/** Sends for one place, and in one go for all that failed alike. */
function SendButtons({
  form: { group, isBusy, send },
  one,
  all,
  isReady = true,
  action,
}: {
  form: WayFormProps;
  one: string;
  /** What the button for all of them is called; `{n}` stands for how many. */
  all: string;
  isReady?: boolean;
  action: WishedAction;
}) {
  const count = group.alike.length + 1;
  return (
    <div className="row">
      {count > 1 && (
        <Button kind="primary" isBusy={isBusy} disabled={!isReady} onClick={() => send(action, true)}>
          {all.replace('{n}', String(count))}
        </Button>
      )}
      <Button
        kind={count > 1 ? 'plain' : 'primary'}
        isBusy={isBusy}
        disabled={!isReady}
        onClick={() => send(action, false)}
      >
        {count > 1 ? 'Only this one' : one}
      </Button>
    </div>
  );
}

/** Tries the same again. */
export function RetryForm(props: WayFormProps) {
  return <SendButtons form={props} one="Retry now" all="Retry all {n} that failed alike" action={{ kind: 'retry' }} />;
}

/** Asks another model. */
export function ModelForm(props: WayFormProps) {
  const { value: model, keep } = useKept(keptName(props), text, '');
  return (
    <>
      <ModelField
        view={props.view}
        label="Model to ask instead"
        hint="The id that your provider gives it. The price above is that of the present model."
        value={model}
        onChange={(next) => keep(() => next)}
      />
      <SendButtons
        form={props}
        one="Ask this model"
        all="Ask it in all {n} that failed alike"
        isReady={model.trim() !== ''}
        action={{ kind: 'switchModel', model: model.trim() }}
      />
    </>
  );
}

/** Leaves it out. */
export function SkipForm(props: WayFormProps) {
  const { value: reason, keep } = useKept(keptName(props), text, '');
  return (
    <>
      <ReasonField value={reason} onChange={(next) => keep(() => next)} />
      <SendButtons
        form={props}
        one="Skip it"
        all="Skip all {n} that failed alike"
        action={{ kind: 'skip', reason: reason.trim() }}
      />
    </>
  );
}

/** Ends the job. */
export function AbortForm(props: WayFormProps) {
  const { value: reason, keep } = useKept(keptName(props), text, '');
  return (
    <>
      <ReasonField value={reason} onChange={(next) => keep(() => next)} />
      <div className="row">
        <Button
          kind="danger"
          isBusy={props.isBusy}
          onClick={() => props.send({ kind: 'abort', reason: reason.trim() }, false)}
        >
          End the job without a report
        </Button>
      </div>
    </>
  );
}
