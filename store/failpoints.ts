import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Failpoint, type PassFailpoint, passing } from '../contract/failpoints.ts';
import { systemErrorCode } from './disk-errors.ts';
import type { Store } from './open-store.ts';

/** Where the points that were hit are listed, one line each: the point and the process that died there. */
export const FAILPOINT_HITS = 'hits';

/**
 * Failpoints that are armed by files, for tests alone. A file named for a point holds how many passes are left: the one that finds 1 removes
 * the file, notes the hit and kills its own process. Since the file is gone the process that is started in its place is not killed again;
 * since it is read at each pass, a point can be armed while the processes run, and the passes of several processes count together (of two at the same instant one).
 */
export function armedFailpoints(folder: string): PassFailpoint {
  return (point) => {
    if (!isDue(join(folder, point))) return;
    appendFileSync(join(folder, FAILPOINT_HITS), `${point} ${process.pid}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
}

/** Counts a pass; true for the one that hits. */
function isDue(path: string): boolean {
  // Whoever renames the file has it: of several processes that pass at once one counts, and nobody writes back what another removed.
  const taken = `${path}.${process.pid}`;
  try {
    renameSync(path, taken);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
  const left = Number(readFileSync(taken, 'utf8'));
  if (left > 1) {
    writeFileSync(taken, String(left - 1));
    renameSync(taken, path);
  } else rmSync(taken);
  return left <= 1;
}

const PUT: Failpoint = 'artifact-written';

/** The store of a worker with a failpoint behind each write. */
export function storeWithFailpoints(store: Store, pass: PassFailpoint): Store {
  return {
    artifacts: passing(store.artifacts, { putBytes: PUT, putText: PUT, putJson: PUT, putStream: PUT }, pass),
    ledger: passing(
      store.ledger,
      {
        reserveCall: 'call-reserved',
        settleCall: 'call-settled',
        reuseCall: 'call-settled',
        writeRecord: 'record-written',
      },
      pass,
    ),
    close: () => store.close(),
  };
}
