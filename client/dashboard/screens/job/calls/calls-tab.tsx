import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { useListKeys } from '../../../app/use-list-keys.ts';
import { Button } from '../../../components/button.tsx';
import { counted } from '../../../components/count.tsx';
import { Empty } from '../../../components/empty.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import type { JobTabProps } from '../job-screen.tsx';
import { type JobSearch, jobSearchSchema } from '../job-search.ts';
import { CallDetail } from './call-detail.tsx';
import './calls.css';
import { CallsFilters } from './calls-filters.tsx';
import { CallsTable } from './calls-table.tsx';
import { filterOf, useCalls } from './use-calls.ts';

const route = getRouteApi('/jobs/$id');

/** All calls that the job made of models: what was asked of which, what it took and cost; each with its content. */
export function CallsTab({ answer: { view } }: JobTabProps) {
  const { place, outcome, call } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = filterOf(place, outcome);
  const { list, calls, total } = useCalls(view, filter);
  useListKeys();
  const change = (changes: Partial<Record<keyof JobSearch, string | undefined>>): void =>
    void navigate({
      search: (before) => jobSearchSchema.parse({ ...before, ...changes }),
      replace: true,
      resetScroll: false,
    });
  const open = useCallback(
    (key: string): void => void navigate({ search: (before) => ({ ...before, call: key }), resetScroll: false }),
    [navigate],
  );
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <section className="stack" aria-label="Model calls">
      <div className="row">
        <CallsFilters view={view} place={place} outcome={outcome} onChange={change} />
        {list.isSuccess && (
          <p className="muted small calls-count" role="status">
            {calls.length < total
              ? `${calls.length.toLocaleString()} of ${counted(total, 'call')}`
              : counted(total, 'call')}
          </p>
        )}
      </div>
      {list.error !== null && <FailureNotice error={list.error} title="The calls could not be read" />}
      {list.isPending && <Loading what="model calls" />}
      {calls.length > 0 && <CallsTable calls={calls} total={total} isOver={view.endedAt !== null} onOpen={open} />}
      {list.isSuccess && calls.length === 0 && (
        <Empty title={isFiltered ? 'No call matches these filters' : 'No model has been asked yet'}>
          {isFiltered && (
            <Button onClick={() => change({ place: undefined, outcome: undefined })}>Clear filters</Button>
          )}
        </Empty>
      )}
      {list.hasNextPage && (
        <More isBusy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage({ cancelRefetch: false })} />
      )}
      {call !== undefined && <CallDetail view={view} callKey={call} onClose={() => change({ call: undefined })} />}
    </section>
  );
}

/** How far below what is seen the next page is asked for already. */
const AHEAD = '800px';

/** Asks for the next page when it comes into sight; a button for those who do not scroll. */
function More({ isBusy, onMore }: { isBusy: boolean; onMore(): void }) {
  const row = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (isBusy || row.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(row.current);
    return () => observer.disconnect();
  }, [isBusy]);
  return (
    <div className="row" ref={row}>
      <Button isBusy={isBusy} onClick={onMore}>
        Show more
      </Button>
    </div>
  );
}
