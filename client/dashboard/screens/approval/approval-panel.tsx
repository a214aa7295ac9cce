import { useEffect, useState } from 'react';
import type { JobView } from '../../../../contract/view.ts';
import './approval.css';
import { ClosedGate } from './closed-gate.tsx';
import { useDecisionForm } from './decision-form.ts';
import { askedInWords, type OpenGate } from './gate-words.ts';
import { OpenGatePanel } from './open-gate.tsx';
import { useDecide } from './use-decide.ts';

/**
 * A gate: what is asked, what the decision rests on, and the decision. Stays where it is when the gate closes, whoever closed it, and then says who
 * decided what, with what was written here.
 */
export function ApprovalPanel({ view, gate }: { view: JobView; gate: OpenGate }) {
  // Another version at the same gate begins a form of its own.
  return <Panel key={gate.artifact.sha256} view={view} gate={gate} />;
}

function Panel({ view, gate }: { view: JobView; gate: OpenGate }) {
  const [heading] = useState(() => headingOf(gate));
  const form = useDecisionForm(view, gate);
  const decide = useDecide(view, gate, form.clear);
  const isOpen = view.gates.some(({ id }) => id === gate.id);
  const isLater = ({ step, round }: { step: string; round: number }): boolean =>
    step === gate.step && round > gate.round;
  const next = view.gates.find((other) => other.item === gate.item && isLater(other));
  // What was sent from here and has come back as another round needs no telling any more, also when that is decided.
  const isBack = next !== undefined || (gate.item === null && view.decisions.some(isLater));
  const isGone = !isOpen && isBack && decide.isSuccess;
  const goTo = isGone && next !== undefined ? headingOf(next) : null;
  // Whoever read what came of it goes on at what came back.
  useEffect(() => {
    if (goTo !== null && document.activeElement === document.body) document.getElementById(goTo)?.focus();
  }, [goTo]);
  if (isGone) return null;
  return (
    <section className="approval card" aria-labelledby={heading}>
      {isOpen ? (
        <OpenGatePanel
          heading={heading}
          title={askedInWords(gate)}
          view={view}
          gate={gate}
          form={form}
          decide={decide}
        />
      ) : (
        <ClosedGate heading={heading} view={view} gate={gate} form={form} decide={decide} />
      )}
    </section>
  );
}

function headingOf(gate: OpenGate): string {
  return `gate-${gate.id.replace(/\W/g, '-')}`;
}
