import { type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { JobView } from '../../../../contract/view.ts';
import { shortcutsAreOn } from '../../app/use-shortcuts.ts';
import { actorName } from '../../components/actor-name.ts';
import { Elapsed } from '../../components/duration.tsx';
import { Instant } from '../../components/instant.tsx';
import { Notice } from '../../components/notice.tsx';
import { CallGate } from './call-gate.tsx';
import type { DecisionForm } from './decision-form.ts';
import { DraftGate } from './draft-gate.tsx';
import { type OpenGate, subjectOf, WHY } from './gate-words.ts';
import { PlanGate } from './plan-gate.tsx';
import type { Decide } from './use-decide.ts';

/** What each kind of gate is given. */
export interface GateProps {
  view: JobView;
  gate: OpenGate;
  form: DecisionForm;
  decide: Decide;
  isEditing: boolean;
  edit(isEditing: boolean): void;
}

const GATES = { plan: PlanGate, draft: DraftGate, 'tool call': CallGate };

/** Keys that lead to a control of the panel while the focus is in it; none of them decides anything. */
const KEYS: Record<string, string> = { a: '[data-choice="approve"]', e: '[data-choice="edit"]', r: '[data-comment]' };

/** A gate that waits for a decision. */
export function OpenGatePanel({
  heading,
  title,
  view,
  gate,
  form,
  decide,
}: Pick<GateProps, 'view' | 'gate' | 'form' | 'decide'> & { heading: string; title: string }) {
  const [isEditing, setEditing] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const edit = (isOn: boolean): void => {
    flushSync(() => setEditing(isOn));
    // Back from the editor, the focus is where it came from.
    if (!isOn) panel.current?.querySelector<HTMLElement>(KEYS.e ?? '')?.focus();
  };
  const subject = subjectOf(gate);
  const Content = GATES[subject];
  const onKeyDown = (event: KeyboardEvent): void => {
    const isWriting = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
    const target = KEYS[event.key];
    if (isWriting || target === undefined || event.ctrlKey || event.metaKey || event.altKey || !shortcutsAreOn())
      return;
    const control = panel.current?.querySelector<HTMLElement>(target);
    if (!control) return;
    event.preventDefault();
    control.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are shortcuts to the controls within.
    <div className="stack" ref={panel} onKeyDown={onKeyDown}>
      <header className="approval-head">
        <h2 id={heading} tabIndex={-1}>
          {title}
        </h2>
        <p>{WHY[subject]}</p>
        <Facts view={view} gate={gate} />
        {!isEditing && (
          <button
            type="button"
            className="link-button"
            onClick={() => panel.current?.querySelector<HTMLElement>(KEYS.r ?? '')?.focus()}
          >
            Go to the decision
          </button>
        )}
      </header>
      {decide.data?.delivered === 'signal' && (
        <Notice kind="info" title="Your decision is left with the job">
          No worker answers at the moment; it counts as soon as one does.
        </Notice>
      )}
      <Content view={view} gate={gate} form={form} decide={decide} isEditing={isEditing} edit={edit} />
    </div>
  );
}

function Facts({ view, gate }: { view: JobView; gate: OpenGate }) {
  return (
    <dl className="facts">
      <div>
        <dt>Waits</dt>
        <dd>
          <Elapsed from={gate.openedAt} to={null} />
        </dd>
        <dd>
          since <Instant at={gate.openedAt} />
        </dd>
      </div>
      <div>
        <dt>Until</dt>
        <dd>somebody decides</dd>
        <dd>it never expires</dd>
      </div>
      <div>
        <dt>Job started by</dt>
        <dd>{actorName(view.owner)}</dd>
      </div>
      <div>
        <dt>Version</dt>
        <dd>
          <code title={gate.artifact.sha256}>{gate.artifact.sha256.slice(0, 12)}</code>, round {gate.round}
        </dd>
      </div>
    </dl>
  );
}
