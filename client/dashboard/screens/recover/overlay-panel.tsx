import { useState } from 'react';
import type { Overlay, ViewAnswer } from '../../../../contract/api.ts';
import type { JobView } from '../../../../contract/view.ts';
import { Button } from '../../components/button.tsx';
import { BranchMark, WarnMark } from '../../components/icons.tsx';
import { Instant } from '../../components/instant.tsx';
import { BranchDialog } from '../branch/branch-dialog.tsx';
import { targetTitle } from '../branch/branch-words.ts';
import type { As } from '../branch/use-branch.ts';
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
      <FromRecord view={view} />
    </ol>
  );
}

/** Going on from the record: a new run with all that is done, or another job beside it. */
function FromRecord({ view }: { view: JobView }) {
  const [as, ask] = useState<As | null>(null);
  const step = placeToGoOn(view);
  if (step === undefined) return null;
  const target = { step: step.step, item: null };
  const title = targetTitle(view, target);
  return (
    <>
      <li>
        <strong>Go on from its record</strong>: a new run begins at “{title}” with all that is done before it.
        <div className="row">
          <Button kind="primary" onClick={() => ask('rewind')}>
            Go on from “{title}”
          </Button>
        </div>
      </li>
      <li>
        <strong>Leave it, and begin another</strong>: a new job takes over what stands before “{title}”.
        <div className="row">
          <Button onClick={() => ask('fork')}>
            <BranchMark /> Fork from “{title}”
          </Button>
        </div>
      </li>
      <BranchDialog view={view} target={target} as={as ?? 'rewind'} isOpen={as !== null} onClose={() => ask(null)} />
    </>
  );
}

/** The first step that has begun and is not done: going back to it keeps all that is finished. Else the last that has begun. */
function placeToGoOn({ steps }: JobView): JobView['steps'][number] | undefined {
  const begun = steps.filter(({ status }) => status !== 'pending');
  return begun.find(({ status }) => status !== 'done') ?? begun.at(-1);
}
