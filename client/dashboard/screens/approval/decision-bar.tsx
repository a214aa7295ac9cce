import { type RefObject, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { DecisionKind } from '../../../../contract/messages.ts';
import type { Finding } from '../../../../contract/verification.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Field } from '../../components/field.tsx';
import { needsWork, wholeComment, whyNotApproved } from './decision-form.ts';
import { consequenceOf, subjectOf } from './gate-words.ts';
import type { GateProps } from './open-gate.tsx';
import { RejectForm } from './reject-form.tsx';

/** The decision: a comment, and what can be chosen with what each does next. */
export function DecisionBar({ findings, ...props }: GateProps & { findings: readonly Finding[] }) {
  const { form, decide } = props;
  const [isRejecting, reject] = useState(false);
  const [isMissing, miss] = useState(false);
  const comment = useRef<HTMLTextAreaElement>(null);
  const bar = useRef<HTMLElement>(null);
  const onBack = (): void => {
    flushSync(() => reject(false));
    bar.current?.querySelector<HTMLElement>('[data-choice="reject"]')?.focus();
  };
  const title = useId();
  const onReject = (): void => {
    miss(false);
    reject(true);
  };
  const onRevise = (): void => {
    const words = wholeComment(form.said);
    if (form.said.comment.trim() === '' && needsWork(findings, form.said).length === 0) {
      miss(true);
      comment.current?.focus();
      return;
    }
    decide.mutate({ decision: 'revise', comment: words });
  };
  return (
    <section ref={bar} className="gate-decision" aria-labelledby={title}>
      <h3 id={title}>Your decision</h3>
      <Comment {...props} findings={findings} at={comment} isMissing={isMissing} />
      {decide.error !== null && <FailureNotice error={decide.error} title="The decision was not taken" />}
      {isRejecting ? (
        <RejectForm {...props} onBack={onBack} />
      ) : (
        <Choices {...props} findings={findings} onRevise={onRevise} onReject={onReject} />
      )}
    </section>
  );
}

function Comment({
  form,
  gate,
  findings,
  at,
  isMissing,
}: GateProps & { findings: readonly Finding[]; at: RefObject<HTMLTextAreaElement | null>; isMissing: boolean }) {
  const work = needsWork(findings, form.said).length;
  const error = isMissing && work === 0 && form.said.comment.trim() === '' ? 'Say what to change.' : undefined;
  const alone = findings.length === 0 ? '' : ' What you mark of the findings goes with it.';
  return (
    <Field
      label="Comment"
      hint={
        work > 0
          ? `${counted(work, 'finding')} that ${work === 1 ? 'needs' : 'need'} work ${work === 1 ? 'goes' : 'go'} with it.`
          : `Needed to request changes; stands in the audit trail.${alone}`
      }
      error={error}
    >
      {(props) => (
        <textarea
          {...props}
          ref={at}
          data-comment={gate.id}
          rows={3}
          maxLength={10_000}
          value={form.said.comment}
          onChange={({ target }) => form.comment(target.value)}
        />
      )}
    </Field>
  );
}

function Choices({
  gate,
  form,
  decide,
  edit,
  findings,
  onRevise,
  onReject,
}: GateProps & { findings: readonly Finding[]; onRevise(): void; onReject(): void }) {
  const subject = subjectOf(gate);
  const barred = whyNotApproved(findings, form.said);
  const approve = (): void => decide.mutate({ decision: 'approve', comment: wholeComment(form.said) });
  const sending = decide.isPending ? decide.variables.decision : null;
  const choices: { kind: DecisionKind; words: string; run(): void; barred?: string | null }[] = [
    { kind: 'approve', words: 'Approve', run: approve, barred },
    ...(subject === 'tool call' ? [] : [{ kind: 'edit' as const, words: 'Edit and approve', run: () => edit(true) }]),
    { kind: 'revise', words: 'Request changes', run: onRevise },
    { kind: 'reject', words: 'Reject', run: onReject },
  ];
  return (
    <ul className="gate-choices">
      {choices.map((choice) => (
        <Choice
          key={choice.kind}
          {...choice}
          explanation={consequenceOf(choice.kind, subject)}
          isSending={sending === choice.kind}
          isOff={sending !== null}
        />
      ))}
    </ul>
  );
}

function Choice({
  kind,
  words,
  run,
  barred = null,
  explanation,
  isSending,
  isOff,
}: {
  kind: DecisionKind;
  words: string;
  run(): void;
  barred?: string | null | undefined;
  explanation: string;
  isSending: boolean;
  isOff: boolean;
}) {
  const id = useId();
  const style = kind === 'approve' ? 'primary' : kind === 'reject' ? 'danger' : 'plain';
  return (
    <li>
      <Button
        kind={style}
        data-choice={kind}
        aria-describedby={id}
        isBusy={isSending}
        disabled={(isOff && !isSending) || barred !== null}
        onClick={run}
      >
        {words}
      </Button>
      <p id={id} className={barred === null ? 'small muted' : 'small barred'}>
        {barred === null ? explanation : `Not yet: ${barred}`}
      </p>
    </li>
  );
}
