import { join } from 'node:path';
import { openLedger } from '../store/ledger/open-ledger.ts';
import { type Harness, openHarness, TOKEN } from '../test/client/api/api-harness.ts';
import { type Filling, filledRecord, fillLedger, jobIdOf } from './ledger-filling.ts';
import { type Figure, type Measurement, percentile, seconds } from './measurement.ts';

const FILLING: Filling = { jobs: 10_000, running: 200, calls: 20, callsOfTheFirst: 2_000, days: 60 };
const REQUESTS = 25;
/** Milliseconds between two records that running jobs write meanwhile. */
const BETWEEN_RECORDS_MS = 50;

/** What is asked, in words and as its address; each of them again and again, in turns. */
const ASKED: readonly (readonly [what: string, path: string, aim?: string])[] = [
  ['first page of 50 and counts', '/jobs', 'p95 300 ms'],
  ['those that run', '/jobs?status=running', 'p95 300 ms'],
  ['those that are open, by title', '/jobs?status=open&sort=title', 'p95 300 ms'],
  ['by cost', '/jobs?sort=cost', 'p95 300 ms'],
  ['by status', '/jobs?sort=status', 'p95 300 ms'],
  ['a search of two words', '/jobs?query=budget%20roof', 'p95 300 ms'],
  ['a search that finds nothing', '/jobs?query=zebra', 'p95 300 ms'],
  ['a tag and findings', '/jobs?tag=team-7&hasFindings=false', 'p95 300 ms'],
  ['gates that wait (980), first page', '/approvals'],
  ['costs of 30 days (100,000 calls)', '/costs'],
  ['a page of 100 of 2,000 calls', `/jobs/${jobIdOf(0)}/calls`],
  ['all of 2,000 calls in pages of 500', `/jobs/${jobIdOf(0)}/calls?limit=500`],
];

async function ask(url: string): Promise<{ next?: string | null }> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text);
}

/** What one request took, in milliseconds: by the clock, and of the processor, client and writer with it. */
interface Took {
  wall: number;
  processor: number;
}

/** Asks once, where it says all page by page to the end. */
async function timed(base: string, [what, path]: (typeof ASKED)[number]): Promise<Took> {
  const from = performance.now();
  const before = process.cpuUsage();
  let page = await ask(`${base}${path}`);
  while (what.startsWith('all') && page.next != null)
    page = await ask(`${base}${path}&cursor=${encodeURIComponent(page.next)}`);
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - from, processor: (user + system) / 1_000 };
}

async function addressOf({ app }: Harness): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return `http://127.0.0.1:${address.port}/api/v1`;
}

/** Speed of the lists that the dashboard reads. */
export const lists: Measurement = {
  name: 'lists',
  words: `${FILLING.jobs.toLocaleString('en')} jobs with records of about 30 KB in SQLite, of which ${FILLING.running} run and 980 wait, with 200,000 calls over ${FILLING.days} days. Over HTTP, ${REQUESTS} requests each, in turns, while the same process writes a record of a running job every ${BETWEEN_RECORDS_MS} ms (in an instance the worker does).`,
  async run(tell): Promise<Figure[]> {
    const api = await openHarness();
    const file = join(api.folder, 'ledger.sqlite');
    try {
      fillLedger(file, FILLING);
      tell('filled');
      const from = performance.now();
      const writer = await openLedger({ url: file });
      const refreshed = performance.now() - from;
      tell(`rows of lists made in ${seconds(refreshed)}`);
      const opening = performance.now();
      await (await openLedger({ url: file })).close();
      const opened = performance.now() - opening;
      let revision = 100;
      const writing = setInterval(() => {
        revision += 1;
        const number = FILLING.jobs - 1 - (revision % FILLING.running);
        writer.writeRecord(filledRecord(number, FILLING, revision)).catch(() => undefined);
      }, BETWEEN_RECORDS_MS);
      const base = await addressOf(api);
      const times = ASKED.map((): Took[] => []);
      for (let round = 0; round <= REQUESTS; round += 1) {
        for (const [at, asked] of ASKED.entries()) {
          const took = await timed(base, asked);
          // The first ones load what is loaded once.
          if (round > 0) times[at]?.push(took);
        }
        if (round % 5 === 0)
          tell(`${round} of ${REQUESTS}, ${times.map((each) => each.at(-1)?.wall.toFixed(0)).join(' ')} ms`);
      }
      clearInterval(writing);
      await writer.close();
      const figures = ASKED.map(([what, , aim], at): Figure => {
        const all = times[at] ?? [];
        const wall = all.map((took) => took.wall);
        const processor = all.map((took) => took.processor);
        const [p50, p95, most] = [0.5, 0.95, 1].map((share) => `${percentile(wall, share).toFixed(0)} ms`);
        const worked = `${percentile(processor, 0.5).toFixed(0)} ms of the processor (p95 ${percentile(processor, 0.95).toFixed(0)} ms)`;
        return { what, value: `p50 ${p50}, p95 ${p95}, most ${most}; ${worked}`, ...(aim !== undefined && { aim }) };
      });
      return [
        ...figures,
        { what: 'rows of lists made from all records, once after an update', value: seconds(refreshed) },
        { what: 'opening where none is behind', value: seconds(opened) },
      ];
    } finally {
      await api.close();
    }
  },
};
