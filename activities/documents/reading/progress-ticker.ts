import type { ReadingProgress } from '../../../contract/live-text.ts';
import type { ActivityControl } from '../../activity-control.ts';

const BEAT_MS = 500;
const EVERY = 256;

/** Lets long reading be seen and stopped: `tick` is cheap enough for every row. */
export interface ProgressTicker {
  /** Aborts when the activity is cancelled. */
  readonly signal: AbortSignal;
  /** Beats at most every half second; throws the reason where the activity was cancelled. */
  tick(count: 'passages' | 'rows'): void;
  /** Goes on to the next source and beats. */
  source(source: number, name: string): void;
}

/** Makes a ticker over an activity's control. */
export function createTicker(control: Pick<ActivityControl, 'signal' | 'heartbeat'>, of: number): ProgressTicker {
  const progress: ReadingProgress = { source: 0, of, name: '', passages: 0, rows: 0 };
  let ticks = 0;
  let beatAt = 0;
  const beat = () => {
    beatAt = Date.now();
    control.heartbeat({ ...progress });
  };
  return {
    signal: control.signal,
    tick(count) {
      progress[count] += 1;
      ticks += 1;
      if (ticks % EVERY !== 0) return;
      control.signal.throwIfAborted();
      if (Date.now() - beatAt >= BEAT_MS) beat();
    },
    source(source, name) {
      control.signal.throwIfAborted();
      Object.assign(progress, { source, name: name.slice(0, 200) });
      beat();
    },
  };
}
