import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { DossierError } from '../contract/failures.ts';
import { type ChildMessage, childMessageSchema } from './child-messages.ts';
import { restartDelayMs } from './restart-delay.ts';
import type { RotatingLog } from './rotating-log.ts';

/** What is started; asked for anew before each start, since ports and keys may have changed. */
export interface Command {
  program: string;
  args: string[];
  env: Record<string, string>;
}

/** How one process is started, known to serve, and stopped. */
export interface ProcessPlan {
  /** Names it in messages: `worker`. */
  name: string;
  command(): Promise<Command>;
  /** With a channel the process says `ready` itself; without, this resolves when it serves or rejects on abort. */
  whenReady?(signal: AbortSignal): Promise<void>;
  onReady?(url: string | undefined): void;
  onMessage?(message: ChildMessage): void;
  /** It ended without being asked to; it is being started again. */
  onDeath?(sentence: string): void;
  log: RotatingLog;
  /** From SIGTERM to SIGKILL. */
  graceMs: number;
}

const READY_TIMEOUT_MS = 60_000;
const STARTS_BEFORE_GIVING_UP = 3;

/** Signals a process and everything it started: each is the leader of its own group. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is empty: all of it has ended.
  }
}

/** Keeps one process running: starts it, starts it again when it dies, stops it with everything it started. */
export class SupervisedProcess {
  readonly #plan: ProcessPlan;
  #child: ChildProcess | undefined;
  #running: Promise<void> | undefined;
  readonly #stopping = new AbortController();
  #restartWanted = false;
  #hasServed = false;
  #lastWords = '';

  constructor(plan: ProcessPlan) {
    this.#plan = plan;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when it serves for the first time; rejects when it ended several times before that. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#running = this.#keepRunning(resolve).then(
        () => reject(new DossierError('cancelled', `${this.#plan.name} was stopped before it was ready.`)),
        reject,
      );
    });
  }

  /** Ends the present process; a new one with fresh settings follows at once. */
  restart(): void {
    if (this.#child === undefined) return;
    this.#restartWanted = true;
    void this.#end(this.#child);
  }

  /** SIGTERM, then SIGKILL after the grace time; resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#child) await this.#end(this.#child);
    await this.#running;
    this.#plan.log.close();
  }

  /** SIGKILL at once; `stop` still has to be awaited. */
  kill(): void {
    this.#stopping.abort();
    if (this.#child) signalGroup(this.#child, 'SIGKILL');
  }

  async #keepRunning(served: () => void): Promise<void> {
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      const startedAt = Date.now();
      const ending = await this.#runOnce(served);
      if (this.#stopping.signal.aborted) return;
      const wasWanted = this.#restartWanted;
      this.#restartWanted = false;
      failures = wasWanted ? 0 : failures + 1;
      if (!this.#hasServed && failures >= STARTS_BEFORE_GIVING_UP) throw this.#doesNotStart(ending);
      if (!wasWanted) this.#plan.onDeath?.(`${this.#plan.name} ${ending}; starting it again`);
      const delay = restartDelayMs(failures, Date.now() - startedAt);
      if (delay.isFresh) failures = 1;
      await sleep(delay.ms, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  #doesNotStart(ending: string): DossierError {
    const lastLine = this.#lastWords.trim().split('\n').at(-1) ?? '';
    return new DossierError('internal', `${this.#plan.name} does not start: it ${ending}. ${lastLine}`.trim(), {
      remedy: `See ${this.#plan.log.path}.`,
    });
  }

  async #runOnce(served: () => void): Promise<string> {
    let command: Command;
    try {
      command = await this.#plan.command();
    } catch (error) {
      return `could not be started (${error instanceof Error ? error.message : String(error)})`;
    }
    if (this.#stopping.signal.aborted) return 'was not started';
    const hasChannel = this.#plan.whenReady === undefined;
    const child = spawn(command.program, command.args, {
      env: command.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(hasChannel ? (['ipc'] as const) : [])],
    });
    this.#child = child;
    this.#collectOutput(child);
    const ended = new AbortController();
    const exit = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`could not be started (${error.message})`));
      child.once('exit', (code, signal) => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    });
    this.#watchReadiness(child, ended.signal, served);
    const ending = await exit;
    ended.abort();
    signalGroup(child, 'SIGKILL');
    this.#child = undefined;
    return ending;
  }

  #collectOutput(child: ChildProcess): void {
    const keep = (chunk: Buffer): void => {
      this.#plan.log.write(chunk);
      this.#lastWords = (this.#lastWords + chunk.toString('utf8')).slice(-2_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  #watchReadiness(child: ChildProcess, ended: AbortSignal, served: () => void): void {
    const timer = setTimeout(() => {
      this.#lastWords += `\nIt was not ready after ${READY_TIMEOUT_MS / 1000} s.`;
      signalGroup(child, 'SIGKILL');
    }, READY_TIMEOUT_MS);
    ended.addEventListener('abort', () => clearTimeout(timer));
    const isReady = (url: string | undefined): void => {
      clearTimeout(timer);
      this.#hasServed = true;
      this.#plan.onReady?.(url);
      served();
    };
    child.on('message', (raw) => {
      const message = childMessageSchema.safeParse(raw);
      if (!message.success) return;
      if ('ready' in message.data) isReady(message.data.ready.url);
      else this.#plan.onMessage?.(message.data);
    });
    this.#plan.whenReady?.(ended).then(
      () => isReady(undefined),
      (error: unknown) => {
        if (ended.aborted) return;
        this.#lastWords += `\n${error instanceof Error ? error.message : String(error)}`;
        signalGroup(child, 'SIGKILL');
      },
    );
  }

  async #end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), this.#plan.graceMs);
    await exited;
    clearTimeout(timer);
  }
}
