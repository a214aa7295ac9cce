import { setTimeout } from 'node:timers/promises';
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

    withSessions('what one process writes rings the bell of another', async () => {
      await clear();
      const [reader, writer] = await Promise.all([openLedger({ url }), openLedger({ url })]);
      let rings = 0;
      const bell = reader.onChange(() => {
        rings += 1;
      });
      const untilRung = async (wanted: number) => {
        while (rings < wanted) await setTimeout(10);
      };
      // It rings by itself when it begins to listen.
      await untilRung(1);
      expect(bell?.isHeard).toBe(true);
      await writer.createJob(jobRecord('job-1'));
      await untilRung(2);
      expect(await reader.changesSince(0, 10)).toHaveLength(1);
      const breaker = new pg.Client(url);
      await breaker.connect();
      await breaker.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dossier feed'",
      );
      await breaker.end();
      // A connection that broke is made again, and rings for what may have been missed.
      await untilRung(3);
      await writer.writeRecord(jobRecord('job-1', 1));
      await untilRung(4);
      bell?.stop();
      await Promise.all([reader.close(), writer.close()]);
    });

    test('what an older build wrote of a record shows in lists after the next opening', async () => {
      await clear();
      const ledger = await openLedger({ url });
      await ledger.createJob(jobRecord('job-1'));
      const client = new pg.Client(url);
      await client.connect();
      const record = JSON.stringify(jobRecord('job-1', 3, { sentence: 'By another build.' }));
      await client.query('update jobs set revision = 3, record = $1', [record]);
      await client.end();
      await (await openLedger({ url })).close();
      const { jobs } = await ledger.listJobs({ organisation: 'local', limit: 10 });
      expect(jobs).toMatchObject([{ revision: 3, sentence: 'By another build.' }]);
      await ledger.close();
    });

    test('a server that does not answer says storage-failed, without the password', async () => {
      const gone = openLedger({ url: 'postgres://somebody:hidden@127.0.0.1:1/nothing' });
      await expect(gone).rejects.toMatchObject({ code: 'storage-failed' });
      await expect(gone).rejects.not.toThrow('hidden');
    });
  });
}
