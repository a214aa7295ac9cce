import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bundle } from '../../../../contract/bundle.ts';
import { sealed } from '../../../../contract/bundle-seal.ts';
import { canonicalJson } from '../../../../contract/hash.ts';
import { verifyBundle } from '../../../../workers/ops/verify/verify-bundle.ts';
import { ORIGINALS, realBundle } from '../../../support/real-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));
const documents = join(folder, 'documents');
const path = join(folder, 'bundle.json');
let text: string;

function put(name: string, content: string): void {
  mkdirSync(dirname(join(documents, name)), { recursive: true });
  writeFileSync(join(documents, name), content);
}

beforeAll(async () => {
  ({ text } = await realBundle());
});
beforeEach(() => {
  rmSync(documents, { recursive: true, force: true });
  for (const [name, content] of Object.entries(ORIGINALS)) put(name, content);
  writeFileSync(path, text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function verified(paths: string[] = [documents]) {
  const signal = new AbortController().signal;
  const outcome = await verifyBundle({ bundle: path, paths, say: () => {}, signal });
  const lines = outcome.discrepancies.map(({ check, place, message }) => `${check}: ${place}: ${message}`);
  return { ...outcome, lines };
}

/** Writes the bundle with an alteration that its seal does not show. */
function forge(alter: (bundle: Bundle) => void): void {
  const bundle: Bundle = JSON.parse(text);
  alter(bundle);
  writeFileSync(path, canonicalJson(sealed(bundle)));
}

describe('dossier verify, against the originals', () => {
  it('finds each by its hash, in whatever folder and under whatever name, and reads it again', async () => {
    put('deep/er/letter-copy.txt', ORIGINALS['letter.txt'] ?? '');
    rmSync(join(documents, 'letter.txt'));
    const { lines, counts } = await verified();
    expect([lines, counts.originals]).toEqual([[], 3]);
    expect(
      (
        await verified([
          ...Object.keys(ORIGINALS)
            .slice(0, 1)
            .map((name) => join(documents, name)),
        ])
      ).lines,
    ).toEqual([
      'original: letter.txt: It is not among the given files, by its name or by its content.',
      'original: seats.csv: It is not among the given files, by its name or by its content.',
    ]);
  });

  it('names the one that is altered, and the one that is missing', async () => {
    put('price-list.md', (ORIGINALS['price-list.md'] ?? '').replace('250', '251'));
    rmSync(join(documents, 'letter.txt'));
    expect((await verified()).lines).toEqual([
      'original: price-list.md: The file of this name is not, byte for byte, the one that was read.',
      'original: letter.txt: It is not among the given files, by its name or by its content.',
    ]);
  });

  it('finds a passage, its place or a quote that is not in the original, where a forger sealed the bundle anew', async () => {
    forge(({ sources, evidence }) => {
      for (const passage of sources[0]?.passages ?? []) passage.text = passage.text.replace('250', '350');
      for (const piece of evidence) piece.quote = piece.quote.replace('250', '350');
    });
    const { lines } = await verified();
    expect(lines).toContain(
      'original: price-list.md: Reading the original does not give the passage s1-p4 with this text at this place.',
    );
    expect(lines).toContain('original: price-list.md: The words quoted by e2 are not in the original.');
    forge(({ sources, evidence }) => {
      const locator = { kind: 'lines' as const, from: 99, to: 99 };
      for (const passage of sources[0]?.passages ?? []) passage.locator = locator;
      for (const piece of evidence) if (piece.sourceId === 's1') piece.locator = locator;
    });
    expect((await verified()).lines.every((line) => line.includes('with this text at this place'))).toBe(true);
    expect((await verified([])).lines).toEqual([]);
  });

  it('compares the document of a check by its bytes, and does not ask for it where it was not given', async () => {
    const name = 'memo.txt';
    const bytes = 'The plan costs 30 dollars.\n';
    forge(({ report, claims, findings }) => {
      const document = { name, sha256: createHash('sha256').update(bytes).digest('hex'), remarks: [] };
      report.original = { document, draft: report.draft, places: {}, claims, findings };
    });
    const told = async () => (await verified()).lines.filter((line) => line.includes(name));
    const { notChecked } = await verified();
    expect([await told(), notChecked]).toEqual([
      [],
      ['memo.txt, the document that was checked, is not among the given files.'],
    ]);
    put(name, bytes.replace('30', '31'));
    expect(await told()).toEqual([
      'original: memo.txt: The file of this name is not, byte for byte, the one that was read. It is the document that was checked.',
    ]);
    put(name, bytes);
    expect([await told(), (await verified()).notChecked]).toEqual([[], []]);
  });

  it('finds a table that the original does not hold', async () => {
    forge(({ sources }) => {
      const table = sources[2]?.tables[0];
      if (table !== undefined) table.columns = table.columns.map((column) => ({ ...column, header: 'other' }));
    });
    expect((await verified()).lines).toEqual([
      'original: seats.csv: Reading the original does not give the table seats with these columns and cells.',
    ]);
  });

  it('runs a query whose cells the bundle leaves out on the original, and says where it cannot', async () => {
    const leaveOut = (rows: number) =>
      forge(({ sources, evidence }) => {
        const table = sources[2]?.tables[0];
        if (table !== undefined) Object.assign(table, { cells: null, omitted: 'Too large.' });
        const query = evidence[2]?.query;
        if (query !== null && query !== undefined) query.rows = query.rows.slice(0, rows);
      });
    leaveOut(2);
    expect(await verified([])).toMatchObject({
      lines: [],
      notChecked: ['The query of e3 was not run again: the bundle does not hold the cells of seats.'],
    });
    expect(await verified()).toMatchObject({ lines: [], notChecked: [] });
    leaveOut(1);
    expect((await verified()).lines.join('\n')).toContain('There were 1 rows and are now 2.');
  });

  it('does not ask for the snapshot of a page of the web, nor for what was never taken in', async () => {
    forge(({ sources }) => {
      const [first, second] = sources;
      if (first !== undefined) Object.assign(first, { sha256: 'a'.repeat(64), fetchedAt: '2026-11-20T10:00:00.000Z' });
      if (second !== undefined) Object.assign(second, { sha256: null });
    });
    const { lines, notChecked } = await verified();
    expect(lines).toEqual([]);
    expect(notChecked).toEqual([
      expect.stringContaining('price-list.md is a page of the web as it was on 2026-11-20 10:00 UTC'),
      expect.stringContaining('letter.txt was not taken in at all'),
    ]);
  });

  it('refuses a path that is not there', async () => {
    await expect(verified([join(folder, 'nowhere')])).rejects.toMatchObject({ code: 'path-missing' });
  });
});
