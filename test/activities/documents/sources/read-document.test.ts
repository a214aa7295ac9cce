import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { createIngestSources } from '../../../../activities/documents/sources/ingest.ts';
import { createReadDocument } from '../../../../activities/documents/sources/read-document.ts';
import { extractionDigestSchema, PREVIEW_CHARS } from '../../../../contract/extraction-api.ts';
import type { Extraction } from '../../../../store/ledger/port.ts';
import { memoryExtractions } from '../../../support/ingested-documents.ts';
import { memoryArtifacts } from '../../../support/memory-artifacts.ts';

const TENANT = { organisation: 'local', owner: 'ann' };
const control = { signal: new AbortController().signal, heartbeat: () => {} };

function rig() {
  const artifacts = memoryArtifacts();
  const rows = new Map<string, Extraction>();
  const ports = { artifacts, ledger: memoryExtractions(rows) };
  const readDocument = createReadDocument(ports);
  return {
    ports,
    rows,
    artifacts,
    async read(content: string | Uint8Array, extension: string) {
      const bytes = Buffer.from(content);
      const { sha256 } = await artifacts.putBytes(bytes, { mediaType: 'any/thing', title: 'Secret name' });
      const { digest } = await readDocument({ ...TENANT, sha256, bytes: bytes.length, extension }, control);
      return extractionDigestSchema.parse(await artifacts.getJson(digest.sha256));
    },
  };
}

describe('reading an upload', () => {
  test('tells what it gave: words, passages, tables and how it begins', async () => {
    const { read } = rig();
    const digest = await read('# Roof\n\nThe roof holds 12 panels.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n', 'md');
    expect(digest).toMatchObject({ status: 'read', mediaType: 'text/markdown', pages: null, tables: 1, remarks: [] });
    expect(digest).toMatchObject({ preview: expect.stringContaining('The roof holds 12 panels.') });
    if (digest.status === 'read') expect(digest.words).toBeGreaterThanOrEqual(6);
  });

  test('counts pages of a PDF, and characters of a script without spaces', async () => {
    const { read } = rig();
    const pdf = await read(await readFile('examples/model-migration/data-protection-review.pdf'), 'pdf');
    expect(pdf).toMatchObject({ status: 'read', pages: expect.any(Number) });
    expect(await read('屋根には十二枚。\n', 'txt')).toMatchObject({ words: 7 });
  });

  test('shows no more than the beginning of a long one', async () => {
    const { read } = rig();
    const digest = await read('Word after word. '.repeat(20_000), 'txt');
    expect(digest).toMatchObject({ words: 60_000, preview: expect.stringMatching(/…$/) });
    if (digest.status === 'read') expect(digest.preview.length).toBeLessThanOrEqual(PREVIEW_CHARS + 1);
  });

  test('says why it cannot be read', async () => {
    const { read } = rig();
    const digest = await read('', 'txt');
    expect(digest).toMatchObject({ status: 'unreadable', failure: { code: 'document-empty' } });
  });

  test('is done once: the job that takes the document in finds it read', async () => {
    const { read, ports, rows, artifacts } = rig();
    const text = 'The roof holds 12 panels.';
    await read(text, 'md');
    const [kept] = [...rows.values()];
    expect(kept).toMatchObject({ ...TENANT, sha256: createHash('sha256').update(text).digest('hex') });
    const artifact = { sha256: kept?.sha256 ?? '', bytes: text.length, mediaType: 'text/markdown', title: 'roof.md' };
    const list = await artifacts.putJson({ attachments: [{ artifact, name: 'roof.md' }], leftOut: [] }, 'Attachments');
    const { facts } = await createIngestSources(ports)({ ...TENANT, jobId: 'job-1', attachments: list }, control);
    expect([facts.sources, rows.size]).toEqual([1, 1]);
  });
});
