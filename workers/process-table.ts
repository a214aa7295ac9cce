import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { systemErrorCode } from './system-error.ts';

interface RunningProcess {
  pid: number;
  /** The arguments joined by blanks, the program first. */
  command: string;
}

async function fromProc(): Promise<RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const line = await readFile(`/proc/${pid}/cmdline`, 'utf8');
        return { pid: Number(pid), command: line.split('\0').join(' ').trim() };
      } catch {
        // It ended while we looked, or belongs to somebody whose processes are hidden from us.
        return { pid: Number(pid), command: '' };
      }
    }),
  );
  return found.filter((process) => process.command !== '');
}

async function fromPs(): Promise<RunningProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 64 << 20 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || command === undefined ? [] : [{ pid: Number(pid), command: command.trim() }];
  });
}

/** Development servers of Temporal that work on exactly this database, whoever started them. */
export async function temporalServersOn(database: string): Promise<number[]> {
  const running = await (process.platform === 'linux' ? fromProc() : fromPs());
  return running
    .filter(
      ({ command }) => command.includes(' server start-dev ') && `${command} `.includes(` --db-filename ${database} `),
    )
    .map(({ pid }) => pid);
}

/** Whether a process exists; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/**
 * Stops what a killed supervisor left behind on this database: asks, then forces. Gives how many there were.
 * The arguments identify the process beyond doubt, which a recorded process id could not: it may be reused.
 */
export async function stopLeftOverTemporal(database: string, graceMs = 4_000): Promise<number> {
  const found = await temporalServersOn(database);
  for (const pid of found) process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while ((await temporalServersOn(database)).length > 0) {
    if (Date.now() > deadline) {
      for (const pid of await temporalServersOn(database)) process.kill(pid, 'SIGKILL');
    }
    await sleep(50);
  }
  return found.length;
}
