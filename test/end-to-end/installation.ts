import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Instance, instanceSchema } from '../../contract/instance.ts';
import { temporalProgram } from '../support/temporal-environment.ts';
import { eventually } from './eventually.ts';
import { isAlive, processesWith, temporalServersOn } from './processes.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** The example's documents, and a question of several parts about them. */
export const EXAMPLE = join(ROOT, 'examples', 'model-migration');
export const QUESTION = readFileSync(`${EXAMPLE}.question.txt`, 'utf8').trim();

/** One of few parts, for tests in which a job only has to be in the middle of something. */
export const SHORT_QUESTION =
  'Who decides the start of phase 3? What does gpt-5.5 cost per million output tokens? How long does the vendor keep prompts?';

/** What a command gave. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A command that runs. */
export interface Command {
  pid: number;
  ended: Promise<Ended>;
  /** Everything said so far, both streams. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
}

/** A row of the ledger's table of calls, as far as these tests look at it. */
export interface CallRow {
  call_key: string;
  step: string;
  state: string;
  holder: string;
  answered_at: string | null;
  reused_from: string | null;
}

/** The parts of an instance that can be killed. */
export type Part = 'worker' | 'api' | 'offline model' | 'temporal' | 'supervisor';

const ENTRY: Partial<Record<Part, string>> = {
  worker: join('workers', 'main.ts'),
  api: join('client', 'api', 'main.ts'),
  'offline model': join('workers', 'offline-model', 'main.ts'),
};

/** Starts a command as it is typed: by `bin/dossier.js`, with these settings and nothing of the person's own. */
export function runTyped(args: readonly string[], settings: Record<string, string>): Command {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'dossier.js'), ...args], {
    env: { PATH, HOME, DOSSIER_ENV_FILE: '/dev/null', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    ...{ pid: child.pid ?? 0, ended },
    said: () => stdout + stderr,
    kill: (signal) => void child.kill(signal),
  };
}

/** A data folder with the commands that are typed for it; ends what ran on it. */
export class Installation {
  readonly data = mkdtempSync(join(tmpdir(), 'dossier-end-to-end-'));
  readonly #settings: Record<string, string>;
  readonly #running = new Set<Command>();

  constructor(settings: Record<string, string> = {}) {
    this.#settings = settings;
  }

  /** Starts a command as it is typed, on this folder. */
  start(args: readonly string[], more: Record<string, string> = {}): Command {
    const own = { DOSSIER_DATA: this.data, TEMPORAL_CLI_PATH: temporalProgram() };
    const command = runTyped(args, { ...own, ...this.#settings, ...more });
    this.#running.add(command);
    void command.ended.finally(() => this.#running.delete(command));
    return command;
  }

  /** Runs a command to its end. */
  run(args: readonly string[], more: Record<string, string> = {}): Promise<Ended> {
    return this.start(args, more).ended;
  }

  /** Runs a command with `--json`; gives its exit code and its last object. */
  async json(args: readonly string[]): Promise<{ code: number | null; object: Record<string, unknown> }> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    const last = stdout.trim().split('\n').at(-1) ?? '';
    if (last === '') throw new Error(`dossier ${args.join(' ')} said nothing on stdout: ${stderr}`);
    return { code, object: JSON.parse(last) };
  }

  /**
   * Watches a job until it is done; gives what was said at last. It may rest in between: while no worker answers, the page is the record's,
   * which may not know of a decision yet.
   */
  untilDone(job: string, timeoutMs = 120_000): Promise<Record<string, unknown>> {
    let last = '';
    const watched = async () => {
      const { code, object } = await this.json(['watch', job, '--until-rest']);
      last = JSON.stringify(object);
      return code === 0 && JSON.stringify(object.job).includes('"status":"done"') ? object : undefined;
    };
    return eventually(`the end of ${job}`, watched, timeoutMs).catch((error: unknown) => {
      throw new Error(`${String(error)} Last: ${last}`);
    });
  }

  /** Where the instance is, once it serves. */
  instance(): Instance | undefined {
    const path = join(this.data, 'instance.json');
    return existsSync(path) ? instanceSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
  }

  /** The process of a part, once it runs and is another one than `previous`. */
  pidOf(part: Part, previous?: number): Promise<number> {
    return eventually(`the process of the ${part}`, async () => {
      const instance = this.instance();
      if (instance === undefined || !isAlive(instance.pid)) return undefined;
      if (part === 'supervisor') return instance.pid;
      const found =
        part === 'temporal'
          ? await temporalServersOn(join(this.data, 'temporal.sqlite'))
          : await processesWith(ENTRY[part] ?? '', instance.pid);
      return found.find((pid) => pid !== previous);
    });
  }

  /** Ends a part as `kill -9` does; gives its process id. */
  async kill(part: Part): Promise<number> {
    const pid = await this.pidOf(part);
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  /** The calls of a job, read from the ledger's file itself. */
  calls(jobId: string): CallRow[] {
    const path = join(this.data, 'ledger.sqlite');
    if (!existsSync(path)) return [];
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const query =
        'select call_key, step, state, holder, answered_at, reused_from from calls where job_id = ? order by call_key';
      return database.prepare(query).all(jobId) as unknown[] as CallRow[];
    } finally {
      database.close();
    }
  }

  /** Ends everything that was started for this folder, by process id, and removes it. */
  async end(): Promise<void> {
    for (const command of this.#running) command.kill('SIGKILL');
    await Promise.all([...this.#running].map(({ ended }) => ended));
    await this.run(['down']);
    const supervisor = this.instance()?.pid;
    if (supervisor !== undefined && isAlive(supervisor)) process.kill(supervisor, 'SIGKILL');
    for (const pid of await temporalServersOn(join(this.data, 'temporal.sqlite'))) process.kill(pid, 'SIGKILL');
    rmSync(this.data, { recursive: true, force: true, maxRetries: 5 });
  }
}
