import type { ViewAnswer } from '../../../contract/api.ts';
import type { LiveText as LiveScreen, Terminal } from '../terminal.ts';
import { changesBetween } from './changes.ts';
import { liveText, readingWords } from './live-text.ts';

/** Waits of what is drawn, in milliseconds; tests shorten them. */
export interface DrawTimes {
  /** How long a job may not answer before that is told: a worker that is busy for some seconds is no news. */
  unansweredMs: number;
  /** Least distance of two lines about reading, where there is no screen. */
  readingMs: number;
}

const DRAW_TIMES: DrawTimes = { unansweredMs: 10_000, readingMs: 3_000 };

/** Shows a job as it changes. */
export interface Drawer {
  draw(answer: ViewAnswer): void;
  end(): void;
}

/** Draws in place on a screen, else prints a line per change; nothing with `--json`. */
export function drawer(
  terminal: Pick<Terminal, 'say' | 'width'>,
  screen: LiveScreen | undefined,
  times: DrawTimes = DRAW_TIMES,
): Drawer {
  const reading = readingLines(times.readingMs);
  let before: ViewAnswer | undefined;
  const patience = patiently(times.unansweredMs, (answer) => {
    if (screen !== undefined) screen.draw(liveText(answer, terminal.width));
    else for (const line of [...changesBetween(before, answer), ...reading(answer)]) terminal.say(line);
    before = answer;
  });
  return {
    draw: patience.draw,
    end() {
      patience.end();
      screen?.end();
    },
  };
}

/** Withholds that a job does not answer until that has lasted; then draws once more, since no other news may come. */
function patiently(ms: number, draw: (answer: ViewAnswer) => void): Drawer {
  let timer: NodeJS.Timeout | undefined;
  let latest: ViewAnswer | undefined;
  let lasts = false;
  const told = (): void => {
    lasts = true;
    if (latest !== undefined) draw(latest);
  };
  const end = (): void => {
    clearTimeout(timer);
    timer = undefined;
    lasts = false;
  };
  return {
    draw(answer) {
      latest = answer;
      if (answer.overlay?.kind !== 'unreachable') end();
      else if (!lasts) {
        timer ??= setTimeout(told, ms);
        draw({ ...answer, from: 'workflow', overlay: null });
        return;
      }
      draw(answer);
    },
    end,
  };
}

/** A line about reading at most every so often; none about reading that is over before that. */
function readingLines(ms: number): (answer: ViewAnswer) => string[] {
  let since: number | undefined;
  return ({ live }) => {
    const words = live.map(readingWords).find((one) => one !== null);
    if (words === undefined || words === null) return [];
    since ??= Date.now();
    if (Date.now() - since < ms) return [];
    since = Date.now();
    return [words];
  };
}
