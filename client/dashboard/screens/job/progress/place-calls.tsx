import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CallSummary } from '../../../../../contract/call-api.ts';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { Count, counted } from '../../../components/count.tsx';
import { spanInWords } from '../../../components/duration.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { callOrdinal } from '../calls/call-words.ts';
import { CallCost } from '../calls/calls-table.tsx';
import { Folded } from '../calls/folded.tsx';
import { OutcomeMark } from '../calls/outcome-mark.tsx';
import { PlaceTools } from './place-tools.tsx';

/** Calls that are listed here; the tab has all. */
const SHOWN = 100;

/** The model calls of a step or item and the tools that these used. */
export function PlaceCalls({ view, place }: { view: JobView; place: PlaceView }) {
  const { step, item } = place;
  const sums = `${view.totals.calls} ${view.totals.reused} ${view.endedAt}`;
  const calls = useQuery({
    queryKey: ['job', view.id, 'calls', 'of-place', step, item, sums],
    queryFn: () => instance.calls(view.id, { step, item: item ?? '', limit: SHOWN }),
    placeholderData: (before) => before,
  });
  if (calls.isPending) return <Loading what="its model calls" />;
  if (calls.data === undefined) return <FailureNotice error={calls.error} title="Its model calls could not be read" />;
  const { calls: listed, total } = calls.data;
  const newest = listed.findLast(({ state }) => state === 'answered') ?? listed.at(-1);
  if (newest === undefined) return <p className="muted small">It asks no model itself, or has not asked yet.</p>;
  return (
    <>
      <Folded summary={<strong>{counted(total, 'model call')}</strong>}>
        {() => (
          <>
            <ol className="place-calls small">
              {listed.map((call) => (
                <OneCall key={call.key} view={view} place={place.key} call={call} />
              ))}
            </ol>
            {total > listed.length && <p className="muted small">The first {listed.length} are shown.</p>}
          </>
        )}
      </Folded>
      {item !== null && <PlaceTools view={view} newest={newest} />}
    </>
  );
}

function OneCall({ view, place, call }: { view: JobView; place: string; call: CallSummary }) {
  return (
    <li className="row">
      <OutcomeMark call={call} isOver={view.endedAt !== null} />
      <Link to="/jobs/$id" params={{ id: view.id }} search={{ tab: 'calls', place, call: call.key }}>
        {callOrdinal(call)}
      </Link>
      <span className="muted">
        {call.modelServed ?? call.modelAsked}, <Count of={call.inputTokens + call.outputTokens} /> tokens,{' '}
        <CallCost call={call} />
        {call.latencyMs !== null && `, ${spanInWords(call.latencyMs)}`}
      </span>
    </li>
  );
}
