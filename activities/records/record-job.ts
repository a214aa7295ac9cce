import type { JobLedger } from '../../store/ledger/port.ts';
import type { Activities } from '../activities.ts';
import { askForRecord } from './ask-for-record.ts';

/** Makes the activity that writes a job's record: it asks the job for it, so that none goes through history. */
export function createRecordJob(ports: { ledger: Pick<JobLedger, 'writeRecord'> }): Activities['recordJob'] {
  return async () => {
    const record = await askForRecord();
    await ports.ledger.writeRecord(record);
    return { revision: record.revision };
  };
}
