import { DossierError } from '../../contract/failures.ts';
import { openLedger } from '../../store/ledger/open-ledger.ts';
import { jobRecord } from './job-records.ts';

// A process that writes records as fast as it can, in several lanes at once, and tells which were taken.
const [url = '', name = '', rounds = '0'] = process.argv.slice(2);
const LANES = 4;

async function untilNotBusy<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DossierError && error.code === 'ledger-busy')) throw error;
    }
  }
}

const ledger = await openLedger({ url });
const taken: string[] = [];
async function lane(number: number): Promise<void> {
  const own = `${name}-${number}`;
  for (let revision = 1; revision <= Number(rounds); revision += 1) {
    for (const jobId of [own, 'job-of-both']) {
      const written = await untilNotBusy(() => ledger.writeRecord(jobRecord(jobId, revision)));
      if (written) taken.push(`${jobId}@${revision}`);
    }
  }
}
await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
await ledger.close();
process.send?.(taken);
process.disconnect();
