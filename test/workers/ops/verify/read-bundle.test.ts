import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Bundle } from '../../../../contract/bundle.ts';
import { sealed } from '../../../../contract/bundle-seal.ts';
import { canonicalJson } from '../../../../contract/hash.ts';
import { outcomeText } from '../../../../workers/ops/verify/outcome-text.ts';
import { readBundle } from '../../../../workers/ops/verify/read-bundle.ts';
import { realBundle } from '../../../support/real-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));
let bundle: Bundle;

beforeAll(async () => {
  ({ bundle } = await realBundle());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string | Uint8Array): string {
  const path = join(folder, 'file.json');
  writeFileSync(path, content);
  return path;
}

describe('readBundle', () => {
  it.each([
    ['prose', 'Once upon a time.', 'it is not JSON'],
    ['other JSON', '{"name":"x"}', 'JSON of another kind'],
    ['a list', '[1]', 'JSON of another kind'],
    ['nothing', '', 'it is empty'],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x00]), 'byte 0 is not UTF-8 text'],
  ])('refuses %s as no bundle', async (_what, content, words) => {
    const path = file(content);
    await expect(readBundle(path)).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining(words),
    });
  });

  it('refuses what is not there, folders, and bundles of another version', async () => {
    await expect(readBundle(join(folder, 'nowhere.json'))).rejects.toMatchObject({ code: 'path-missing' });
    await expect(readBundle(folder)).rejects.toMatchObject({ message: expect.stringContaining('it is a folder') });
    const other = sealed({ ...bundle, schema: 'dossier.bundle/9' });
    await expect(readBundle(file(canonicalJson(other)))).rejects.toMatchObject({
      message: expect.stringContaining('its version is dossier.bundle/9'),
    });
  });

  it('tells what is not in the shape of a bundle by its place', async () => {
    const broken = sealed({ ...bundle, evidence: bundle.evidence.map((piece) => ({ ...piece, quote: 7 })) });
    const { bundle: read, discrepancies } = await readBundle(file(canonicalJson(broken)));
    expect(read).toBeNull();
    expect(discrepancies[0]).toMatchObject({ check: 'form', place: 'evidence[0].quote' });
  });

  it('tells a bundle that is no text any more by the byte', async () => {
    const bytes = Buffer.from(canonicalJson(bundle));
    bytes[100] = 0xff;
    const { discrepancies } = await readBundle(file(bytes));
    expect(discrepancies).toEqual([
      expect.objectContaining({ message: 'The file is damaged: byte 100 is not UTF-8 text.' }),
    ]);
  });
});

describe('outcomeText', () => {
  it('says what does not hold, what was not looked at, and the sum, without control characters', () => {
    const counts = { sources: 1, passages: 2, quotes: 1, queries: 0, claims: 1_000, originals: 0 };
    const text = outcomeText({
      job: { id: 'job-1', question: 'Why?' },
      counts,
      discrepancies: [{ check: 'seal', place: 'claims[0]\u001b[31m', message: 'It was altered.' }],
      notChecked: ['One query.'],
    });
    expect(text).toBe(
      'Seal: claims[0] [31m: It was altered.\nNot checked: One query.\n' +
        'The bundle of job job-1 does not hold: 1 discrepancy (1,000 sentences, 1 quote, 0 recorded queries, 2 passages, 1 source, no originals given).',
    );
  });

  it('cuts a long list and says so', () => {
    const counts = { sources: 0, passages: 0, quotes: 0, queries: 0, claims: 0, originals: 0 };
    const one = { check: 'seal' as const, place: 'x', message: 'y' };
    const text = outcomeText({ job: null, counts, discrepancies: Array(130).fill(one), notChecked: [] });
    expect(text).toContain('... and 30 more (see them all with --json)');
  });
});
