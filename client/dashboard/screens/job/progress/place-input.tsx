import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import { usePlan } from '../../branch/fields/use-start-text.ts';
import { Folded } from '../calls/folded.tsx';
import { inputsOf } from './inputs.ts';
import { FoldedArtifact } from './place-output.tsx';

const NAMES: Record<string, string> = {
  sources: 'Sources',
  plan: 'Plan',
  notes: 'Notes',
  draft: 'Draft',
  verification: 'Verification',
};

/** What a step or item was given: what it is asked, what it reads, and what people asked to be different. */
export function PlaceInput({ view, place }: { view: JobView; place: PlaceView }) {
  return <Folded summary={<strong>Input</strong>}>{() => <Given view={view} place={place} />}</Folded>;
}

function Given({ view, place }: { view: JobView; place: PlaceView }) {
  const { question, artifacts, comment, changed } = inputsOf(view, place);
  const { plan } = usePlan(view);
  // The title of an item is its question, shortened.
  const asked = plan?.subQuestions.find(({ id }) => place.step === 'research' && id === place.item)?.question;
  return (
    <div className="stack">
      <div>
        <p className="field-label">What it is asked</p>
        <p className="given">{asked ?? question}</p>
      </div>
      {comment !== '' && (
        <div>
          <p className="field-label">What a reviewer asked for</p>
          <p className="given">{comment}</p>
        </div>
      )}
      {changed.length > 0 && (
        <div>
          <p className="field-label">What was changed where the job went back</p>
          <ul className="given-list">
            {changed.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {artifacts.map(({ name, artifact }) => (
        <FoldedArtifact key={name} name={NAMES[name] ?? name} artifact={artifact} />
      ))}
    </div>
  );
}
