import './document.css';
import type { Verdict } from '../../../../contract/verification.ts';
import { FailMark, InfoMark, OkMark, WarnMark } from '../../components/icons.tsx';

const VERDICTS = {
  supported: ['Verified', OkMark],
  contradicted: ['Contradicted', FailMark],
  insufficient: ['Not enough evidence', WarnMark],
  unchecked: ['Not checked', InfoMark],
} as const;

/** What re-reading the evidence of a sentence gave, by icon and word. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const [words, Mark] = VERDICTS[verdict];
  return (
    <span className={`verdict verdict-${verdict}`}>
      <Mark />
      {words}
    </span>
  );
}
