import { jobRecordSchema } from '../../contract/record.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { JobLedger } from '../../store/ledger/port.ts';
import type { Activities } from '../activities.ts';
import { askForRecord } from './ask-for-record.ts';

/** What the activities of the record need. */
export interface RecordPorts {
  artifacts: Pick<ArtifactStore, 'putJson' | 'getJson'>;
  ledger: Pick<JobLedger, 'writeRecord'>;
}

/**
 * Makes the activities that write a job's record. The first try carries the record itself (a local activity's input stays out of
 * history); when that fails, a snapshot is kept as an artifact and the later tries carry only its ref.
 * An older revision never replaces a newer one, so a late try does no harm.
 */
export function createRecordActivities({
  artifacts,
  ledger,
}: RecordPorts): Pick<Activities, 'recordJob' | 'writeRecord' | 'keepSnapshot' | 'writeRecordFrom'> {
  return {
    async recordJob() {
      const record = await askForRecord();
      await ledger.writeRecord(record);
      return { revision: record.revision };
    },
    async writeRecord({ record }) {
      await ledger.writeRecord(record);
    },
    async keepSnapshot({ record }) {
      return { snapshot: await artifacts.putJson(record, `Record of ${record.jobId}, revision ${record.revision}`) };
    },
    async writeRecordFrom({ snapshot }) {
      await ledger.writeRecord(jobRecordSchema.parse(await artifacts.getJson(snapshot.sha256)));
    },
  };
}
