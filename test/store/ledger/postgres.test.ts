import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openLedger } from '../../../store/ledger/open-ledger.ts';
import { jobRecord } from '../../support/job-records.ts';
import { type PostgresCluster, startPostgres } from '../../support/postgres-cluster.ts';
import { ledgerConformance } from '../ledger-conformance.ts';

const cluster: PostgresCluster | null = await startPostgres().catch((error) => {
  process.stderr.write(`SKIPPED: no PostgreSQL runs on this machine, so the ledger was NOT tested on it. ${error}\n`);
  return null;
});
afterAll(() => cluster?.stop());

if (cluster === null) test.skip('the ledger on PostgreSQL', () => undefined);
else onPostgres(cluster);

function onPostgres({ what, url, clear }: PostgresCluster): void {
  ledgerConformance(`PostgreSQL (${what})`, async () => {
    await clear();
    return url;
  });

  describe('the ledger on PostgreSQL', () => {
    // pglite gives all its clients one session, in which nobody can hold a lock against another.
    const withSessions = what === 'Debian' ? test : test.skip;

    withSessions('writers that wait too long for another are told that it is busy', async () => {
      await clear();
      const ledger = await openLedger({ url });
      await ledger.createJob(jobRecord('job-1'));
      const holder = new pg.Client(url);
      await holder.connect();
      await holder.query('begin; lock table jobs in exclusive mode');
      await expect(ledger.writeRecord(jobRecord('job-1', 1))).rejects.toMatchObject({ code: 'ledger-busy' });
      expect(await ledger.readRecord('job-1')).toMatchObject({ revision: 0 });
      await holder.query('commit');
      expect(await ledger.writeRecord(jobRecord('job-1', 2))).toBe(true);
      await holder.end();
      await ledger.close();
    });

    test('a server that does not answer says storage-failed, without the password', async () => {
      const gone = openLedger({ url: 'postgres://somebody:hidden@127.0.0.1:1/nothing' });
      await expect(gone).rejects.toMatchObject({ code: 'storage-failed' });
      await expect(gone).rejects.not.toThrow('hidden');
    });
  });
}
