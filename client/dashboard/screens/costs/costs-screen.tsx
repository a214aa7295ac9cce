import { getRouteApi, Link } from '@tanstack/react-router';
import type { CostAnswer } from '../../../../contract/cost-api.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { CostCard } from './cost-card.tsx';
import { costTables } from './cost-tables.ts';
import { CostTotals } from './cost-totals.tsx';
import './costs.css';
import { DayColumns } from './day-columns.tsx';
import { JobSpread } from './job-spread.tsx';
import { type Days, SPANS, useCosts } from './use-costs.ts';

const route = getRouteApi('/costs');
const WORDS: Record<Days, string> = { 1: 'Today', 7: '7 days', 30: '30 days' };

/** What calls of models cost: in all, by day, and by what they were for. */
export function CostsScreen() {
  const { days = 30 } = route.useSearch();
  const navigate = route.useNavigate();
  const costs = useCosts(days);
  return (
    <Page
      title="Costs"
      actions={
        costs.data !== undefined && (
          <span className="row muted small">
            As of <Instant at={costs.data.to} form="time" />
            <Button isBusy={costs.isFetching} onClick={() => void costs.refetch()}>
              Refresh
            </Button>
          </span>
        )
      }
    >
      <fieldset className="row cost-spans">
        <legend className="visually-hidden">Time</legend>
        {SPANS.map((span) => (
          <button
            type="button"
            key={span}
            className="chip"
            aria-pressed={span === days}
            onClick={() => void navigate({ search: { days: span } })}
          >
            {WORDS[span]}
          </button>
        ))}
      </fieldset>
      {costs.error !== null && <FailureNotice error={costs.error} title="The costs could not be read" />}
      {costs.isPending && <Loading what="costs" />}
      {costs.data !== undefined && <Sums costs={costs.data} days={days} />}
    </Page>
  );
}

function Sums({ costs, days }: { costs: CostAnswer; days: Days }) {
  if (costs.totals.calls + costs.totals.reusedCalls === 0) {
    return (
      <Empty title="No model was asked in this time">
        <Link to="/jobs/new" search={{}} className="button">
          New report
        </Link>
      </Empty>
    );
  }
  const { byDay, others, dearest } = costTables(costs);
  return (
    <>
      <CostTotals costs={costs} />
      {days > 1 && <CostCard title="By day" head="Day" rows={byDay} chart={<DayColumns rows={byDay} />} />}
      <div className="cost-grid">
        {others.map((table) => (
          <CostCard key={table.head} {...table} />
        ))}
        <JobSpread jobs={costs.jobs} />
      </div>
      <CostCard
        title="The dearest jobs"
        head="Job"
        rows={dearest}
        linkOf={({ key, label }) => (
          <Link to="/jobs/$id" params={{ id: key }} search={{ tab: 'calls' }}>
            {label}
          </Link>
        )}
      />
    </>
  );
}
