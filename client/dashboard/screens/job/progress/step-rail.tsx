import { useEffect, useState } from 'react';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import { Elapsed } from '../../../components/duration.tsx';
import { StatusMark } from '../../../components/status-mark.tsx';
import { factsInWords, placeTitle, remarksOn } from './place-words.ts';
import { type Span, spanOf, waitsOf } from './time-span.ts';

/** The steps and their items as a list; the bars beside them say no more than the words do. */
export function StepRail({
  view,
  chosen,
  onChoose,
}: {
  view: JobView;
  chosen: string | undefined;
  onChoose(key: string): void;
}) {
  const now = useNow(view.endedAt === null);
  const span = spanOf(view, now);
  const draw = (place: PlaceView, isItem: boolean) => (
    <Entry
      place={place}
      view={view}
      span={span}
      isItem={isItem}
      isChosen={place.key === chosen}
      onChoose={() => onChoose(place.key)}
    />
  );
  return (
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
  );
}

function Entry({
  place,
  view,
  span,
  isItem,
  isChosen,
  onChoose,
}: {
  place: PlaceView;
  view: JobView;
  span: Span;
  isItem: boolean;
  isChosen: boolean;
  onChoose(): void;
}) {
  const words = [factsInWords(place.facts), ...remarksOn(place)].filter(Boolean).join(' · ');
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
      <span className="step-time muted">
        {place.startedAt !== null && <Elapsed from={place.startedAt} to={place.endedAt ?? view.endedAt} />}
      </span>
      {words !== '' && <span className="step-words small muted">{words}</span>}
      <span className="step-track" aria-hidden="true">
        <Bar span={span} from={place.startedAt} to={place.endedAt} kind={place.status} />
        {waitsOf(view, place).map(({ from, to }) => (
          <Bar key={from} span={span} from={from} to={to} kind="wait" />
        ))}
      </span>
    </button>
  );
}

function Bar({ span, from, to, kind }: { span: Span; from: string | null; to: string | null; kind: string }) {
  if (from === null) return null;
  const left = (Date.parse(from) - span.from) / (span.to - span.from);
  const right = to === null ? 1 : (Date.parse(to) - span.from) / (span.to - span.from);
  const percent = (part: number): string => `${Math.min(100, Math.max(0, part * 100))}%`;
  return <span className={`bar bar-${kind}`} style={{ left: percent(left), width: percent(right - left) }} />;
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
