import type { JobView } from '../../../../contract/view.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import './branch.css';
import { BranchFields } from './branch-fields.tsx';
import { useBranchForm, wishOf } from './branch-form.ts';
import { targetTitle } from './branch-words.ts';
import { type Target, usePlan } from './fields/use-start-text.ts';
import { PreviewPart } from './preview-part.tsx';
import { type As, hasMoved, useBranch, usePreview } from './use-branch.ts';

/** Goes back to a step or begins a new job from it: what is to change, what that will do, and the doing. */
export function BranchDialog({
  view,
  target,
  as,
  isOpen,
  onClose,
}: {
  view: JobView;
  target: Target;
  as: As;
  isOpen: boolean;
  onClose(): void;
}) {
  const title = targetTitle(view, target);
  const head = as === 'rewind' ? `Go back to “${title}”` : `Fork from “${title}”`;
  return (
    <Dialog title={head} isOpen={isOpen} onClose={onClose} size="large">
      <Content key={`${target.step} ${target.item}`} view={view} target={target} as={as} onClose={onClose} />
    </Dialog>
  );
}

const EXPLAINED: Record<As, string> = {
  rewind:
    'The job itself goes back: what stands before this is kept, this and all behind it is done again. Nothing is deleted; the old results stay in the record.',
  fork: 'A new job begins with everything that stands before this. The job you look at stays as it is.',
};

function Content({ view, target, as, onClose }: Omit<Parameters<typeof BranchDialog>[0], 'isOpen'>) {
  const form = useBranchForm(view, target);
  const { plan } = usePlan(view);
  const made = wishOf(form.value, view, plan, as);
  const wish = 'changes' in made ? { ...target, as, changes: made.changes, fresh: form.value.fresh } : null;
  const preview = usePreview(view, wish);
  const branch = useBranch(view, () => {
    form.clear();
    onClose();
  });
  const isReady = wish !== null && preview.isCurrent;
  return (
    <>
      <p>{EXPLAINED[as]}</p>
      <div className="branch">
        <BranchFields
          view={view}
          target={target}
          form={form}
          faults={'faults' in made ? made.faults : {}}
          error={preview.error}
        />
        <PreviewPart
          view={view}
          data={preview.data}
          error={preview.error}
          isCurrent={preview.isCurrent}
          isHeld={wish === null}
        />
      </div>
      <Refusal error={branch.error} />
      <div className="dialog-actions">
        <Button onClick={onClose}>Leave it as it is</Button>
        <Button
          kind="primary"
          isBusy={branch.isPending}
          disabled={!isReady}
          onClick={() => {
            if (wish !== null && preview.data !== undefined) branch.mutate({ wish, revision: preview.data.revision });
          }}
        >
          {as === 'rewind' ? 'Go back and go on from here' : 'Begin the new job'}
        </Button>
      </div>
    </>
  );
}

function Refusal({ error }: { error: unknown }) {
  if (error === null) return null;
  if (!hasMoved(error)) return <FailureNotice error={error} />;
  return (
    <Notice kind="warning" title="The job has moved since this was told">
      Nothing was done, and what you wrote is kept. Above is what it would do now: look at it, then send again.
    </Notice>
  );
}
