import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Generation, LineageAnswer } from '../../../../contract/branch-api.ts';
import type { JobView } from '../../../../contract/view.ts';
import { instance } from '../../app/instance.ts';
import { actorName } from '../../components/actor-name.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';
import { Money } from '../../components/money.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import './branch.css';
import { targetTitle } from './branch-words.ts';
import { CompareDialog } from './compare-dialog.tsx';

/** Where a job comes from and what came of it: its generations, the job it was forked from, its forks. Nothing for a job without branches. */
export function Lineage({ view }: { view: JobView }) {
  const [compared, compare] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['job', view.id, 'lineage', view.generation],
    // Before it has begun there is nothing to tell of.
    enabled: view.revision > 0,
    queryFn: () => instance.lineage(view.id),
  });
  if (error !== null) return <FailureNotice error={error} title="The branches of this job could not be read" />;
  if (data === undefined) return null;
  const { ancestors, forks, generations } = data;
  if (ancestors.length === 0 && forks.length === 0 && generations.length < 2) return null;
  return (
    <section className="card stack" aria-labelledby="lineage-title">
      <h2 id="lineage-title">Branches</h2>
      {ancestors.length > 0 && <Relatives title="Comes from" relatives={ancestors} onCompare={(id) => compare(id)} />}
      {generations.length > 1 && (
        <ol className="generations" aria-label="Generations" reversed>
          {generations.toReversed().map((one) => (
            <GenerationLine
              key={one.generation}
              view={view}
              of={one}
              onCompare={() => compare(String(one.generation))}
            />
          ))}
        </ol>
      )}
      {forks.length > 0 && <Relatives title="Forked from it" relatives={forks} onCompare={(id) => compare(id)} />}
      <CompareDialog view={view} lineage={data} chosen={compared} onChoose={compare} onClose={() => compare(null)} />
    </section>
  );
}

function GenerationLine({ view, of, onCompare }: { view: JobView; of: Generation; onCompare(): void }) {
  const { generation, branch, costMicroUsd, draft, report } = of;
  const isNow = generation === view.generation;
  return (
    <li className={isNow ? 'generation-now' : undefined}>
      <div className="row">
        <strong>{isNow ? 'Now' : `Generation ${generation}`}</strong>
        <span>
          {branch === null
            ? 'the start'
            : `${branch.because === 'fork' ? 'forked before' : 'back to'} “${targetTitle(view, branch)}”`}
        </span>
        <span className="muted">
          <Money microUsd={costMicroUsd} />
          {report !== null ? ', with a report' : draft !== null ? ', with a draft' : ''}
        </span>
        {!isNow && draft !== null && (
          <Button onClick={onCompare} aria-label={`Compare with generation ${generation}`}>
            Compare
          </Button>
        )}
      </div>
      {branch !== null && (
        <p className="small muted">
          {actorName(branch.actor.id)}, <Instant at={branch.at} />
          {branch.changed.length > 0 && `. Changed ${branch.changed.join('; ')}`}
          {branch.fresh && '. Models were asked anew'}
        </p>
      )}
    </li>
  );
}

function Relatives({
  title,
  relatives,
  onCompare,
}: {
  title: string;
  relatives: readonly (LineageAnswer['ancestors'][number] & Partial<LineageAnswer['forks'][number]>)[];
  onCompare(id: string): void;
}) {
  return (
    <div className="stack">
      <h3>{title}</h3>
      <ul className="generations">
        {relatives.map(({ id, question, status, createdAt, branch }) => (
          <li key={id}>
            <div className="row">
              {question === null ? (
                <span>{id} (deleted)</span>
              ) : (
                <Link to="/jobs/$id" params={{ id }} search={{}}>
                  {id}
                </Link>
              )}
              {status !== null && <StatusMark status={status} />}
              {question !== null && (
                <Button onClick={() => onCompare(id)} aria-label={`Compare with ${id}`}>
                  Compare
                </Button>
              )}
            </div>
            {question !== null && <p>{question}</p>}
            {createdAt !== undefined && (
              <p className="small muted">
                <Instant at={createdAt} />
                {branch !== null &&
                  branch !== undefined &&
                  branch.changed.length > 0 &&
                  `. Changed ${branch.changed.join('; ')}`}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
