import type { CallIdentity } from '../../contract/calls.ts';
import type { LiveText } from '../../contract/live-text.ts';
import type { ActivityControl } from '../activity-control.ts';

const BEAT_MS = 500;
const MOST_TAIL_BYTES = 2_048;

/** A beating heart: beats until it is disposed of. */
export interface Pulse extends Disposable {
  /** Notes the text so far; it goes out with the next beat. */
  text(textSoFar: string): void;
}

/**
 * Beats at once and then every half second, with text or without: a call that is still silent must be seen to live,
 * and a cancellation reaches an activity only with a heartbeat that was sent.
 */
export function startPulse(control: Pick<ActivityControl, 'heartbeat'>, task: string, call: CallIdentity): Pulse {
  const place = `${call.step}@${call.generation}.${call.round}${call.item === '' ? '' : `/${call.item}`}`;
  let latest = '';
  const beat = () => {
    const details: LiveText = { task, place, text: tailOf(latest), outputChars: latest.length };
    control.heartbeat(details);
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  return {
    text: (textSoFar) => {
      latest = textSoFar;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** The last 2 KB of a text, cut between characters. */
export function tailOf(text: string): string {
  const bytes = Buffer.from(text.slice(-MOST_TAIL_BYTES), 'utf8');
  if (bytes.length <= MOST_TAIL_BYTES) return bytes.toString('utf8');
  let from = bytes.length - MOST_TAIL_BYTES;
  // A byte 10xxxxxx goes on with a character that was cut.
  while (((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1;
  return bytes.subarray(from).toString('utf8');
}
