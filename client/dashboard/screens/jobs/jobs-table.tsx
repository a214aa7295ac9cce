import { Link } from '@tanstack/react-router';
import type { JobRow } from '../../../../contract/job-list-api.ts';
import { formatMicroUsd } from '../../../../contract/money.ts';
import { Count, counted } from '../../components/count.tsx';
import { Elapsed } from '../../components/duration.tsx';
import { Instant } from '../../components/instant.tsx';
import { Money } from '../../components/money.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { stateInWords, waitsInWords } from './job-words.ts';
import type { JobsSearch } from './jobs-search.ts';
import type { Chosen } from './use-chosen.ts';
import type { ShownRow } from './use-jobs.ts';

/** The jobs as rows; each can be chosen for what is done with several. */
export function JobsTable({ rows, search, chosen }: { rows: readonly ShownRow[]; search: JobsSearch; chosen: Chosen }) {
  const canBeChosen = rows.filter(({ isLeft }) => !isLeft).length;
  return (
    <div className="table-frame">
      <table className="table jobs-table">
        <thead>
          <tr>
            <th className="job-choose">
              <input
                type="checkbox"
                aria-label="Choose all that are shown"
                checked={canBeChosen > 0 && chosen.rows.length === canBeChosen}
                onChange={({ target }) => chosen.chooseShown(target.checked)}
              />
            </th>
            <th>Job</th>
            <th>State</th>
            <th className="number">Time</th>
            <th className="number">Tokens</th>
            <th className="number">Cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((shown) => (
            <Row key={shown.row.id} {...shown} search={search} chosen={chosen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, isLeft, search, chosen }: ShownRow & { search: JobsSearch; chosen: Chosen }) {
  const waits = waitsInWords(row);
  return (
    <tr className={`job-row ${isLeft ? 'job-left' : ''}`}>
      <td className="job-choose">
        <input
          type="checkbox"
          aria-label={`Choose ${row.title}`}
          disabled={isLeft}
          checked={!isLeft && chosen.has(row.id)}
          onChange={({ target }) => chosen.choose(row.id, target.checked)}
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
            <Link key={tag} to="/jobs" search={{ ...search, tag }} className="tag">
              {tag}
            </Link>
          ))}
        </p>
      </td>
      <td className="job-state">
        <StatusMark status={row.overlay?.kind ?? row.status} />
        <p className="small muted">{row.overlay?.words ?? stateInWords(row)}</p>
        {waits !== null && <p className="small muted">{waits}</p>}
        {isLeft && <p className="small muted">No longer in this list</p>}
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

function Findings({ row: { findings } }: { row: JobRow }) {
  const { blocking, warning } = findings;
  if (blocking + warning === 0) return null;
  const words = [
    blocking > 0 && counted(blocking, 'blocking finding'),
    warning > 0 && counted(warning, 'warning'),
  ].filter(Boolean);
  return <p className={`small ${blocking > 0 ? 'finding-blocking' : 'finding-warning'}`}>{words.join(', ')}</p>;
}
