import { expect, test } from '@jest/globals';
import { createIngestSources } from '../../../activities/documents/sources/ingest.ts';
import type { PageSnapshot } from '../../../activities/pages/page-snapshot.ts';
import { sourceSetSchema } from '../../../contract/evidence/source.ts';
import { failure } from '../../../contract/failures.ts';
import { memoryExtractions, passagesOf } from '../../support/ingested-documents.ts';
import { memoryArtifacts } from '../../support/memory-artifacts.ts';
import { pageRig, servePages } from '../../support/page-server.ts';

const AT = '2026-11-20T12:00:00.000Z';

test('pages stand behind files, with address and instant; one of a name that is taken gets a number; what could not be had says why', async () => {
  const artifacts = memoryArtifacts();
  const attach = async (name: string, text: string) => ({
    name,
    artifact: await artifacts.putText(text, { mediaType: 'text/plain', title: name }),
  });
  const page = async (name: string, text: string): Promise<PageSnapshot> => {
    const fetched = { address: `https://example.org/${text.length}`, fetchedAt: AT };
    return { status: 'taken', attachment: { ...(await attach(name, text)), fetched } };
  };
  const snapshots: PageSnapshot[] = [
    await page('Fares', 'A fare of 3.'),
    { status: 'left-out', address: 'https://example.org/gone', askedAt: AT, failure: failure('page-missing', 'Gone.') },
    await page('Fares', 'A fare of 30.'),
    await page('empty', ''),
  ];
  const list = { attachments: [await attach('Fares', 'A file.')], leftOut: [{ name: 'b.zip', reason: 'No text.' }] };
  const input = {
    ...{ jobId: 'job-1', organisation: 'local', owner: 'ann' },
    attachments: await artifacts.putJson(list, 'Attachments'),
    pages: await Promise.all(snapshots.map((one) => artifacts.putJson(one, 'Snapshot'))),
  };
  const ingest = createIngestSources({ artifacts, ledger: memoryExtractions(new Map()) });
  const { output, facts } = await ingest(input, { signal: new AbortController().signal, heartbeat: () => undefined });
  const { sources } = sourceSetSchema.parse(await artifacts.getJson(output.sha256));
  const web = (path: string) => ({ kind: 'web', address: `https://example.org/${path}`, fetchedAt: AT });
  expect(sources.map(({ id, status, title, origin }) => [id, status, title, origin])).toEqual([
    ['s1', 'read', 'Fares', { kind: 'upload', name: 'Fares' }],
    ['s2', 'read', 'Fares (2)', web('12')],
    ['s3', 'unreadable', 'https://example.org/gone', web('gone')],
    ['s4', 'read', 'Fares (3)', web('13')],
    ['s5', 'unreadable', 'empty', web('0')],
    ['s6', 'unreadable', 'b.zip', { kind: 'upload', name: 'b.zip' }],
  ]);
  expect(facts).toMatchObject({ sources: 6, unreadable: 3 });
});

test.each([
  [
    'a fragment whose encoding stands in the head of the answer',
    'text/html; charset=windows-1252',
    '<p>Na\xefve words.',
    'Naïve words.',
  ],
  [
    'a page in UTF-8 that calls itself otherwise',
    'text/html; charset=utf-8',
    '<html><meta charset=latin1><p>Na\xc3\xafve words.',
    'Naïve words.',
  ],
  ['a page that is called like a file', 'text/html', '<html><title>notes.md</title><p># Words.', '# Words.'],
  ['Markdown that is served as text', 'text/plain', '# Fares\n\nWords.', 'Words.'],
])('%s is read rightly', async (_what, type, bytes, text) => {
  const server = await servePages({
    '/README.md': (_, response) => response.writeHead(200, { 'content-type': type }).end(Buffer.from(bytes, 'latin1')),
  });
  const { artifacts, fetchPage } = pageRig(server.host);
  const links = [`http://${server.host}/README.md`];
  const attachments = await artifacts.putJson({ attachments: [], leftOut: [], links }, 'Attachments');
  const { signal } = new AbortController();
  const page = await fetchPage({ attachments, link: 0 }, { signal, isLastAttempt: true, heartbeat: () => undefined });
  const ingest = createIngestSources({ artifacts, ledger: memoryExtractions(new Map()) });
  const job = { jobId: 'job-1', organisation: 'local', owner: 'ann', attachments, pages: [page.output] };
  const { output } = await ingest(job, { signal, heartbeat: () => undefined });
  const set = sourceSetSchema.parse(await artifacts.getJson(output.sha256));
  expect((await passagesOf(artifacts, set)).at(-1)?.text).toBe(text);
  await server.close();
});

test('two addresses that lead to one page are one source, which tells both; so is a page of the bytes of a file', async () => {
  let asked = 0;
  const server = await servePages({
    '/page': (_, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>Fares</title><p>Fare ${asked}.</p>`);
    },
    '/old': (_, response) => response.writeHead(301, { location: '/page' }).end(),
    '/data.csv': (_, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('a,b\n1,2\n'),
  });
  const { artifacts, fetchPage } = pageRig(server.host);
  const links = ['/old', '/page', '/data.csv'].map((path) => `http://${server.host}${path}`);
  const artifact = await artifacts.putText('a,b\n1,2\n', { mediaType: 'text/csv', title: 'file.csv' });
  const list = { attachments: [{ name: 'file.csv', artifact }], leftOut: [], links };
  const attachments = await artifacts.putJson(list, 'Attachments');
  const control = { signal: new AbortController().signal, isLastAttempt: true, heartbeat: () => undefined };
  const pages = [];
  for (const link of links.keys()) pages.push((await fetchPage({ attachments, link }, control)).output);
  const ingest = createIngestSources({ artifacts, ledger: memoryExtractions(new Map()) });
  const { output } = await ingest({ jobId: 'j', organisation: 'local', owner: 'ann', attachments, pages }, control);
  const { sources } = sourceSetSchema.parse(await artifacts.getJson(output.sha256));
  expect(sources).toMatchObject([
    { id: 's1', title: 'file.csv', remarks: [`The same content, read once, was also given as: ${links[2]}.`] },
    { id: 's2', title: 'Fares', remarks: [`Addresses that lead to this page: ${links[0]}, ${links[1]}.`] },
  ]);
  expect(sources).toHaveLength(2);
  await server.close();
});
