import { Link } from '@tanstack/react-router';
import type { DecidedGate } from '../../../../contract/approval-api.ts';
import { actorName } from '../../components/actor-name.ts';
import { Button } from '../../components/button.tsx';
import { DecisionMark } from '../../components/decision-mark.tsx';
import { Empty } from '../../components/empty.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loading } from '../../components/loading.tsx';
import { SUBJECTS, subjectOf } from '../approval/gate-words.ts';
import { useApprovals } from './use-approvals.ts';

/** What was decided over all jobs, the newest first. */
export function DecidedList() {
  const list = useApprovals('decided');
  const decided = list.data?.pages.flatMap((page) => page.decided) ?? [];
  if (list.isPending) return <Loading what="what was decided" />;
  return (
    <div className="stack">
      {list.error !== null && <FailureNotice error={list.error} title="The list could not be read" />}
      {decided.length > 0 && (
        <ul className="gate-list" aria-label="What was decided">
          {decided.map((one) => (
            <Decided key={`${one.job.id} ${one.decision.messageId}`} one={one} />
          ))}
        </ul>
      )}
      {list.isSuccess && decided.length === 0 && <Empty title="Nothing has been decided yet" />}
      {list.hasNextPage && (
        <div className="row">
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}

function Decided({ one: { job, decision } }: { one: DecidedGate }) {
  return (
    <li className="card waiting-gate">
      <div>
        <Link to="/jobs/$id" params={{ id: job.id }} search={{ tab: 'audit' }} className="job-title" data-list-item>
          {job.title}
        </Link>
        <p className="muted small">
          {SUBJECTS[subjectOf({ id: decision.gate, step: decision.step })]}, round {decision.round} · {job.id}
        </p>
        {decision.comment !== '' && <p className="decided-comment">{decision.comment}</p>}
      </div>
      <div className="decided-who">
        <DecisionMark decision={decision} />
        <p className="muted small">
          {actorName(decision.actor.id)}, <Instant at={decision.at} />
        </p>
      </div>
    </li>
  );
}
