import { getRouteApi } from '@tanstack/react-router';
import { useLiveLists } from '../../app/live.ts';
import { useListKeys } from '../../app/use-list-keys.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { late } from '../../components/late.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { JobsFilters } from './jobs-filters.tsx';
import './jobs.css';
import { isFiltered, type JobsSearch } from './jobs-search.ts';
import { JobsTable } from './jobs-table.tsx';
import { NoJobs } from './no-jobs.tsx';
import { SavedViews } from './saved-views.tsx';
import { StatusChips } from './status-chips.tsx';
import { useChosen } from './use-chosen.ts';
import { useJobs } from './use-jobs.ts';

const route = getRouteApi('/jobs');
// Few visits need it: the list itself is loaded first.
const BulkActions = late(null, async () => (await import('./bulk-actions.tsx')).BulkActions);

/** The list of all jobs: by state, by filters, live. */
export function JobsScreen() {
  const search = route.useSearch();
  useLiveLists(['jobs']);
  useListKeys();
  const { list, query, counts = {}, rows, waiting, left, bringUpToDate } = useJobs(search);
  const chosen = useChosen(
    JSON.stringify(query),
    rows.filter(({ isLeft }) => !isLeft).map(({ row }) => row),
  );
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  // Where there is no job yet, there is nothing to narrow.
  const isNew = list.isSuccess && all === 0 && waiting === 0 && !isFiltered(search) && search.status === undefined;
  return (
    <Page title="Jobs">
      {!isNew && (
        <>
          <SavedViews search={search} />
          <StatusChips search={search} counts={list.data === undefined ? undefined : counts} />
          <JobsFilters search={search} />
        </>
      )}
      {chosen.isUsed && (
        <BulkActions
          chosen={chosen.rows}
          all={{ isChosen: chosen.isAll, count: countOf(counts, search), counts, query, status: search.status }}
          onChooseAll={chosen.chooseAll}
          onDone={chosen.chooseNone}
        />
      )}
      {list.error !== null && <FailureNotice error={list.error} title="The list could not be read" />}
      {list.isPending && <Loading what="jobs" />}
      <Meanwhile waiting={waiting} left={left} onShow={bringUpToDate} />
      {rows.length > 0 && <JobsTable rows={rows} search={search} chosen={chosen} />}
      {list.isSuccess && rows.length === 0 && waiting === 0 && <NoJobs search={search} all={all} />}
      {list.hasNextPage && (
        <div className="row">
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
          <span className="muted small">{counted(rows.length, 'job')} shown</span>
        </div>
      )}
    </Page>
  );
}

/** What changed in the list since it was drawn, and the way to have it drawn anew. */
function Meanwhile({ waiting, left, onShow }: { waiting: number; left: number; onShow(): void }) {
  return (
    <div className="row jobs-meanwhile" role="status">
      {waiting + left > 0 && (
        <Button
          onClick={() => {
            onShow();
            // The button goes away under the focus.
            requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-list-item]')?.focus());
          }}
        >
          {waiting > 0 ? `Show ${counted(waiting, 'new job')}` : 'Bring the list up to date'}
        </Button>
      )}
      {left > 0 && (
        <span className="muted small">
          {counted(left, 'job')} {left === 1 ? 'is' : 'are'} no longer in this list
        </span>
      )}
    </div>
  );
}

/** All jobs of the list, shown or not. */
function countOf(counts: Readonly<Record<string, number>>, { status }: JobsSearch): number {
  const { stuck: _, closed: __, ...statuses } = counts;
  if (status !== undefined) return statuses[status] ?? 0;
  return Object.values(statuses).reduce((sum, count) => sum + count, 0);
}
