import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { Notice } from '../../components/notice.tsx';
import { isStale, type Outcome, type Recover } from './use-recover.ts';

const DONE: Record<Outcome['kind'], string> = {
  retry: 'It is tried again',
  editInput: 'It is tried again with what you changed',
  switchModel: 'The other model is asked',
  supplyOutput: 'Your result was taken',
  skip: 'It was skipped',
  abort: 'The job is being ended',
  setBudget: 'The limit was changed',
};

/** What came of what a person chose: it stays until the next choice or until it is put away. */
export function OutcomeNotice({ recover }: { recover: Recover }) {
  const { data, error } = recover;
  const box = useRef<HTMLDivElement>(null);
  const isTold = data !== undefined || isStale(error);
  // What was chosen may stand far below, or be gone with what it was for.
  useEffect(() => {
    if (isTold) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isTold]);
  return (
    <div ref={box} role="status" className="outcome">
      <Told recover={recover} />
    </div>
  );
}

function Told({ recover }: { recover: Recover }) {
  const { data, error } = recover;
  if (isStale(error)) {
    return (
      <Notice kind="info" title="This has changed meanwhile">
        <p>{error.failure.message} Nothing was done, and what you wrote is kept. Below is how the job stands now.</p>
        <PutAway recover={recover} />
      </Notice>
    );
  }
  if (data === undefined) return null;
  const title = `${DONE[data.kind]}${data.taken > 1 ? `, in ${counted(data.taken, 'place')}` : ''}.`;
  return (
    <Notice kind="good" title={title}>
      {data.isLate && <p>No worker answers at present: the job reads it as soon as one is back.</p>}
      {data.overtaken !== null && <p>Some had gone on by themselves: {data.overtaken.failure.message}</p>}
      <PutAway recover={recover} />
    </Notice>
  );
}

function PutAway({ recover }: { recover: Recover }) {
  return (
    <Button kind="quiet" onClick={() => recover.reset()}>
      Put away
    </Button>
  );
}
