import { useQuery } from '@tanstack/react-query';
import type { CallSummary } from '../../../../../contract/call-api.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { Folded } from '../calls/folded.tsx';
import { inLines } from '../calls/json-lines.ts';
import { toolUsesOf } from './tool-uses.ts';

/** The tools that an item used, with what it gave them and what they gave, as its newest call tells. */
export function PlaceTools({ view, newest }: { view: JobView; newest: CallSummary }) {
  return <Folded summary={<strong>Tools it used</strong>}>{() => <Uses view={view} newest={newest} />}</Folded>;
}

function Uses({ view, newest }: { view: JobView; newest: CallSummary }) {
  const content = useQuery({
    queryKey: ['job', view.id, 'calls', 'one', newest.key],
    queryFn: () => instance.call(view.id, newest.key),
  });
  if (content.isPending) return <Loading what="the tools" />;
  if (content.data === undefined) return <FailureNotice error={content.error} title="The tools could not be read" />;
  const uses = toolUsesOf(content.data);
  if (uses.length === 0) return <p className="muted small">It has used no tool.</p>;
  return (
    <ol className="tool-uses small">
      {uses.map((use, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: uses only grow at their end.
        <li key={index}>
          <p>
            <code>{use.name}</code> {use.result === null && <span className="muted">has not answered</span>}
          </p>
          <ScrolledText label={`What ${use.name} was given`} text={inLines(use.arguments)} />
          {use.result !== null && <ScrolledText label={`What ${use.name} gave`} text={inLines(use.result)} />}
        </li>
      ))}
    </ol>
  );
}
