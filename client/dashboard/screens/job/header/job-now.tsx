import { useRef } from 'react';
import type { ViewAnswer } from '../../../../../contract/api.ts';
import { late } from '../../../components/late.tsx';
import { useGatesSeen } from '../../approval/use-gates-seen.ts';

const ApprovalPanel = late(
  'what it waits for',
  async () => (await import('../../approval/approval-panel.tsx')).ApprovalPanel,
);
const RecoverPanel = late(
  'what it waits for',
  async () => (await import('../../recover/recover-panel.tsx')).RecoverPanel,
);
const EndedPanel = late('what it waits for', async () => (await import('../../recover/ended-panel.tsx')).EndedPanel);
const OverlayPanel = late(
  'what it waits for',
  async () => (await import('../../recover/overlay-panel.tsx')).OverlayPanel,
);

/** What the job asks of a person now, above everything else: what failed, then what waits for a decision or has just been decided. */
export function JobNow({ answer }: { answer: ViewAnswer }) {
  const { view, overlay } = answer;
  const gates = useGatesSeen(view);
  // Once it was shown it stays, to tell what came of what was chosen in it.
  const hasFailed = useRef(false);
  if (view.attention.length > 0) hasFailed.current = true;
  // A job whose run is gone takes no message: only a rewind or a fork goes on.
  const isClosed = overlay?.kind === 'closed';
  const hasEnded = view.endedAt !== null && view.status !== 'done';
  if (!hasFailed.current && !hasEnded && overlay === null && gates.length === 0) return null;
  return (
    <>
      {overlay !== null && <OverlayPanel answer={answer} />}
      {hasEnded && <EndedPanel view={view} />}
      {hasFailed.current && !isClosed && <RecoverPanel view={view} />}
      {!isClosed && gates.map((gate) => <ApprovalPanel key={gate.id} view={view} gate={gate} />)}
    </>
  );
}
