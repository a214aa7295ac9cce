import { useId, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Field } from '../../../components/field.tsx';
import type { DecisionForm } from '../decision-form.ts';
import type { Decide } from '../use-decide.ts';

/** What is done with an edited version: approved, left for later, or thrown away. */
export function EditActions({
  decide,
  form,
  barred,
  summary,
  isChanged,
  onSend,
  onBack,
  onDiscard,
}: {
  decide: Decide;
  form: DecisionForm;
  /** Why it cannot be sent; null where it can. */
  barred: string | null;
  summary: string;
  isChanged: boolean;
  onSend(): void;
  onBack(): void;
  onDiscard(): void;
}) {
  const reason = useId();
  return (
    <section className="gate-decision" aria-label="Your edited version">
      <Field label="Comment (optional)" hint="Stands in the audit trail.">
        {(props) => (
          <textarea
            {...props}
            rows={2}
            maxLength={10_000}
            value={form.said.comment}
            onChange={({ target }) => form.comment(target.value)}
          />
        )}
      </Field>
      {decide.error !== null && <FailureNotice error={decide.error} title="The edited version was not taken" />}
      <p id={reason} className={barred === null ? 'small muted' : 'small barred'}>
        {barred === null ? summary : `Not yet: ${barred}`}
      </p>
      <div className="row">
        <Button
          kind="primary"
          aria-describedby={reason}
          isBusy={decide.isPending}
          disabled={barred !== null}
          onClick={onSend}
        >
          Approve the edited version
        </Button>
        <Button onClick={onBack} disabled={decide.isPending}>
          Back to the decision
        </Button>
        {isChanged && <Discard onDiscard={onDiscard} isOff={decide.isPending} />}
      </div>
    </section>
  );
}

function Discard({ onDiscard, isOff }: { onDiscard(): void; isOff: boolean }) {
  const [isAsked, ask] = useState(false);
  return (
    <>
      <Button kind="danger" disabled={isOff} onClick={() => ask(true)}>
        Discard changes
      </Button>
      <Dialog title="Discard what you changed?" isOpen={isAsked} onClose={() => ask(false)}>
        <p>The version that waits is shown again as it is. What you changed cannot be brought back.</p>
        <div className="dialog-actions">
          <Button onClick={() => ask(false)}>Keep it</Button>
          <Button
            kind="danger"
            onClick={() => {
              ask(false);
              onDiscard();
            }}
          >
            Discard
          </Button>
        </div>
      </Dialog>
    </>
  );
}
