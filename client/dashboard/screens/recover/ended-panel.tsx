import type { JobView } from '../../../../contract/view.ts';
import { GoOnFrom, placeToGoOn } from './go-on-from.tsx';
import './recover.css';

const ENDED: Partial<Record<JobView['status'], string>> = {
  rejected: 'It was rejected.',
  cancelled: 'It was cancelled.',
  aborted: 'It was aborted.',
};

/** A job that a person ended: what it found is kept, and it can go on. */
export function EndedPanel({ view }: { view: JobView }) {
  const place = placeToGoOn(view);
  const words = ENDED[view.status];
  if (place === undefined || words === undefined) return null;
  return (
    <section className="card stack" aria-labelledby="ended-title">
      <h2 id="ended-title">This job ended without a report</h2>
      <p>
        {words} What it found stays readable, and it can be taken up again; any other step can be gone back to in the
        list of steps.
      </p>
      <GoOnFrom view={view} place={place} />
    </section>
  );
}
