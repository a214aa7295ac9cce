import { Link } from '@tanstack/react-router';
import type { JobView } from '../../../../../contract/view.ts';
import { nameInside } from '../../../components/actor-name.ts';
import { Instant } from '../../../components/instant.tsx';

/** Who answers for a finished report: the person who approved its draft, or that nobody was asked. */
export function SignedBy({ view }: { view: JobView }) {
  const decision = view.decisions.findLast(
    ({ step, decision, voidedBy }) =>
      step === 'approve' && voidedBy === undefined && (decision === 'approve' || decision === 'edit'),
  );
  return (
    <p className="small muted">
      {decision === undefined ? (
        'No person approved it: none was asked.'
      ) : (
        <>
          {decision.decision === 'edit' ? 'Edited and approved' : 'Approved'} by {nameInside(decision.actor.id)},{' '}
          <Instant at={decision.at} />.{' '}
          <Link to="/jobs/$id" params={{ id: view.id }} search={{ tab: 'audit' }}>
            All decisions
          </Link>
        </>
      )}
    </p>
  );
}
