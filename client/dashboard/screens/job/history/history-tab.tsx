import { getRouteApi } from '@tanstack/react-router';
import { type JournalKind, journalKindSchema } from '../../../../../contract/state/journal-kinds.ts';
import { BASE_PATH } from '../../../app/instance.ts';
import { Count } from '../../../components/count.tsx';
import { Empty } from '../../../components/empty.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import type { JobTabProps } from '../job-screen.tsx';
import { titlesOf } from '../sentence-words.ts';
import { groupsOf } from './history-groups.ts';
import { HistoryList } from './history-list.tsx';
import './history.css';
import { RawEvents } from './raw-events.tsx';
import { RunsTable } from './runs-table.tsx';
import { type HistoryLine, spentBySteps, useHistory } from './use-history.ts';

const route = getRouteApi('/jobs/$id');
const KINDS: Record<JournalKind, string> = {
  decision: 'Decisions',
  failure: 'Failures',
  money: 'Money',
  step: 'Steps',
};

/** Filters leave no steps to go back through, and the page where it is. */
const IN_PLACE = { replace: true, resetScroll: false } as const;

/** What happened in the job, in our words; beneath them Temporal's own runs and events. */
export function HistoryTab({ answer: { view } }: JobTabProps) {
  const { kind, events } = route.useSearch();
  const { history, lines } = useHistory(view);
  if (history.isPending) return <Loading what="the history" />;
  if (history.data === undefined) return <FailureNotice error={history.error} title="The history could not be read" />;
  const shown = kind === undefined ? lines : lines.filter((line) => line.kind === kind);
  return (
    <div className="stack">
      <div className="row">
        <h2>What happened</h2>
        <Switch isRaw={events === 'raw'} />
        <a className="button history-save" href={`${BASE_PATH}api/v1/jobs/${view.id}/history/raw`} download>
          Save all events as JSON
        </a>
      </div>
      {events === 'raw' ? (
        <RawEvents view={view} />
      ) : (
        <>
          <Kinds kind={kind} lines={lines} />
          {shown.length === 0 ? (
            <Empty title={kind === undefined ? 'Nothing has happened yet' : `No line of this kind`} />
          ) : (
            <HistoryList groups={groupsOf(shown)} spent={spentBySteps(history.data.calls)} titleOf={titlesOf(view)} />
          )}
        </>
      )}
      <h2>Runs in Temporal</h2>
      <RunsTable runs={history.data.runs} />
      <p className="muted small">
        Workflow id <code>{view.id}</code>. A run that grew long goes on as another one; all belong to the same job.
      </p>
    </div>
  );
}

function Switch({ isRaw }: { isRaw: boolean }) {
  const navigate = route.useNavigate();
  return (
    <fieldset className="row history-chips">
      <legend className="visually-hidden">Form of the history</legend>
      {([undefined, 'raw'] as const).map((events) => (
        <button
          type="button"
          key={events ?? 'words'}
          className="chip"
          aria-pressed={isRaw === (events === 'raw')}
          onClick={() => void navigate({ search: (before) => ({ ...before, events }), ...IN_PLACE })}
        >
          {events === 'raw' ? 'Raw events' : 'In words'}
        </button>
      ))}
    </fieldset>
  );
}

function Kinds({ kind, lines }: { kind: JournalKind | undefined; lines: readonly HistoryLine[] }) {
  const navigate = route.useNavigate();
  const count = (of: JournalKind): number => lines.filter((line) => line.kind === of).length;
  return (
    <fieldset className="row history-chips">
      <legend className="visually-hidden">Lines by kind</legend>
      {[undefined, ...journalKindSchema.options].map((option) => (
        <button
          type="button"
          key={option ?? 'all'}
          className="chip"
          aria-pressed={kind === option}
          onClick={() => void navigate({ search: (before) => ({ ...before, kind: option }), ...IN_PLACE })}
        >
          {option === undefined ? 'All' : KINDS[option]}{' '}
          <Count of={option === undefined ? lines.length : count(option)} />
        </button>
      ))}
    </fieldset>
  );
}
