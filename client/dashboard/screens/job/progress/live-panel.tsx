import { useEffect, useRef, useState } from 'react';
import type { LiveText } from '../../../../../contract/live-text.ts';
import { Button } from '../../../components/button.tsx';
import { Count } from '../../../components/count.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';

/** What is being written, read or fetched right now. Not read out: the sentence above the tabs tells what changes. */
export function LivePanel({ live }: { live: LiveText }) {
  return (
    <section className="live" aria-label="Right now">
      {live.retry !== undefined && (
        <p className="small live-retry">
          Try {live.retry.attempt}: {live.retry.words}
        </p>
      )}
      {live.reading !== undefined && (
        <p className="small">
          Reading {live.reading.name}, document {live.reading.source} of {live.reading.of}:{' '}
          <Count of={live.reading.passages} /> passages, <Count of={live.reading.rows} /> rows so far
        </p>
      )}
      {live.page !== undefined && <p className="small">Fetching {live.page}</p>}
      {live.text !== '' && <Writing live={live} />}
    </section>
  );
}

function Writing({ live }: { live: LiveText }) {
  const box = useRef<HTMLElement>(null);
  const [follows, setFollows] = useState(true);
  useEffect(() => {
    if (follows && box.current !== null && live.text !== '') box.current.scrollTop = box.current.scrollHeight;
  }, [live.text, follows]);
  return (
    <>
      <div className="row small muted">
        <span>
          Writing: <Count of={live.outputChars} exact /> characters
        </span>
        <Button kind="quiet" onClick={() => setFollows(!follows)} aria-pressed={follows}>
          {follows ? 'Stop following' : 'Follow'}
        </Button>
      </div>

      <ScrolledText label="What the model writes" text={live.text} ref={box} />
    </>
  );
}
