import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { instance } from '../../app/instance.ts';

const LOOK_AGAIN_MS = 5_000;
/** The gate that was just decided may stand in the list a moment longer, with others of its job. */
const ENOUGH = 10;

/** The way to what waits longest, after a decision. */
export function NextWaiting({ job, gate }: { job: string; gate: string }) {
  const { data } = useQuery({
    queryKey: ['approvals', 'next'],
    queryFn: () => instance.approvals({ view: 'open', limit: ENOUGH }),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (data === undefined) return null;
  const isThis = (other: (typeof data.waiting)[number]): boolean => other.job.id === job && other.gate.id === gate;
  const left = data.openGates - data.waiting.filter(isThis).length;
  const next = data.waiting.find((other) => other.job.id !== job) ?? data.waiting.find((other) => !isThis(other));
  return (
    <p className="row">
      {next !== undefined && next.job.id !== job && (
        <Link to="/jobs/$id" params={{ id: next.job.id }} search={{}} className="button button-primary">
          Next waiting ({left} left)
        </Link>
      )}
      <Link to="/approvals" search={{}} className="button">
        All approvals
      </Link>
      {left === 0 && <span className="muted">Nothing else waits for a decision.</span>}
    </p>
  );
}
