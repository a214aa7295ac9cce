import { setTimeout as sleep } from 'node:timers/promises';
import { openHarness, TOKEN } from '../test/client/api/api-harness.ts';
import type { Figure } from './measurement.ts';

const CHANGES = 20;

/** How often the job and the ledger are asked while so many watch one job that changes. */
async function readsWith(watchers: number): Promise<{ views: number; records: number }> {
  const api = await openHarness();
  try {
    const id = await api.start();
    let records = 0;
    const { ledger } = api.store;
    const readRecord = ledger.readRecord.bind(ledger);
    ledger.readRecord = (jobId) => {
      records += 1;
      return readRecord(jobId);
    };
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const address = api.app.server.address();
    if (address === null || typeof address === 'string') throw new Error('There is no port.');
    const stopping = new AbortController();
    const headers = { authorization: `Bearer ${TOKEN}` };
    const url = `http://127.0.0.1:${address.port}/api/v1/jobs/${id}/events`;
    await Promise.all(
      Array.from({ length: watchers }, async () => {
        const response = await fetch(url, { headers, signal: stopping.signal });
        // Read and thrown away, so that no stream waits for its reader.
        void response.body?.pipeTo(new WritableStream(), { signal: stopping.signal }).catch(() => undefined);
      }),
    );
    await sleep(500);
    const [viewsBefore, recordsBefore] = [api.control.viewsAsked, records];
    for (let change = 0; change < CHANGES; change += 1) {
      api.control.change(id, { sentence: `Change ${change}.` });
      await sleep(50);
    }
    await sleep(300);
    stopping.abort();
    return { views: api.control.viewsAsked - viewsBefore, records: records - recordsBefore };
  } finally {
    await api.close();
  }
}

/** That a hundred who watch cost the server what one does. */
export async function readsOfWatchers(): Promise<Figure[]> {
  const one = await readsWith(1);
  const hundred = await readsWith(100);
  const shown = ({ views, records }: typeof one): string => `${views} of the job, ${records} of the ledger`;
  return [
    { what: `reads for ${CHANGES} changes of a job that one watches`, value: shown(one) },
    {
      what: `reads for ${CHANGES} changes of a job that 100 watch`,
      value: shown(hundred),
      aim: 'no more than for one',
    },
  ];
}
