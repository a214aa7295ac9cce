import { type FormEvent, useState } from 'react';
import { formatMicroUsd, parseUsd } from '../../../../../contract/money.ts';
import { priceInWords } from '../../../../../contract/recovery/price.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Field } from '../../../components/field.tsx';
import { type Parked, priceToFinish } from '../attention-words.ts';
import { isStale, type Recover } from '../use-recover.ts';
import { WayPreview } from '../way-preview.tsx';

function faultOf(limit: number | null, spent: number): string | undefined {
  if (limit === null) return 'Write an amount in dollars, such as 2 or 0.50.';
  return limit > spent ? undefined : `It must be more than ${formatMicroUsd(spent)}, which is spent already.`;
}

/** Raises what the job may spend: it then goes on by itself, each part where it was. */
export function BudgetForm({ view, places, recover }: { view: JobView; places: readonly Parked[]; recover: Recover }) {
  const spent = view.totals.costMicroUsd;
  const [typed, type] = useState('');
  const [fault, tell] = useState<string>();
  const write = (text: string): void => {
    type(text);
    tell(undefined);
  };
  const isOurs = recover.variables?.action.kind === 'setBudget';
  const send = (limitMicroUsd: number | null): void =>
    recover.mutate({ places, action: { kind: 'setBudget', limitMicroUsd } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const limit = parseUsd(typed);
    const wrong = faultOf(limit, spent);
    tell(wrong);
    if (wrong === undefined && limit !== null) send(limit);
  };
  return (
    <form className="way-budget stack" onSubmit={submit}>
      <Head />
      {/* What goes on once there is money is what a retry would do. */}
      {places[0] !== undefined && <WayPreview view={view} parked={places[0]} kind="retry" />}
      <Field
        label="New limit in dollars"
        hint={`Spent so far: ${formatMicroUsd(spent)}. What stopped here: ${priceInWords(priceToFinish(places))}. The job then goes on by itself, each part where it was.`}
        error={fault}
      >
        {(props) => (
          <input
            {...props}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={typed}
            onChange={(event) => write(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <Button kind="primary" type="submit" isBusy={recover.isPending}>
          Raise the limit and go on
        </Button>
        <Button isBusy={recover.isPending} onClick={() => send(null)}>
          Go on without a limit
        </Button>
      </div>
      {isOurs && recover.error !== null && !isStale(recover.error) && <FailureNotice error={recover.error} />}
    </form>
  );
}

function Head() {
  return (
    <p className="way-name">
      Raise the limit <span className="way-first">Recommended</span>
    </p>
  );
}
