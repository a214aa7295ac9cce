import type { JobView } from '../../../../contract/view.ts';
import { CodeVersion } from '../branch/code-version.tsx';
import type { Parked, WayOn } from './attention-words.ts';
import { outlineOf } from './way-outline.ts';

/** What a way on will do, told before it is taken. It counts for this attempt alone: a job that has moved refuses it. */
export function WayPreview({ view, parked, kind }: { view: JobView; parked: Parked; kind: WayOn['kind'] }) {
  const { kept, runs, repeats } = outlineOf(view, parked, kind);
  return (
    <dl className="beneath way-preview">
      <Line name="Kept">{kept.length === 0 ? 'Nothing was finished yet.' : `${kept.join(', ')}.`}</Line>
      <Line name="Runs">{runs.length === 0 ? 'Nothing.' : `${runs.join(', then ')}.`}</Line>
      <Line name="Happens again">{repeats ?? 'Nothing outside this job.'}</Line>
      <Line name="Code">
        <CodeVersion as="same-run" />
      </Line>
    </dl>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
