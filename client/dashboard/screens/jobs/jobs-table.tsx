import { Link } from '@tanstack/react-router';
import type { JobRow } from '../../../../contract/job-list-api.ts';
import { formatMicroUsd } from '../../../../contract/money.ts';
import { Count, counted } from '../../components/count.tsx';
import { Elapsed } from '../../components/duration.tsx';
import { Instant } from '../../components/instant.tsx';
import { Money } from '../../components/money.tsx';
import { StatusMark } from '../../components/status-mark.tsx';

/** The jobs as rows; each can be chosen for what is done with several. */
export function JobsTable({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly JobRow[];
  chosen: ReadonlySet<string>;
  onChoose(id: string, isChosen: boolean): void;
}) {
  return (
    <div className="table-frame">
      <table className="table jobs-table">
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">Choose</span>
            </th>
            <th>Job</th>
            <th>State</th>
            <th className="number">Time</th>
            <th className="number">Tokens</th>
            <th className="number">Cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} isChosen={chosen.has(row.id)} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row,
  isChosen,
  onChoose,
}: {
  row: JobRow;
  isChosen: boolean;
  onChoose(id: string, isChosen: boolean): void;
}) {
  return (
    <tr className="job-row">
      <td className="job-choose">
        <input
          type="checkbox"
          aria-label={`Choose ${row.title}`}
          checked={isChosen}
          onChange={({ target }) => onChoose(row.id, target.checked)}
        />
      </td>
      <td className="job-what">
        <Link to="/jobs/$id" params={{ id: row.id }} search={{}} className="job-title" data-list-item>
          {row.title}
        </Link>
        <p className="muted small">
          {row.kind === 'check' && 'Check · '}
          <Instant at={row.createdAt} /> · {row.id}
          {row.tags.map((tag) => (
            <Link key={tag} to="/jobs" search={{ tag }} className="tag">
              {tag}
            </Link>
          ))}
        </p>
      </td>
      <td className="job-state">
        <StatusMark status={row.overlay?.kind ?? row.status} />
        <p className="small muted">{row.overlay?.words ?? stateInWords(row)}</p>
        <Findings row={row} />
      </td>
      <td className="number job-figure" data-label="Time">
        {row.startedAt === null ? '–' : <Elapsed from={row.startedAt} to={row.endedAt} />}
      </td>
      <td className="number job-figure" data-label="Tokens">
        <Count of={row.inputTokens + row.outputTokens} />
      </td>
      <td className="number job-figure" data-label="Cost">
        <Money microUsd={row.costMicroUsd} unpriced={row.unpricedCalls} />
        {row.limitMicroUsd !== null && <span className="muted small"> of {formatMicroUsd(row.limitMicroUsd)}</span>}
      </td>
    </tr>
  );
}

function stateInWords(row: JobRow): string {
  return row.status === 'running' && row.step !== null ? row.step : row.sentence;
}

function Findings({ row: { findings } }: { row: JobRow }) {
  const { blocking, warning } = findings;
  if (blocking + warning === 0) return null;
  const words = [
    blocking > 0 && counted(blocking, 'blocking finding'),
    warning > 0 && counted(warning, 'warning'),
  ].filter(Boolean);
  return <p className={`small ${blocking > 0 ? 'finding-blocking' : 'finding-warning'}`}>{words.join(', ')}</p>;
}
