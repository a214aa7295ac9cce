import { useState } from 'react';
import type { JobView, PlaceView } from '../../../../contract/view.ts';
import { Button } from '../../components/button.tsx';
import { BranchMark } from '../../components/icons.tsx';
import { BranchDialog } from './branch-dialog.tsx';
import type { As } from './use-branch.ts';

/** Going back to a step, or forking from it: told beforehand, then done. Nothing for what has not begun. */
export function BranchButtons({ view, place }: { view: JobView; place: Pick<PlaceView, 'step' | 'item' | 'status'> }) {
  const [as, ask] = useState<As | null>(null);
  if (place.status === 'pending') return null;
  const target = { step: place.step, item: place.item };
  return (
    <>
      <Button onClick={() => ask('rewind')}>Go back to here</Button>
      <Button onClick={() => ask('fork')}>
        <BranchMark /> Fork from here
      </Button>
      <BranchDialog view={view} target={target} as={as ?? 'rewind'} isOpen={as !== null} onClose={() => ask(null)} />
    </>
  );
}
