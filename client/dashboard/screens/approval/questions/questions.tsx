import type { DocumentData } from '../../document/document-data.ts';
import type { GateProps } from '../open-gate.tsx';
import { AskForm } from './ask-form.tsx';
import { OneQuestion } from './one-question.tsx';

/** Where an answer's citations lead. */
export interface CitationTargets {
  /** The draft with its evidence; null where what waits is no draft. */
  data: DocumentData | null;
  onOpenEvidence(id: string): void;
  onShowClaim(id: string): void;
}

/** What was asked at a gate with the answers, as they come, and a form to ask more. Asking decides nothing. */
export function Questions({ view, gate, data, onOpenEvidence, onShowClaim }: GateProps & CitationTargets) {
  const targets = { data, onOpenEvidence, onShowClaim };
  return (
    <section className="gate-questions" aria-labelledby="questions-heading">
      <h3 id="questions-heading">Questions</h3>
      {gate.questions.length > 0 && (
        <ol>
          {gate.questions.map((question) => (
            <OneQuestion key={question.id} job={view.id} gate={gate.id} question={question} targets={targets} />
          ))}
        </ol>
      )}
      <AskForm view={view} gate={gate} />
    </section>
  );
}
