import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DossierError } from '../../contract/failures.ts';
import { ROOT } from './config.ts';

const MOST_LOG_BYTES = 10_000_000;
/** How long an instance that another start has taken over may take to answer. */
const JOIN_MS = 30_000;

/** The file that runs `dossier up`. */
export const UP_ENTRY = join(ROOT, 'workers', 'ops', 'up.ts');

/** The log of instances that were started in the background. */
export function upLogPath(dataFolder: string): string {
  return join(dataFolder, 'logs', 'up.log');
}

function openLog(path: string): number {
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    if (existsSync(path) && statSync(path).size > MOST_LOG_BYTES) renameSync(path, `${path}.1`);
    return openSync(path, 'a+', 0o600);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new DossierError('storage-failed', `The data folder cannot be written: ${words}.`, {
      cause,
      remedy: 'Make it writable, or choose another folder with --data.',
    });
  }
}

/** Hands on the lines that a starting instance adds to its log. */
class LogTail {
  readonly #descriptor: number;
  #offset: number;
  #rest = '';
  readonly lines: string[] = [];

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.#offset = fstatSync(descriptor).size;
  }

  read(): string[] {
    const size = fstatSync(this.#descriptor).size;
    const buffer = Buffer.alloc(Math.max(0, size - this.#offset));
    this.#offset += readSync(this.#descriptor, buffer, 0, buffer.length, this.#offset);
    const parts = (this.#rest + buffer.toString('utf8')).split('\n');
    this.#rest = parts.pop() ?? '';
    this.lines.push(...parts);
    return parts;
  }
}

/** What a start that failed said last; its check list is indented, its error is not. */
function lastWords(lines: readonly string[]): { message: string; remedy: string | undefined } {
  const said = lines.filter((line) => /^\S/.test(line) && !/^(Data: |Stopping\.)/.test(line)).slice(-4);
  const remedy = said.length > 1 ? said.at(-1) : undefined;
  const message = said.slice(0, said.length > 1 ? -1 : undefined).join(' ');
  return { message: message === '' ? 'it said nothing.' : message, remedy };
}

interface Exit {
  words: string;
  isClean: boolean;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ words: error.message, isClean: false }));
    child.once('exit', (code, signal) => resolve({ words: `exit ${code ?? signal}`, isClean: code === 0 }));
  });
}

/**
 * Starts `dossier up --idle-exit` in a session of its own, so that no Ctrl-C reaches it, and waits until `find` finds
 * an instance. Throws `instance-unreachable` with the start's own last words when it ends before that.
 */
export async function startInBackground<Found>(
  dataFolder: string,
  find: () => Promise<Found | undefined>,
  progress: (line: string) => void,
  entry: string = UP_ENTRY,
): Promise<Found> {
  const path = upLogPath(dataFolder);
  const descriptor = openLog(path);
  try {
    progress(`No instance is running: starting one in the background (log: ${path}).`);
    const tail = new LogTail(descriptor);
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', entry, '--idle-exit', '--data', dataFolder],
      { cwd: ROOT, detached: true, stdio: ['ignore', descriptor, descriptor] },
    );
    child.unref();
    return await waitForIt(child, tail, find, { progress, path });
  } finally {
    closeSync(descriptor);
  }
}

async function waitForIt<Found>(
  child: ChildProcess,
  tail: LogTail,
  find: () => Promise<Found | undefined>,
  { progress, path }: { progress: (line: string) => void; path: string },
): Promise<Found> {
  let exit: Exit | undefined;
  let endedAt = 0;
  void exitOf(child).then((how) => {
    exit = how;
    endedAt = Date.now();
  });
  for (;;) {
    for (const line of tail.read()) if (line.startsWith('  ')) progress(line);
    const found = await find();
    if (found !== undefined) return found;
    // A clean end means that another start was faster: its instance answers soon.
    if (exit !== undefined && (!exit.isClean || Date.now() - endedAt > JOIN_MS)) {
      tail.read();
      const { message, remedy } = lastWords(tail.lines);
      throw new DossierError('instance-unreachable', `Dossier did not start (${exit.words}): ${message}`, {
        remedy: `${remedy ?? 'Run `dossier up` to see it start.'} The log is ${path}.`,
      });
    }
    await sleep(150);
  }
}
