import type { ViewAnswer } from '../../../contract/api.ts';
import type { JobControl } from '../job-control.ts';
import type { ViewReader } from '../jobs/view-reader.ts';
import { JobWatcher, type Viewer, WATCH_TIMES, type WatchTimes } from './job-watcher.ts';

interface Watched {
  watcher: JobWatcher;
  linger: NodeJS.Timeout | undefined;
}

/** The watchers of this process: one a watched job, shared by its viewers, kept for a while after the last one left. */
export class WatchHub {
  readonly #views: ViewReader;
  readonly #control: JobControl;
  readonly #times: WatchTimes;
  readonly #watched = new Map<string, Watched>();

  constructor(views: ViewReader, control: JobControl, times: Partial<WatchTimes> = {}) {
    this.#views = views;
    this.#control = control;
    this.#times = { ...WATCH_TIMES, ...times };
  }

  /** Jobs that are watched now. */
  get size(): number {
    return this.#watched.size;
  }

  /** Joins the viewers of a job. Answers what it looks like now and how to leave. Throws `job-not-found`. */
  async watch(jobId: string, viewer: Viewer): Promise<{ current: ViewAnswer; leave(): void }> {
    await this.#views.record(jobId);
    const watched = this.#watched.get(jobId) ?? this.#begin(jobId);
    clearTimeout(watched.linger);
    // Joined before the first answer is there, so that nothing after it is missed; the viewer orders by revision.
    watched.watcher.add(viewer);
    const leave = (): void => this.#leave(jobId, watched, viewer);
    try {
      return { current: await watched.watcher.current(), leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Has a watched job looked at now: something happened to it that rings no bell. */
  ring(jobId: string): void {
    this.#watched.get(jobId)?.watcher.ring();
  }

  stop(): void {
    for (const { watcher, linger } of this.#watched.values()) {
      clearTimeout(linger);
      watcher.stop();
    }
    this.#watched.clear();
  }

  #begin(jobId: string): Watched {
    const watcher = new JobWatcher(jobId, this.#views, this.#control, this.#times);
    const watched: Watched = { watcher, linger: undefined };
    this.#watched.set(jobId, watched);
    return watched;
  }

  #leave(jobId: string, watched: Watched, viewer: Viewer): void {
    watched.watcher.remove(viewer);
    if (watched.watcher.viewerCount > 0) return;
    clearTimeout(watched.linger);
    watched.linger = setTimeout(() => {
      watched.watcher.stop();
      this.#watched.delete(jobId);
    }, this.#times.lingerMs).unref();
  }
}
