import type { PlaceView } from '../../../../contract/view.ts';
import { Button } from '../../components/button.tsx';
import { BranchMark } from '../../components/icons.tsx';
import type { As } from './use-branch.ts';

/** Asks to go back to a step, or to fork from it. Nothing for what has not begun. */
export function BranchButtons({ status, onAsk }: Pick<PlaceView, 'status'> & { onAsk(as: As): void }) {
  if (status === 'pending') return null;
  return (
    <>
      <Button onClick={() => onAsk('rewind')}>Go back to here</Button>
      <Button onClick={() => onAsk('fork')}>
        <BranchMark /> Fork from here
      </Button>
    </>
  );
}
