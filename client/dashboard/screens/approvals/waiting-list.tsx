import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { WaitingGate } from '../../../../contract/approval-api.ts';
import { nameInside } from '../../components/actor-name.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { Elapsed } from '../../components/duration.tsx';
import { Empty } from '../../components/empty.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { SUBJECTS, subjectOf } from '../approval/gate-words.ts';
import { BatchApprove, isPlain } from './batch-approve.tsx';
import { useApprovals } from './use-approvals.ts';

/** The name of a gate among those of all jobs. */
function nameOf({ job, gate }: WaitingGate): string {
  return `${job.id} ${gate.id} ${gate.artifact.sha256}`;
}

/** What waits for a decision, the longest first. Each opens its job's page, where it is decided. */
export function WaitingList() {
  const list = useApprovals('open');
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const waiting = list.data?.pages.flatMap((page) => page.waiting) ?? [];
  const all = list.data?.pages[0]?.openGates ?? 0;
  const plain = waiting.filter(isPlain);
  if (list.isPending) return <Loading what="what waits" />;
  return (
    <div className="stack">
      {list.error !== null && <FailureNotice error={list.error} title="The list could not be read" />}
      <BatchApprove
        plain={plain}
        chosen={plain.filter((one) => chosen.has(nameOf(one)))}
        onChoose={(some) => choose(new Set(some.map(nameOf)))}
      />
      {waiting.length > 0 && (
        <ul className="gate-list" aria-label={`${counted(all, 'decision')} to take`}>
          {waiting.map((one) => (
            <Waiting
              key={nameOf(one)}
              one={one}
              canBeChosen={plain.length > 1 && isPlain(one)}
              isChosen={chosen.has(nameOf(one))}
              onChoose={(isChosen) =>
                choose((before) => new Set([...before, nameOf(one)].filter((name) => isChosen || name !== nameOf(one))))
              }
            />
          ))}
        </ul>
      )}
      {list.isSuccess && waiting.length === 0 && (
        <Empty title="Nothing waits for a decision">
          <p>Plans and drafts of jobs that need a person come here, the one that waits longest first.</p>
          <Link to="/jobs" search={{}} className="button">
            All jobs
          </Link>
        </Empty>
      )}
      {list.hasNextPage && (
        <div className="row">
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
          <span className="muted small">
            {waiting.length} of {all} shown
          </span>
        </div>
      )}
    </div>
  );
}

function Waiting({
  one,
  canBeChosen,
  isChosen,
  onChoose,
}: {
  one: WaitingGate;
  canBeChosen: boolean;
  isChosen: boolean;
  onChoose(isChosen: boolean): void;
}) {
  const { job, gate, others } = one;
  const more = others.gates + others.attention;
  return (
    <li className="card waiting-gate">
      <div>
        <Link to="/jobs/$id" params={{ id: job.id }} search={{}} className="job-title" data-list-item>
          {job.title}
        </Link>
        <p className="muted small">
          {SUBJECTS[subjectOf(gate)]}, round {gate.round} · {job.id} · started by {nameInside(job.owner)}
          {more > 0 && ` · waits for ${counted(more, 'other thing')}, too`}
        </p>
      </div>
      <dl className="facts">
        <div>
          <dt>Waits</dt>
          <dd>
            <Elapsed from={gate.openedAt} to={null} />
          </dd>
        </div>
        <div>
          <dt>Risk</dt>
          <dd className={job.risk === 'high' ? 'risk-high' : undefined}>{job.risk}</dd>
        </div>
        <div>
          <dt>Findings</dt>
          <dd>
            <FindingWords one={one} />
          </dd>
        </div>
      </dl>
      {canBeChosen && (
        <label className="check small">
          <input
            type="checkbox"
            aria-label={`Choose ${job.title} (${job.id})`}
            checked={isChosen}
            onChange={({ target }) => onChoose(target.checked)}
          />
          Choose
        </label>
      )}
    </li>
  );
}

function FindingWords({ one: { gate, findings } }: { one: WaitingGate }) {
  if (subjectOf(gate) !== 'draft') return 'none yet';
  const words = [
    findings.blocking > 0 && `${findings.blocking} blocking`,
    findings.warning > 0 && counted(findings.warning, 'warning'),
    findings.note > 0 && counted(findings.note, 'note'),
  ].filter(Boolean);
  const grave = findings.blocking > 0 ? 'finding-blocking' : findings.warning > 0 ? 'finding-warning' : undefined;
  return <span className={grave}>{words.length === 0 ? 'none' : words.join(', ')}</span>;
}
