import { lazy, Suspense } from 'react';
import type { ViewAnswer } from '../../../../../contract/api.ts';
import { Loading } from '../../../components/loading.tsx';

const ApprovalPanel = lazy(async () => ({
  default: (await import('../../approval/approval-panel.tsx')).ApprovalPanel,
}));
const RecoverPanel = lazy(async () => ({ default: (await import('../../recover/recover-panel.tsx')).RecoverPanel }));

/** What the job asks of a person now, above everything else: what failed, then what waits for a decision. */
export function JobNow({ answer: { view } }: { answer: ViewAnswer }) {
  if (view.attention.length === 0 && view.gates.length === 0) return null;
  return (
    <Suspense fallback={<Loading what="what it waits for" />}>
      {view.attention.length > 0 && <RecoverPanel view={view} />}
      {view.gates.map((gate) => (
        <ApprovalPanel key={gate.id} view={view} gate={gate} />
      ))}
    </Suspense>
  );
}
