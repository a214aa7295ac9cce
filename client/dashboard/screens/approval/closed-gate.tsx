import { useEffect, useRef } from 'react';
import { z } from 'zod';
import { DossierError } from '../../../../contract/failures.ts';
import type { JobView } from '../../../../contract/view.ts';
import { actorName } from '../../components/actor-name.ts';
import { Instant } from '../../components/instant.tsx';
import { Notice } from '../../components/notice.tsx';
import { ScrolledText } from '../../components/scrolled-text.tsx';
import { useKept } from '../../components/use-kept.ts';
import { type DecisionForm, keptName, wholeComment } from './decision-form.ts';
import { decisionInWords, type OpenGate, outcomeOf, subjectOf } from './gate-words.ts';
import { NextWaiting } from './next-waiting.tsx';
import type { Decide } from './use-decide.ts';

/** A gate that has closed while it was looked at: who decided what, what comes of it, and what was being written here. */
export function ClosedGate({
  heading,
  view,
  gate,
  form,
  decide,
}: {
  heading: string;
  view: JobView;
  gate: OpenGate;
  form: DecisionForm;
  decide: Decide;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  const decision = view.decisions.findLast((one) => one.gate === gate.id);
  const isMine = decision !== undefined && decide.data?.messageId === decision.messageId;
  const wasSent = !decide.isIdle;
  // What was left with the job while no worker answered is refused without a word where somebody else's counted first.
  const isOvertaken = decide.data?.delivered === 'signal' && decision !== undefined && !isMine;
  // Whoever pressed a button or wrote in a field that is gone now goes on reading here.
  useEffect(() => {
    if (wasSent) title.current?.focus();
    else if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, [wasSent]);
  return (
    <div className="stack">
      <h2 id={heading} ref={title} tabIndex={-1}>
        {decision === undefined
          ? 'This gate has closed'
          : `The ${subjectOf(gate)} was ${decisionInWords(decision.decision)}`}
      </h2>
      {(decide.error !== null || isOvertaken) && (
        <Notice
          kind="warning"
          title={
            isAnswerLost(decide.error)
              ? 'The answer to your decision was lost on its way. What was taken stands below'
              : 'Your decision was not taken: the gate had closed before it arrived'
          }
        />
      )}
      {decision === undefined ? (
        <WithoutDecision view={view} gate={gate} />
      ) : (
        <p>
          {isMine ? 'You' : actorName(decision.actor.id)} {decisionInWords(decision.decision)} round {decision.round},
          version <code title={decision.artifact}>{decision.artifact.slice(0, 12)}</code>, <Instant at={decision.at} />.{' '}
          {isLate(view, gate) ? view.sentence : outcomeOf(decision.decision, subjectOf(gate))}
        </p>
      )}
      {decision !== undefined && decision.comment !== '' && (
        <blockquote className="said">{decision.comment}</blockquote>
      )}
      {!isMine && !decide.isPending && <Unsent written={wholeComment(form.said)} view={view} gate={gate} />}
      <NextWaiting job={view.id} gate={gate.id} />
    </div>
  );
}

/** What was being written when somebody else decided: to read, and to take along. */
function Unsent({ written, view, gate }: { written: string; view: JobView; gate: OpenGate }) {
  const { value: edited } = useKept(keptName('edit', view, gate), z.unknown(), null);
  return (
    <>
      {written !== '' && (
        <div>
          <h3>What you had written</h3>
          <blockquote className="said">{written}</blockquote>
        </div>
      )}
      {edited !== null && (
        <div>
          <h3>What you had edited</h3>
          <ScrolledText
            label="What you had edited"
            text={typeof edited === 'string' ? edited : JSON.stringify(edited, null, 2)}
          />
        </div>
      )}
    </>
  );
}

/** Whether nothing was heard of what was sent: it may have been taken. */
function isAnswerLost(error: unknown): boolean {
  return error instanceof DossierError && error.code === 'instance-unreachable';
}

/** Whether what the decision led to is over: the job has ended, or waits again. */
function isLate({ endedAt, status, gates }: JobView, gate: OpenGate): boolean {
  if (status === 'rejected') return false;
  return endedAt !== null || gates.some(({ step, round }) => step === gate.step && round > gate.round);
}

function WithoutDecision({ view, gate }: { view: JobView; gate: OpenGate }) {
  const back = view.branches.findLast(({ at }) => at >= gate.openedAt);
  if (back === undefined) return <p>{view.sentence}</p>;
  return (
    <p>
      {actorName(back.actor.id)} took the job back to step {back.step}, <Instant at={back.at} />. What waited here waits
      no more.
    </p>
  );
}
