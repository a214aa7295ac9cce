import type { Citation, QuestionAnswer } from '../../../../../contract/questions.ts';
import { actorName } from '../../../components/actor-name.ts';
import { Instant } from '../../../components/instant.tsx';
import type { CitationTargets } from './questions.tsx';

/** An answer: its words, what they rest on, and what of it nothing shows. */
export function AnswerText({ answer, ...targets }: { answer: QuestionAnswer } & CitationTargets) {
  const { by, text, citations, notShown, at } = answer;
  return (
    <div className="gate-answer">
      <p className="gate-answer-text">{text}</p>
      {citations.length > 0 && (
        <ul className="small">
          {citations.map((citation) => (
            <CitationLine key={`${citation.kind} ${citation.id}`} citation={citation} {...targets} />
          ))}
        </ul>
      )}
      {notShown.length > 0 && (
        <ul className="small not-shown" aria-label="Not shown by anything">
          {notShown.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <p className="muted small">
        {by.kind === 'model' ? `Answered by ${by.model}` : `${actorName(by.actor.id)} answered`}, <Instant at={at} />
      </p>
    </div>
  );
}

function CitationLine({ citation, data, onOpenEvidence, onShowClaim }: { citation: Citation } & CitationTargets) {
  const { kind, id, source, place, quote } = citation;
  const isOpenable = kind === 'evidence' ? data?.evidence.has(id) === true : kind === 'claim' && data !== null;
  const open = (): void => (kind === 'evidence' ? onOpenEvidence(id) : onShowClaim(id));
  return (
    <li>
      {isOpenable ? (
        <button type="button" className="link-button" onClick={open}>
          [{id}]
          <span className="visually-hidden"> {kind === 'evidence' ? 'open the source' : 'show the sentence'}</span>
        </button>
      ) : (
        <span>[{id}]</span>
      )}{' '}
      {[source, place].filter(Boolean).join(', ')}: “{quote}”
    </li>
  );
}
