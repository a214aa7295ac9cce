import type { Change } from '../../../../contract/draft/blocks.ts';

/** What the corrected document of a check changes of the one that was given, and why. */
export function Corrections({
  changes,
  onOpenEvidence,
}: {
  changes: readonly Change[];
  onOpenEvidence(id: string): void;
}) {
  return (
    <ol className="gate-corrections">
      {changes.map((change) => (
        <li key={change.claimId}>
          <p>
            <del>{change.before}</del>
          </p>
          {change.after === null ? (
            <p className="muted">Removed.</p>
          ) : (
            <p>
              <ins>{change.after}</ins>
            </p>
          )}
          <p className="small muted">
            {change.reason}{' '}
            {change.evidence.map((id) => (
              <button key={id} type="button" className="citation" onClick={() => onOpenEvidence(id)}>
                <span className="visually-hidden">Open evidence </span>
                {id.slice(1)}
              </button>
            ))}
          </p>
        </li>
      ))}
    </ol>
  );
}
