import type { Decision } from '../../../contract/state/job-state.ts';
import { FailMark, OkMark, RunMark } from './icons.tsx';

const KINDS = {
  approve: ['Approved', OkMark, 'done'],
  edit: ['Edited and approved', OkMark, 'done'],
  revise: ['Sent back', RunMark, 'waiting'],
  reject: ['Rejected', FailMark, 'rejected'],
} as const;

/** What was decided, by icon, word and colour; with a word where it binds no more, or where somebody approved their own job. */
export function DecisionMark({ decision }: { decision: Pick<Decision, 'decision' | 'selfApproved' | 'voidedBy'> }) {
  const [words, Mark, colour] = KINDS[decision.decision];
  const isVoid = decision.voidedBy !== undefined;
  return (
    <span className="decision-mark">
      <span className={isVoid ? 'status' : `status status-${colour}`}>
        <Mark />
        <span>{words}</span>
      </span>
      {decision.selfApproved && <span className="small muted">by the person who started the job</span>}
      {isVoid && <span className="small muted">void: the job went back</span>}
    </span>
  );
}
