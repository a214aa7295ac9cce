import type { MaintenanceProgress } from '../../contract/maintenance.ts';
import { sizeWords } from './doctor/check.ts';
import type { Terminal } from './terminal.ts';

const QUIET_MS = 2_000;
const BETWEEN_MS = 2_000;

/** Tells on stderr how far something is, once it takes longer than two seconds. */
export function slowProgress(terminal: Terminal): (progress: MaintenanceProgress) => void {
  let next = Date.now() + QUIET_MS;
  return ({ doing, done, bytes }) => {
    if (Date.now() < next) return;
    next = Date.now() + BETWEEN_MS;
    terminal.progress(`  ${doing}: ${done.toLocaleString('en')}${bytes === 0 ? '' : ` (${sizeWords(bytes)})`} …`);
  };
}
