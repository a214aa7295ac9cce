/** Ends an instance that was started in the background once nothing has been going on for a while. */
export class IdleExit {
  #afterMs: number | undefined;
  readonly #end: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `afterMs` undefined: never. */
  constructor(afterMs: number | undefined, end: () => void) {
    this.#afterMs = afterMs;
    this.#end = end;
  }

  /** What the API says: no job is running or due to look again, and no client is connected. */
  tell(isIdle: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (isIdle && this.#afterMs !== undefined) this.#timer = setTimeout(this.#end, this.#afterMs);
  }

  /** From now on the instance ends only when it is told to. */
  stay(): void {
    this.#afterMs = undefined;
    this.tell(false);
  }
}
