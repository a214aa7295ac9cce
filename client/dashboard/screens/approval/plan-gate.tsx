import { useState } from 'react';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { late } from '../../components/late.tsx';
import { Loading } from '../../components/loading.tsx';
import { type TabOf, Tabs } from '../../components/tabs.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { reviewedBefore } from './gate-words.ts';
import type { GateProps } from './open-gate.tsx';
import { PlanView } from './plan-view.tsx';
import { Questions } from './questions/questions.tsx';
import { type ReadPlan, usePlan } from './use-plan.ts';

const PlanEditor = late('the editor', async () => (await import('./edit/plan-editor.tsx')).PlanEditor);
const PlanChanges = late('what changed', async () => (await import('./changes/plan-changes.tsx')).PlanChanges);

/** A plan that waits: what is to be looked up, what was asked about it, and the decision. */
export function PlanGate(props: GateProps) {
  const { data, error, isPending } = usePlan(props.gate.artifact.sha256);
  if (isPending) return <Loading what="the plan" />;
  if (error !== null) return <FailureNotice error={error} title="The plan could not be read" />;
  if (!props.isEditing) return <SeenPlan {...props} data={data} />;
  return <PlanEditor {...props} data={data} />;
}

function SeenPlan({ data, ...props }: GateProps & { data: ReadPlan }) {
  const [shown, show] = useState<'plan' | 'changes'>('plan');
  const before = reviewedBefore(props.view, props.gate);
  const tabs: TabOf<'plan' | 'changes'>[] = [{ key: 'plan', label: 'Plan', content: () => <PlanView {...data} /> }];
  if (before !== undefined) {
    const content = () => (
      <PlanChanges view={props.view} before={before} plan={data.plan} sha256={props.gate.artifact.sha256} />
    );
    tabs.push({ key: 'changes', label: 'What changed', content });
  }
  return (
    <>
      <div className="approval-body">
        {tabs.length === 1 ? (
          <PlanView {...data} />
        ) : (
          <Tabs<'plan' | 'changes'> label="What to look at" chosen={shown} onChoose={show} tabs={tabs} />
        )}
        <div className="approval-side">
          <Questions {...props} data={null} onOpenEvidence={() => {}} onShowClaim={() => {}} />
        </div>
      </div>
      <DecisionBar {...props} findings={[]} />
    </>
  );
}
