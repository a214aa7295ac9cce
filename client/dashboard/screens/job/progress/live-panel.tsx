import { useEffect, useRef, useState } from 'react';
import type { LiveText } from '../../../../../contract/live-text.ts';
import type { PlaceView } from '../../../../../contract/view.ts';
import { Button } from '../../../components/button.tsx';
import { Count } from '../../../components/count.tsx';
import { Elapsed } from '../../../components/duration.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { useWritingRate } from './use-writing-rate.ts';

/** What is being written, read or fetched right now. Not read out: the sentence above the tabs tells what changes. */
export function LivePanel({
  live,
  place,
  since,
}: {
  live: LiveText;
  place: PlaceView | undefined;
  since: number | null;
}) {
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
      <p className="row small muted">
        {since !== null && (
          <span>
            For <Elapsed from={new Date(since).toISOString()} to={null} />
          </span>
        )}
        {place?.turn != null && <span>Turn {place.turn + 1}</span>}
        {place?.facts.found !== undefined && (
          <span>
            <Count of={place.facts.found} exact /> found in the sources so far
          </span>
        )}
      </p>
      {live.text !== '' && <Writing live={live} />}
    </section>
  );
}

function Writing({ live }: { live: LiveText }) {
  const box = useRef<HTMLElement>(null);
  const [follows, setFollows] = useState(true);
  const rate = useWritingRate(live.outputChars);
  useEffect(() => {
    if (follows && box.current !== null && live.text !== '') box.current.scrollTop = box.current.scrollHeight;
  }, [live.text, follows]);
  return (
    <>
      <div className="row small muted">
        <span>
          Writing: <Count of={live.outputChars} exact /> characters
          {rate !== null && (
            <>
              , <Count of={Math.round(rate)} exact /> a second
            </>
          )}
        </span>
        <Button kind="quiet" onClick={() => setFollows(!follows)} aria-pressed={follows}>
          {follows ? 'Stop following' : 'Follow'}
        </Button>
      </div>

      <ScrolledText label="What the model writes" text={live.text} ref={box} />
    </>
  );
}
