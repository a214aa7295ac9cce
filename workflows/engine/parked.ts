import type { Failure } from '../../contract/failures.ts';

/** A failure that parks the place in which it was thrown: the job waits for a person, or looks again by itself. */
export class Parked extends Error {
  readonly failure: Failure;
  constructor(parked: Failure) {
    super(parked.message);
    this.name = 'Parked';
    this.failure = parked;
  }
}
