import { type PassFailpoint, passing } from '../../contract/failpoints.ts';
import type { Ledger } from '../../store/ledger/port.ts';
import type { JobControl } from './job-control.ts';

/** The API's ledger with failpoints between the record of a start, or of a job that goes back after its end, and the start itself. */
export function ledgerWithFailpoints(ledger: Ledger, pass: PassFailpoint): Ledger {
  return passing(ledger, { createJob: 'start-recorded', writeRecord: 'branch-recorded' }, pass);
}

/** The engine with a failpoint between what it has taken and the answer that tells of it. */
export function controlWithFailpoints(control: JobControl, pass: PassFailpoint): JobControl {
  return passing(control, { start: 'job-started', update: 'message-accepted', signal: 'message-accepted' }, pass);
}
