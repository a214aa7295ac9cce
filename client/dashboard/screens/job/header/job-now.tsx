import { lazy, Suspense } from 'react';
import type { ViewAnswer } from '../../../../../contract/api.ts';
import { Loading } from '../../../components/loading.tsx';
import { useGatesSeen } from '../../approval/use-gates-seen.ts';

const ApprovalPanel = lazy(async () => ({
  default: (await import('../../approval/approval-panel.tsx')).ApprovalPanel,
}));
const RecoverPanel = lazy(async () => ({ default: (await import('../../recover/recover-panel.tsx')).RecoverPanel }));

/** What the job asks of a person now, above everything else: what failed, then what waits for a decision or has just been decided. */
export function JobNow({ answer: { view } }: { answer: ViewAnswer }) {
  const gates = useGatesSeen(view);
  if (view.attention.length === 0 && gates.length === 0) return null;
  return (
    <Suspense fallback={<Loading what="what it waits for" />}>
      {view.attention.length > 0 && <RecoverPanel view={view} />}
      {gates.map((gate) => (
        <ApprovalPanel key={gate.id} view={view} gate={gate} />
      ))}
    </Suspense>
  );
}
