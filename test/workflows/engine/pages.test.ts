import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Activities } from '../../../activities/activities.ts';
import { beating, currentActivity, isLastAttempt } from '../../../activities/activity-control.ts';
import { createIngestSources } from '../../../activities/documents/sources/ingest.ts';
import { bounded } from '../../../activities/failure-boundary.ts';
import { sourceSetSchema } from '../../../contract/evidence/source.ts';
import type { JobView } from '../../../contract/view.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { memoryExtractions } from '../../support/ingested-documents.ts';
import { reportInput } from '../../support/job-input.ts';
import { type PageServer, pageRig, servePages } from '../../support/page-server.ts';
import { scriptedActivities } from '../../support/scripted-activities.ts';

jest.setTimeout(240_000);
let rig: EngineRig;
let server: PageServer;
let broken = 0;
/** Lets the slow page go on. */
let release = (): void => undefined;
let held = new Promise<void>(() => undefined);

beforeAll(async () => {
  rig = await startRig();
  const text = { 'content-type': 'text/markdown' };
  server = await servePages({
    '/one.md': (_, response) => response.writeHead(200, text).end('# One\n\nFirst words.'),
    '/two.md': (_, response) => response.writeHead(200, text).end('# Two\n\nSecond words.'),
    '/flaky.md': (_, response) => {
      broken += 1;
      response.writeHead(broken < 3 ? 503 : 200, text).end('# Flaky\n\nThird words.');
    },
    '/slow.md': async (_, response) => {
      await held;
      response.writeHead(200, text).end('# Slow\n\nLate words.');
    },
    '/down': (_, response) => response.writeHead(500).end(),
  });
});
afterAll(async () => {
  await rig.stop();
  await server.close();
});

/** Real fetching and reading over a store in memory; everything else as scripted. */
function withPages() {
  const { artifacts, fetchPage } = pageRig(server.host);
  const ingestSources = createIngestSources({ artifacts, ledger: memoryExtractions(new Map()) });
  const scripted = scriptedActivities(
    (): Partial<Activities> => ({
      fetchPage: bounded((input) =>
        beating(({ signal }) =>
          fetchPage(input, { signal, isLastAttempt: isLastAttempt(), heartbeat: () => undefined }),
        ),
      ),
      ingestSources: bounded((input) => beating(() => ingestSources(input, currentActivity()))),
    }),
  );
  const input = async (jobId: string, paths: string[], more: Parameters<typeof reportInput>[1] = {}) => {
    const links = paths.map((path) => `http://${server.host}${path}`);
    const sources = await artifacts.putJson({ attachments: [], leftOut: [], links }, 'Attachments');
    return reportInput(jobId, { sources, sourceCount: 0, linkCount: links.length, ...more });
  };
  const sourcesOf = async (view: JobView) =>
    sourceSetSchema.parse(await artifacts.getJson(view.artifacts.sources?.sha256 ?? '')).sources;
  return { scripted, input, sourcesOf };
}

const times = (path: string): number => server.asked.filter((asked) => asked === path).length;
const isOver = ({ status }: JobView): boolean => status === 'done' || status === 'needs_attention';

test('pages become sources beside what could not be had; each is fetched once, however often the job continues as new', async () => {
  const { scripted, input, sourcesOf } = withPages();
  const paths = ['/one.md', '/flaky.md', '/down', '/missing', '/two.md'];
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(
      await input('pages-1', paths, { limits: { continueAfterEvents: 12, parallelItems: 2 } }),
    );
    const view = await job.until(isOver);
    expect(view.status).toBe('done');
    expect(paths.map(times)).toEqual([1, 3, 6, 1, 1]);
    const items = view.steps.find(({ step }) => step === 'ingest')?.items ?? [];
    expect(items.map(({ item, status, degraded }) => [item, status, degraded === null])).toEqual([
      ['page-1', 'done', true],
      ['page-2', 'done', true],
      ['page-3', 'done', false],
      ['page-4', 'done', false],
      ['page-5', 'done', true],
    ]);
    const sources = await sourcesOf(view);
    expect(sources.map(({ id, status, title }) => [id, status, title])).toEqual([
      ['s1', 'read', 'one.md'],
      ['s2', 'read', 'flaky.md'],
      ['s3', 'unreadable', `http://${server.host}/down`],
      ['s4', 'unreadable', `http://${server.host}/missing`],
      ['s5', 'read', 'two.md'],
    ]);
    expect(sources[0]?.origin).toMatchObject({ kind: 'web', address: `http://${server.host}/one.md` });
    expect(sources[2]).toMatchObject({ failure: { code: 'page-unavailable' }, origin: { kind: 'web' } });
    await job.handle.result();
    expect((await job.histories()).length).toBeGreaterThan(1);
  });
});

test('where no page can be had at all, the job needs attention and says where to look', async () => {
  const { scripted, input } = withPages();
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(await input('pages-2', ['/missing']));
    const view = await job.until(isOver);
    expect(view.attention[0]?.failure).toMatchObject({
      code: 'no-documents',
      remedy: expect.stringContaining('save the pages and add the files'),
    });
    await job.send('cancel', { reason: 'enough' });
    await job.handle.result();
  });
});

test('a pause ends a fetch that is under way; after it the page is fetched', async () => {
  const { scripted, input } = withPages();
  held = new Promise((resolve) => {
    release = resolve;
  });
  await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(await input('pages-3', ['/slow.md']));
    while (times('/slow.md') === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await job.send('pause', { running: 'cancel', reason: 'wait' });
    while ((await server.connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    release();
    await job.send('resume', { reason: 'go on' });
    expect((await job.until(isOver)).status).toBe('done');
    expect(times('/slow.md')).toBe(2);
    await job.handle.result();
  });
});
