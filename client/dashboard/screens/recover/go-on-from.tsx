import { useState } from 'react';
import type { JobView } from '../../../../contract/view.ts';
import { Button } from '../../components/button.tsx';
import { BranchMark } from '../../components/icons.tsx';
import { BranchDialog } from '../branch/branch-dialog.tsx';
import { targetTitle } from '../branch/branch-words.ts';
import type { As } from '../branch/use-branch.ts';

type Step = JobView['steps'][number];

/** The first step that has begun and is not done: going back to it keeps all that is finished. Else the last that has begun. */
export function placeToGoOn({ steps }: JobView): Step | undefined {
  const begun = steps.filter(({ status }) => status !== 'pending');
  return begun.find(({ status }) => status !== 'done') ?? begun.at(-1);
}

/** Takes a job up again at a step, or begins another from there; both tell beforehand what that does. */
export function GoOnFrom({ view, place }: { view: JobView; place: Step }) {
  const [as, ask] = useState<As | null>(null);
  const target = { step: place.step, item: null };
  const title = targetTitle(view, target);
  return (
    <div className="row">
      <Button kind="primary" onClick={() => ask('rewind')}>
        Go on from “{title}”
      </Button>
      <Button onClick={() => ask('fork')}>
        <BranchMark /> Fork from “{title}”
      </Button>
      <BranchDialog view={view} target={target} as={as ?? 'rewind'} isOpen={as !== null} onClose={() => ask(null)} />
    </div>
  );
}
