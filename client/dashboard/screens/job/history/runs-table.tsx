import type { RunSummary } from '../../../../../contract/api-answers.ts';
import { bytesInWords } from '../../../components/bytes.ts';
import { Count } from '../../../components/count.tsx';
import { Instant } from '../../../components/instant.tsx';
import { TableFrame } from '../../../components/table-frame.tsx';

const STATUSES: Readonly<Record<string, string>> = {
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  CONTINUED_AS_NEW: 'Went on as another run',
  TERMINATED: 'Ended from outside',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
  TIMED_OUT: 'Timed out',
  LOST: 'Lost',
};

/** The runs of the job in Temporal, and whether their events outlive its retention. */
export function RunsTable({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <TableFrame label="Runs in Temporal">
      <table className="table runs-table">
        <caption className="visually-hidden">Runs in Temporal, the first one first</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">State</th>
            <th scope="col">Began</th>
            <th scope="col" className="number">
              Events
            </th>
            <th scope="col" className="number">
              Size
            </th>
            <th scope="col">Kept</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.runId}>
              <td>
                <code className="run-id">{run.runId}</code>
              </td>
              <td>{STATUSES[run.status] ?? run.status}</td>
              <td>{run.startedAt === null ? '–' : <Instant at={run.startedAt} />}</td>
              <td className="number">
                <Count of={run.events} exact />
              </td>
              <td className="number">{bytesInWords(run.bytes)}</td>
              <td>{keptInWords(run)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function keptInWords({ kept, status }: RunSummary): string {
  if (kept) return 'Stored';
  if (status === 'LOST') return 'Nowhere any more';
  return status === 'RUNNING' ? 'In Temporal; stored when it ends' : 'In Temporal';
}
