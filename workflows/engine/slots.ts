import { condition } from '@temporalio/workflow';

/**
 * A FIFO semaphore. A slot is held around one activity attempt, never around an item:
 * parked items then hold nothing, and the others go on.
 */
export class Slots {
  readonly #limit: number;
  readonly #queue: symbol[] = [];
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Waits for its turn and a free slot. Leaves the queue where the wait is cancelled. */
  async acquire(): Promise<void> {
    const ticket = Symbol('ticket');
    const isNext = (): boolean => this.#queue[0] === ticket && this.#held < this.#limit;
    this.#queue.push(ticket);
    try {
      // Asked again, since what a condition found may change before its waiter goes on.
      while (!isNext()) await condition(isNext);
      this.#held += 1;
    } finally {
      this.#queue.splice(this.#queue.indexOf(ticket), 1);
    }
  }

  release(): void {
    this.#held -= 1;
  }
}
