/** How long one call may take, in milliseconds: each bound is counted from another moment. */
export interface CallPatience {
  /** From the request to the head of the answer. Generous, since local servers load a model first. */
  firstMs: number;
  /** From one piece of the answer to the next, of any kind. Generous, since some models think before their first word. */
  betweenMs: number;
  /** From the request to the end: what ends an answer that drips for ever. Below the engine's own bound of a call, which knows no reason. */
  totalMs: number;
  /** From the last word to the end of the stream: usage comes in it, and whoever stays silent then has still answered. */
  afterEndMs: number;
}

/** The bounds of a call where nothing else is said. */
export const CALL_PATIENCE: CallPatience = {
  firstMs: 120_000,
  // Node's own fetch gives up after 300 s, without saying why.
  betweenMs: 290_000,
  totalMs: 14 * 60_000,
  afterEndMs: 10_000,
};

/** Which of the bounds of a call was passed. */
export type StallKind = keyof CallPatience;

/** A call that was given up since its answer did not come, or did not go on, or did not end. */
export class StalledCall extends Error {
  readonly kind: StallKind;
  constructor(kind: StallKind, afterMs: number) {
    const time = spanOf(afterMs);
    super(
      {
        firstMs: `The provider did not begin to answer within ${time}.`,
        betweenMs: `The provider sent nothing for ${time} in the middle of its answer.`,
        totalMs: `The provider had not finished its answer after ${time}.`,
        afterEndMs: `The provider did not end its stream within ${time} of the last word.`,
      }[kind],
    );
    this.name = 'StalledCall';
    this.kind = kind;
  }
}

/** Counts the bounds of one call; its signal aborts with a `StalledCall` at the first that is passed. */
export interface CallWatch extends Disposable {
  signal: AbortSignal;
  /** Something came: the head of the answer, or bytes of it. */
  heard(): void;
  /** The last word came; from now on nothing prolongs the call. */
  ended(): void;
  /** Gives up at once, for a reason of its own. */
  giveUp(reason: Error): void;
}

/** Begins to count. */
export function watchCall(patience: CallPatience): CallWatch {
  const controller = new AbortController();
  const after = (kind: StallKind): NodeJS.Timeout =>
    setTimeout(() => controller.abort(new StalledCall(kind, patience[kind])), patience[kind]);
  const total = after('totalMs');
  let next = after('firstMs');
  let isOver = false;
  const restart = (kind: StallKind): void => {
    clearTimeout(next);
    next = after(kind);
  };
  return {
    signal: controller.signal,
    heard() {
      if (!isOver) restart('betweenMs');
    },
    ended() {
      if (!isOver) restart('afterEndMs');
      isOver = true;
    },
    giveUp: (reason) => controller.abort(reason),
    [Symbol.dispose]() {
      clearTimeout(total);
      clearTimeout(next);
      isOver = true;
    },
  };
}

/** A span of time in words: `90 seconds`, `14 minutes`. */
export function spanOf(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds < 120) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
}
