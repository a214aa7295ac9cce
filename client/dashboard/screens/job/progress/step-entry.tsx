import type { PlaceView } from '../../../../../contract/view.ts';
import { spanInWords } from '../../../components/duration.tsx';
import { StatusMark } from '../../../components/status-mark.tsx';
import { type Attempt, type Span, timeIn } from './attempts.ts';
import { factsInWords, placeTitle, remarksOn } from './place-words.ts';
import { placeIn, type queueOf, type Window } from './time-window.ts';

/** What the bars of all steps are drawn by. */
export interface Scale {
  seen: Window;
  now: number;
  queue: ReturnType<typeof queueOf>;
  /** Of the width, the part that stands for what has been; the rest is for what is to come. */
  past: number;
}

const LEAST_TOLD_MS = 1_000;

/** One step or item: its name, state, time and bars. */
export function StepEntry({
  place,
  attempts,
  scale,
  isItem,
  isChosen,
  onChoose,
}: {
  place: PlaceView;
  attempts: readonly Attempt[];
  scale: Scale;
  isItem: boolean;
  isChosen: boolean;
  onChoose(): void;
}) {
  // The words tell of the round that stands; earlier ones have their bars, and stand in the list of attempts.
  const standing = attempts.filter(({ round, generation }) => round === place.round && generation === place.generation);
  const worked = timeIn(standing, ['work', 'held'], scale.now);
  const waited = timeIn(standing, ['wait'], scale.now);
  const rested = timeIn(standing, ['parked'], scale.now);
  const words = [
    factsInWords(place.facts),
    ...remarksOn(place),
    waited >= LEAST_TOLD_MS && `waited ${spanInWords(waited)} for a person`,
    rested >= LEAST_TOLD_MS && `needed attention for ${spanInWords(rested)}`,
  ].filter(Boolean);
  return (
    <button
      type="button"
      data-place={place.key}
      className={`step-entry ${isItem ? 'step-item' : ''}`}
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <span className="step-name">{placeTitle(place)}</span>
      <StatusMark status={place.status} />
      <span className="step-time muted figure">
        {standing.length > 0 && (worked >= LEAST_TOLD_MS || waited === 0) && spanInWords(worked)}
      </span>
      {words.length > 0 && <span className="step-words small muted">{words.join(' · ')}</span>}
      <span className="step-track" aria-hidden="true">
        {attempts.flatMap((attempt) =>
          attempt.spans.map((span) => (
            <Bar
              key={`${attempt.generation} ${attempt.round} ${attempt.attempt} ${span.kind} ${span.from}`}
              attempt={attempt}
              span={span}
              scale={scale}
            />
          )),
        )}
        <Queued place={place} scale={scale} />
      </span>
    </button>
  );
}

const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;

function Bar({ attempt, span, scale: { seen, past } }: { attempt: Attempt; span: Span; scale: Scale }) {
  const at = placeIn(seen, span);
  if (at === null) return null;
  const kind = span.kind === 'work' ? attempt.end : span.kind;
  return (
    <span className={`bar bar-${kind}`} style={{ left: percent(at.left * past), width: percent(at.width * past) }} />
  );
}

/** What has not begun, faint, in the order in which it will. */
function Queued({ place, scale: { queue, past } }: { place: PlaceView; scale: Scale }) {
  const turn = queue.turnOf(place);
  if (turn === null || past === 1) return null;
  const width = (1 - past) / queue.turns;
  return <span className="bar bar-queued" style={{ left: percent(past + turn * width), width: percent(width) }} />;
}
