import { getRouteApi } from '@tanstack/react-router';
import { useReducer, useState } from 'react';
import { useLiveLists } from '../../app/live.ts';
import { useListKeys } from '../../app/use-list-keys.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { JobsFilters } from './jobs-filters.tsx';
import './jobs.css';
import { JobsTable } from './jobs-table.tsx';
import { NoJobs } from './no-jobs.tsx';
import { StatusChips } from './status-chips.tsx';
import { useJobs } from './use-jobs.ts';

const route = getRouteApi('/jobs');

/** The list of all jobs: by state, by filters, live. */
export function JobsScreen() {
  const search = route.useSearch();
  useLiveLists(['jobs']);
  useListKeys();
  const { list, counts, rows, newRows, showNew } = useJobs(search);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const onChoose = (id: string, isChosen: boolean): void =>
    choose((before) => new Set(isChosen ? [...before, id] : [...before].filter((other) => other !== id)));
  const all = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <Page title="Jobs">
      <StatusChips search={search} counts={counts} />
      <JobsFilters search={search} />
      <BulkActions rows={rows.filter(({ id }) => chosen.has(id))} onDone={() => choose(new Set())} />
      {list.error !== null && <FailureNotice error={list.error} title="The list could not be read" />}
      {list.isPending && <Loading what="jobs" />}
      {newRows > 0 && (
        <div className="row">
          <Button
            onClick={() => {
              showNew();
              drawAgain();
            }}
          >
            Show {counted(newRows, 'new job')}
          </Button>
        </div>
      )}
      {rows.length > 0 && <JobsTable rows={rows} chosen={chosen} onChoose={onChoose} />}
      {list.isSuccess && rows.length === 0 && newRows === 0 && <NoJobs search={search} all={all} />}
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
