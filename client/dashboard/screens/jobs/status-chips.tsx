import { Link } from '@tanstack/react-router';
import { Count } from '../../components/count.tsx';
import type { JobsSearch } from './jobs-search.ts';

const CHIPS = [
  ['running', 'Running'],
  ['waiting', 'Waiting for you'],
  ['needs_attention', 'Needs attention'],
  ['paused', 'Paused'],
  ['done', 'Done'],
  ['rejected', 'Rejected'],
  ['cancelled', 'Cancelled'],
  ['aborted', 'Aborted'],
] as const satisfies readonly (readonly [NonNullable<JobsSearch['status']>, string])[];
/** These are shown also where there is none, so that they stay where they are. */
const ALWAYS: ReadonlySet<string> = new Set(['running', 'waiting', 'needs_attention', 'done']);

/** How many jobs are in which state; each is a filter for it. */
export function StatusChips({ search, counts }: { search: JobsSearch; counts: Record<string, number> | undefined }) {
  const { status: _, ...rest } = search;
  const all = CHIPS.reduce((sum, [status]) => sum + (counts?.[status] ?? 0), 0);
  return (
    <nav className="row" aria-label="Jobs by state">
      <Link
        to="/jobs"
        search={rest}
        activeOptions={{ exact: true }}
        className="chip"
        aria-current={search.status === undefined ? 'true' : undefined}
      >
        All {counts !== undefined && <Count of={all} />}
      </Link>
      {CHIPS.map(([status, words]) => {
        const count = counts?.[status] ?? 0;
        const isChosen = search.status === status;
        if (count === 0 && !isChosen && !ALWAYS.has(status)) return null;
        return (
          <Link
            key={status}
            to="/jobs"
            search={{ ...rest, status }}
            activeOptions={{ exact: true }}
            className={`chip chip-${status}`}
            aria-current={isChosen ? 'true' : undefined}
          >
            {words} {counts !== undefined && <Count of={count} />}
          </Link>
        );
      })}
    </nav>
  );
}
