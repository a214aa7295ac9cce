import { useEffect, useState } from 'react';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import type { Attempt } from './attempts.ts';
import { placeTitle } from './place-words.ts';
import { type Scale, StepEntry } from './step-entry.tsx';
import { TimeBar, type Zoom } from './time-bar.tsx';
import { middleOfAttempts, queueOf, seenOf, wholeOf } from './time-window.ts';

/** Of the width of the tracks, what is left for steps that have not begun: how long they take nobody knows. */
const TO_COME = 0.2;

/** The steps and their items as a list, with what they did in time beside them; the bars say no more than the words do. */
export function StepRail({
  view,
  attempts,
  chosen,
  zoom,
  onZoom,
  onChoose,
}: {
  view: JobView;
  attempts: ReadonlyMap<string, Attempt[]>;
  chosen: string | undefined;
  zoom: Zoom;
  onZoom(zoom: Zoom): void;
  onChoose(key: string): void;
}) {
  const now = useNow(view.endedAt === null);
  const spans = [...attempts.values()].flat().flatMap((one) => one.spans);
  const whole = wholeOf(view, spans, now);
  const focus = middleOfAttempts(attempts.get(chosen ?? '') ?? [], now) ?? whole.to;
  const seen = seenOf(whole, zoom.zoom, zoom.around ?? focus);
  const queue = queueOf(view);
  const scale: Scale = { seen, now, queue, past: queue.turns === 0 || zoom.zoom > 0 ? 1 : 1 - TO_COME };
  const draw = (place: PlaceView, isItem: boolean) => (
    <StepEntry
      place={place}
      attempts={attempts.get(place.key) ?? []}
      scale={scale}
      isItem={isItem}
      isChosen={place.key === chosen}
      onChoose={() => onChoose(place.key)}
    />
  );
  return (
    <div className="stack">
      <TimeBar whole={whole} seen={seen} zoom={zoom} onZoom={onZoom} past={scale.past} />
      <ol className="step-rail" aria-label="Steps">
        {view.steps.map(({ items, ...step }) => (
          <li key={step.key}>
            {draw(step, false)}
            {items.length > 0 && (
              <ol aria-label={`Items of ${placeTitle(step)}`}>
                {items.map((item) => (
                  <li key={item.key}>{draw(item, true)}</li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
      <Key />
    </div>
  );
}

const BARS = [
  ['done', 'Done'],
  ['going', 'Works'],
  ['failed', 'Failed'],
  ['wait', 'Waits for a person'],
  ['queued', 'To come, not to scale'],
] as const;

/** What the bars mean. */
function Key() {
  return (
    <ul className="bar-key small muted" aria-label="What the bars mean">
      {BARS.map(([name, words]) => (
        <li key={name}>
          <span className={`bar-sample bar-${name}`} aria-hidden="true" /> {words}
        </li>
      ))}
    </ul>
  );
}

const TICK_MS = 1_000;

function useNow(isOpen: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isOpen]);
  return now;
}
