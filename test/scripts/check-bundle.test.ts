import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { assembleBundle } from '../../activities/render/bundle.ts';
import { reportMarkdown } from '../../activities/render/markdown.ts';
import type { Bundle } from '../../contract/bundle.ts';
import { reportContent } from '../support/report-content.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'check-bundle.js');
const folder = mkdtempSync(join(tmpdir(), 'dossier-check-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = {
  'prices.md': '# Prices\n\nThe input price\nis 5   dollars per million tokens.\n\nA note says 6 dollars.\n',
  'sub/usage.csv': 'region;calls;remark\nnorth;1000,00;"said ""yes"""\nsouth;234,50;\n',
};

/** A bundle over the files, with what a test changes in it. */
function bundleWith(change: (bundle: Bundle) => void = () => {}): Bundle {
  const content = reportContent();
  const bundle = structuredClone(assembleBundle(content, reportMarkdown(content)));
  const [prices, usage] = bundle.sources;
  for (const [source, text] of [
    [prices, FILES['prices.md']],
    [usage, FILES['sub/usage.csv']],
  ] as const)
    if (source !== undefined) source.sha256 = createHash('sha256').update(text).digest('hex');
  change(bundle);
  return bundle;
}

let runs = 0;
function check(bundle: unknown, args?: string[]): Promise<{ code: number; out: string; err: string }> {
  runs += 1;
  const originals = join(folder, `originals-${runs}`);
  mkdirSync(join(originals, 'sub'), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(originals, name), text);
  const path = join(folder, `bundle-${runs}.json`);
  writeFileSync(path, typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...(args ?? [path, originals])], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

function addQuote(bundle: Bundle, sourceId: string, quote: string): void {
  const locator = { kind: 'lines', from: 1, to: 1 } as const;
  bundle.evidence.push({ id: 'e9', sourceId, passageId: `${sourceId}-p1`, locator, quote, query: null });
}

describe('scripts/check-bundle.js', () => {
  it('passes a bundle whose quotes are in the files', async () => {
    expect(await check(bundleWith())).toEqual({
      code: 0,
      out: 'Everything quoted is there: 2 quotes checked, 1 recorded queries not run again, 6 claims.\n',
      err: '',
    });
  });

  it.each([
    ['a raw line', 'north;1000,00;"said ""yes"""'],
    ['the cells of a row', 'north; said "yes"'],
    ['one cell', '234,50'],
  ])('takes %s of a CSV', async (_what, quote) => {
    expect((await check(bundleWith((bundle) => addQuote(bundle, 's2', quote)))).code).toBe(0);
  });

  it.each<[string, (bundle: Bundle) => void, string]>([
    ['a quote that is not there', (bundle) => addQuote(bundle, 's1', 'is 7 dollars'), 'evidence e9: not in prices.md'],
    ['a cell that is not there', (bundle) => addQuote(bundle, 's2', 'north;1001'), 'evidence e9: not in usage.csv'],
    ['an empty quote', (bundle) => addQuote(bundle, 's1', ' '), 'evidence e9: the quote is empty'],
    ['a source that is not there', (bundle) => addQuote(bundle, 's7', 'x'), 'evidence e9: there is no source s7'],
    ['a source that was not read', (bundle) => addQuote(bundle, 's3', 'x'), 'evidence e9: its source s3 was not read'],
    ['a citation of nothing', (bundle) => bundle.claims[0]?.evidence.push('e8'), 'claim s1: there is no evidence e8'],
    [
      'a supported fact without evidence',
      (bundle) => bundle.claims[0]?.evidence.splice(0),
      'claim s1: called supported',
    ],
    ['a conflict of nothing', (bundle) => bundle.conflicts[0]?.sides[0]?.evidence.push('e8'), 'conflict about'],
    [
      'a mark of nothing',
      (bundle) => Object.assign(bundle.report, { markdown: 'A.[^e8] B\\[^e7]' }),
      'report: there is no evidence e8',
    ],
    [
      'another file',
      (bundle) => Object.assign(bundle.sources[0] ?? {}, { sha256: '0'.repeat(64) }),
      'prices.md has changed',
    ],
    [
      'a missing file',
      (bundle) => Object.assign(bundle.sources[0] ?? {}, { sha256: '0'.repeat(64), origin: 'x' }),
      'no file in the folder',
    ],
  ])('finds %s', async (_what, change, fault) => {
    const { code, out } = await check(bundleWith(change));
    expect(code).toBe(1);
    expect(out).toContain(fault);
    expect(out).toContain('1 fault:');
  });

  it('looks for the quotes of a file that is no text in the passages of the bundle', async () => {
    const asPdf = (bundle: Bundle) => {
      for (const source of bundle.sources) if (source.id === 's1') source.mediaType = 'application/pdf';
    };
    expect((await check(bundleWith(asPdf))).code).toBe(0);
    const { code, out } = await check(
      bundleWith((bundle) => {
        asPdf(bundle);
        addQuote(bundle, 's1', '# Prices');
      }),
    );
    expect([code, out]).toEqual([1, expect.stringContaining('evidence e9: not in prices.md')]);
  });

  it('says what it cannot read, without a stack', async () => {
    expect((await check('not JSON')).err).toMatch(/^The bundle cannot be checked: [^\n]*\n$/);
    expect(await check({ schema: 'other' })).toMatchObject({ code: 1, err: expect.stringContaining('"other"') });
    expect(await check('{}', [])).toMatchObject({ code: 2, err: expect.stringContaining('Usage') });
  });
});
