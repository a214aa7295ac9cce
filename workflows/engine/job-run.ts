import { CancellationScope, condition, isCancellation, workflowInfo } from '@temporalio/workflow';
import { instantOf } from '../../contract/instants.ts';
import type { JobStart } from '../../contract/job-start.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { restored } from '../../contract/state/carried.ts';
import type { JobEvent } from '../../contract/state/events.ts';
import { initialState, upgraded } from '../../contract/state/initial-state.ts';
import type { JobState, PlaceState } from '../../contract/state/job-state.ts';
import { reduce } from '../../contract/state/reduce.ts';
import { type JobActivities, jobActivities, type QuickActivities } from './activities.ts';
import { Slots } from './slots.ts';

/** Events that show that a run got somewhere, so that continuing as new does not turn in place. */
const PROGRESS: ReadonlySet<JobEvent['type']> = new Set([
  'turn-taken',
  'tool-answered',
  'place-done',
  'place-parked',
  'gate-opened',
  'place-reattempted',
  'question-answered',
  'question-failed',
]);

/** Questions of people that models answer at once, whatever else the job does: somebody waits for each. */
const QUESTIONS_AT_ONCE = 2;

/**
 * One run of a job: its state, and the rules for starting and stopping work on it.
 * The state changes only through `dispatch`; whoever waits does so on conditions over it.
 */
export class JobRun {
  readonly activities: JobActivities;
  /** Routes by task, as this run looked them up; forgotten when something is recovered, since the catalog may have been mended. */
  readonly routes = new Map<string, string[]>();
  /** Taken by the calls that answer people's questions, in the place of the job's own. */
  readonly questionSlots = new Slots(QUESTIONS_AT_ONCE);
  state: JobState;
  /** Whether this run is about to continue as new: nothing new starts. */
  moving = false;
  /** Whether a person sent the job back: the run ends what it does and the next one goes on from there. */
  rewound = false;
  readonly #slots: Slots;
  readonly #calls = new Set<CancellationScope>();
  #quickCalls = 0;
  #progressed = false;

  constructor(start: JobStart) {
    this.state =
      start.state === null ? initialState(start.input, instantOf(Date.now())) : restored(upgraded(start.state));
    this.activities = jobActivities(this.state.input.limits.timeScale);
    this.#slots = new Slots(this.state.input.limits.parallelItems);
  }

  dispatch(event: JobEvent): void {
    this.state = reduce(this.state, event, instantOf(Date.now()));
    if (event.type === 'place-recovered') this.routes.clear();
    if (PROGRESS.has(event.type)) this.#progressed = true;
  }

  /** Goes back to a step: what runs is left at once, and the next run begins there. */
  rewind(event: Extract<JobEvent, { type: 'rewound' }>): void {
    this.dispatch(event);
    this.moving = true;
    this.rewound = true;
  }

  /** The state of a place that was opened. */
  place(place: Place): PlaceState {
    const found = this.state.places[placeKey(place)];
    if (found === undefined) throw new Error(`${placeKey(place)} was never opened.`);
    return found;
  }

  /** Scales a wait of the engine. */
  waitMs(ms: number): number {
    return Math.max(1, Math.round(ms * this.state.input.limits.timeScale));
  }

  /** Makes a quick call: it needs no slot, and a pause or a move lets it finish. */
  async quickly<Result>(make: (activities: QuickActivities) => Promise<Result>): Promise<Result> {
    while (!this.#mayStart) await condition(() => this.#mayStart);
    this.#quickCalls += 1;
    try {
      return await make(this.activities.quick);
    } finally {
      this.#quickCalls -= 1;
    }
  }

  /**
   * Whether history has grown so that this run should continue as new: whenever the server says so, since also a job that only waits
   * grows, by messages and by records that cannot be written; at a number of events only if this run has done something.
   */
  get wantsToContinue(): boolean {
    const { continueAfterEvents } = this.state.input.limits;
    const info = workflowInfo();
    if (continueAfterEvents === null) return info.continueAsNewSuggested;
    return info.historyLength >= continueAfterEvents && this.#progressed;
  }

  /** Calls in flight. */
  get activeCalls(): number {
    return this.#calls.size + this.#quickCalls;
  }

  /** Asks the calls in flight to stop. */
  cancelCalls(): void {
    for (const scope of this.#calls) scope.cancel();
  }

  /**
   * Makes one call when a slot is free and the job neither pauses, moves nor ends.
   * A call that a pause or a move cancelled is made again afterwards: the ledger then returns it where it was answered.
   */
  async call<Result>(make: () => Promise<Result>, slots: Slots = this.#slots): Promise<Result> {
    for (;;) {
      await slots.acquire();
      const scope = new CancellationScope();
      try {
        // Slot first, then pause: a resumed job keeps its bound. Asked again, since what a condition found may change before its waiter goes on.
        while (!this.#mayStart) await condition(() => this.#mayStart);
        this.#calls.add(scope);
        return await scope.run(make);
      } catch (error) {
        const ours = isCancellation(error) && scope.consideredCancelled && !this.#outerCancelled();
        if (!ours) throw error;
      } finally {
        this.#calls.delete(scope);
        slots.release();
      }
    }
  }

  get #mayStart(): boolean {
    return this.state.paused === null && !this.moving && this.state.ending === null;
  }

  #outerCancelled(): boolean {
    return CancellationScope.current().consideredCancelled;
  }
}
