import { Button } from '../../../components/button.tsx';
import { spanInWords } from '../../../components/duration.tsx';
import { MOST_ZOOM, middleOf, seenOf, type Window } from './time-window.ts';

/** How often the time is halved, and about which moment; null is about the chosen step. */
export interface Zoom {
  zoom: number;
  around: number | null;
}

/** A window shorter than this shows nothing more. */
const LEAST_MS = 200;
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium' });

/** Which part of the job's time the bars show, and the buttons that change it. */
export function TimeBar({
  whole,
  seen,
  zoom: { zoom, around },
  past,
  onZoom,
}: {
  whole: Window;
  seen: Window;
  zoom: Zoom;
  past: number;
  onZoom(zoom: Zoom): void;
}) {
  const width = seen.to - seen.from;
  const clock = new Date(whole.from).toDateString() === new Date(whole.to).toDateString() ? CLOCK : DAY;
  const move = (by: number): void => {
    const next = seenOf(whole, zoom, middleOf(seen) + by * width);
    onZoom({ zoom, around: Math.round(middleOf(next)) });
  };
  return (
    <div className="time-bar">
      <fieldset className="row time-buttons">
        <legend className="visually-hidden">Time that the bars show</legend>
        <Step
          name="Zoom in"
          sign="+"
          isOut={zoom >= MOST_ZOOM || width / 2 < LEAST_MS}
          onPress={() => onZoom({ zoom: zoom + 1, around })}
        />
        <Step
          name="Zoom out"
          sign="−"
          isOut={zoom === 0}
          onPress={() => onZoom({ zoom: zoom - 1, around: zoom === 1 ? null : around })}
        />
        <Step name="Earlier" sign="‹" isOut={seen.from <= whole.from} onPress={() => move(-0.5)} />
        <Step name="Later" sign="›" isOut={seen.to >= whole.to} onPress={() => move(0.5)} />
        {zoom > 0 && (
          <Button kind="quiet" onClick={() => onZoom({ zoom: 0, around: null })}>
            Whole job
          </Button>
        )}
      </fieldset>
      <p className="time-ends small muted figure" style={{ width: `${past * 100}%` }}>
        <time dateTime={new Date(seen.from).toISOString()}>{clock.format(seen.from)}</time>
        <span>{spanInWords(width)}</span>
        <time dateTime={new Date(seen.to).toISOString()}>{clock.format(seen.to)}</time>
      </p>
    </div>
  );
}

/** A button that keeps the focus also where it has come to its end: one that is switched off loses it. */
function Step({ name, sign, isOut, onPress }: { name: string; sign: string; isOut: boolean; onPress(): void }) {
  return (
    <Button
      className="time-step"
      aria-label={name}
      title={name}
      aria-disabled={isOut || undefined}
      onClick={isOut ? undefined : onPress}
    >
      {sign}
    </Button>
  );
}
