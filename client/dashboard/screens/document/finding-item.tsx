import './document.css';
import type { ReactNode } from 'react';
import type { Finding } from '../../../../contract/verification.ts';
import { FailMark, InfoMark, WarnMark } from '../../components/icons.tsx';

const SEVERITIES = {
  blocking: ['Blocking', FailMark],
  warning: ['Warning', WarnMark],
  note: ['Note', InfoMark],
} as const;

/** One finding: how grave, what it says, which sentence and which evidence it is about. */
export function FindingItem({
  finding,
  onOpenEvidence,
  onShowSentence,
  scope = '',
  children,
}: {
  finding: Finding;
  onOpenEvidence(id: string): void;
  /** Brings the document into view, where something else stands in its place. */
  onShowSentence?(): void;
  /** That of the document which the sentence is to be shown in. */
  scope?: string;
  children?: ReactNode;
}) {
  const [words, Mark] = SEVERITIES[finding.severity];
  return (
    <li className={`finding finding-${finding.severity}`}>
      <span className="finding-severity">
        <Mark />
        {words}
      </span>
      <p>{finding.message}</p>
      <div className="row small">
        {isAboutSentence(finding) && (
          <button
            type="button"
            className="link-button"
            onClick={() => {
              onShowSentence?.();
              const claim = document.getElementById(`${scope}claim-${finding.claimId}`);
              claim?.setAttribute('tabindex', '-1');
              claim?.scrollIntoView({ block: 'center' });
              claim?.focus({ preventScroll: true });
            }}
          >
            Show the sentence
          </button>
        )}
        {finding.evidence.map((id) => (
          <button key={id} type="button" className="citation" onClick={() => onOpenEvidence(id)}>
            <span className="visually-hidden">Open evidence </span>
            {id.slice(1)}
          </button>
        ))}
      </div>
      {children}
    </li>
  );
}

/** Of a source that could not be read, the finding names the source in the place of a sentence. */
function isAboutSentence({ check, claimId }: Finding): boolean {
  return claimId !== null && check !== 'source-unreadable';
}
