import type { CallSummary, ListedOutcome } from '../../../../../contract/call-api.ts';
import { FailMark, OkMark, RunMark, WarnMark } from '../../../components/icons.tsx';

const OUTCOMES = {
  ok: ['Answered', OkMark, 'done'],
  refused: ['Refused', FailMark, 'rejected'],
  invalid: ['Broke its form', WarnMark, 'needs_attention'],
  truncated: ['Cut off', WarnMark, 'needs_attention'],
  reserved: ['No answer yet', RunMark, 'running'],
} as const satisfies Record<ListedOutcome, readonly [string, () => React.ReactNode, string]>;

/** What an outcome is called. */
export function outcomeInWords(outcome: ListedOutcome): string {
  return OUTCOMES[outcome][0];
}

/** What became of a call by icon, word and colour; `isOver` where the job has ended, so that no answer will come. */
export function OutcomeMark({ call, isOver }: { call: CallSummary; isOver: boolean }) {
  const [words, Mark, look] = OUTCOMES[call.outcome ?? 'reserved'];
  const isLost = call.outcome === null && isOver;
  return (
    <span className={`status status-${isLost ? 'stopped' : look}`}>
      <Mark />
      <span>{isLost ? 'Never answered' : words}</span>
    </span>
  );
}
