import type { Overlay, ViewAnswer } from '../../../../contract/api.ts';
import type { JobView } from '../../../../contract/view.ts';
import { WarnMark } from '../../components/icons.tsx';
import { Instant } from '../../components/instant.tsx';
import { GoOnFrom, placeToGoOn } from './go-on-from.tsx';
import './recover.css';

const WHAT: Record<Overlay['kind'], { title: string; words: string }> = {
  stuck: {
    title: 'The code that runs this job fails on it',
    words:
      'It tries again and again and cannot take a step. The job is whole: everything that is finished is recorded and was paid once.',
  },
  closed: {
    title: 'The run of this job was ended outside Dossier',
    words: 'It cannot go on by itself. Everything that was finished is in its record and was paid once.',
  },
  unreachable: {
    title: 'Nobody answers for this job at present',
    words: 'What you see is what was last recorded. Nothing is lost, and nothing finished is done twice.',
  },
};

/** What keeps a job from going on that is no failure of its own steps, and the ways on from there. */
export function OverlayPanel({ answer: { view, overlay, asOf } }: { answer: ViewAnswer }) {
  if (overlay === null) return null;
  const { title, words } = WHAT[overlay.kind];
  return (
    <section className="card recover" aria-labelledby="overlay-title">
      <h2 id="overlay-title" className="recover-title">
        <WarnMark /> {title}
      </h2>
      <p>
        {words} As of <Instant at={asOf} form="time" />.
      </p>
      <Ways view={view} kind={overlay.kind} />
      <details className="parked-more">
        <summary>What was found</summary>
        <p className="overlay-raw">{overlay.words}</p>
      </details>
    </section>
  );
}

function Ways({ view, kind }: { view: JobView; kind: Overlay['kind'] }) {
  const place = placeToGoOn(view);
  if (kind === 'unreachable') {
    return (
      <ol className="overlay-steps" aria-label="What to do">
        <li>Wait a moment: what runs jobs is started again by itself, and this page follows.</li>
        <li>
          If it lasts, <code>dossier doctor</code> says what is wrong and how to mend it.
        </li>
      </ol>
    );
  }
  return (
    <ol className="overlay-steps" aria-label="What to do">
      {kind === 'stuck' && (
        <li>
          <strong>Start a version that can run it</strong>: the one it ran on before, or one in which the fault is
          mended. The job then goes on by itself.
        </li>
      )}
      {place !== undefined && (
        <li>
          <strong>Go on from its record</strong>, at the first step that is not done; or leave this job and begin
          another from there.
          <GoOnFrom view={view} place={place} />
        </li>
      )}
    </ol>
  );
}
