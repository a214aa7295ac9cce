import { Link } from '@tanstack/react-router';
import { describeLocator } from '../../../../../contract/evidence/locator.ts';
import type { DocumentData } from '../../document/document-data.ts';
import { VerdictMark } from '../../document/verdict-mark.tsx';
import type { Cited } from './cited.ts';

/** A passage that the draft cites, where it stands, and every sentence that rests on it with what re-reading it gave. */
export function CitedPassage({
  jobId,
  cited: { evidence, claims },
  data,
  onOpen,
}: {
  jobId: string;
  cited: Cited;
  data: DocumentData;
  onOpen(id: string): void;
}) {
  const isVerified = data.verdicts.size > 0;
  return (
    <li>
      <button type="button" data-citation={evidence.id} className="citation" onClick={() => onOpen(evidence.id)}>
        <span className="visually-hidden">Open evidence </span>
        {evidence.id.slice(1)}
      </button>
      <div>
        <q>{evidence.quote}</q>
        <p className="small muted">{describeLocator(evidence.locator)}</p>
        <ul className="cited-by small" aria-label={`What rests on evidence ${evidence.id.slice(1)}`}>
          {claims.map(({ id, text, verdict }) => (
            <li key={id}>
              {verdict !== null && <VerdictMark verdict={verdict} />}
              {verdict === null && !isVerified && <span className="muted">Not verified yet</span>}
              <Link to="/jobs/$id" params={{ id: jobId }} search={{ tab: 'report', evidence: evidence.id }}>
                {text}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
