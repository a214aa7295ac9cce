import { useState } from 'react';
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
  const [heading] = useState(() => `gate-${gate.id.replace(/\W/g, '-')}`);
  const form = useDecisionForm(view, gate);
  const decide = useDecide(view, gate, form.clear);
  const isOpen = view.gates.some(({ id }) => id === gate.id);
  // What was sent from here and has come back as another round needs no telling any more.
  const isBack = view.gates.some(
    ({ step, item, round }) => step === gate.step && item === gate.item && round > gate.round,
  );
  if (!isOpen && isBack && decide.isSuccess) return null;
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
