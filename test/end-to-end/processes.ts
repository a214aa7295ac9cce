import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export { isAlive, temporalServersOn } from '../../workers/process-table.ts';

/** Processes whose command names a file, among the children of one process. */
export async function processesWith(file: string, parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { maxBuffer: 64 << 20 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === parent && args.trim().endsWith(file) ? [Number(pid)] : [];
  });
}

/** Supervisors of a data folder: the processes of ours whose command names it. */
export async function supervisorsOf(folder: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args='], { maxBuffer: 64 << 20 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, args = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return args.includes('ops/up.ts') && args.includes(folder) ? [Number(pid)] : [];
  });
}
