import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { type Bundle, bundleSchema } from '../../contract/bundle.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation } from './installation.ts';

jest.setTimeout(240_000);

const shownSchema = z.object({
  view: z.object({ gates: z.array(z.object({ artifact: z.object({ sha256: z.string() }) })) }),
});
const installation = new Installation();
const folder = mkdtempSync(join(tmpdir(), 'dossier-check-'));
const MEMO = `${EXAMPLE}-memo.md`;
let bundle: Bundle;
let markdown: string;

/** What the memo gets wrong, with what the documents say; the last is in none of them. */
const PLANTED: [wrong: string, right: string | null][] = [
  ['20 dollars per million output tokens', '30 dollars per million output tokens'],
  ['90 days of notice', '60 days of notice'],
  ['There is a minimum spend', 'There is no minimum spend'],
  ['12.4 seconds', '14.2 seconds'],
  ['October 2026 were 438', 'October 2026 were 460'],
  ['229 of 232', '227 of 232'],
  ['14 December 2026', '7 December 2026'],
  ['promised to answer every complaint', null],
];
/** What holds, in the memo's own words. */
const TRUE = [
  '15 dollars per million output tokens',
  'costs twice as much as one of gpt-5.4 [1].',
  'on the third working day',
  'rose from 94.5 %',
  '9 of 742 calls',
  'contract review | 189 of 200 | 196 of 200',
  'runs until 30 June 2027',
  'gpt-5.5 is 1M tokens',
];

beforeAll(async () => {
  const started = await installation.run(['check', MEMO, EXAMPLE, '--id', 'memo', '--wait', '--json']);
  expect(started).toMatchObject({ code: 3 });
  // While no worker answers it is the record that is shown, and that is behind.
  const hash = await eventually('the gate', async () => {
    const { object } = await installation.json(['show', 'memo']);
    return shownSchema.parse(object).view.gates[0]?.artifact.sha256;
  });
  expect(await installation.run(['approve', 'memo', '--hash', hash])).toMatchObject({ code: 0 });
  expect(await installation.run(['watch', 'memo'])).toMatchObject({ code: 0 });
  for (const format of ['json', 'md']) {
    const out = join(folder, `memo.${format}`);
    expect(await installation.run(['export', 'memo', '--format', format, '--out', out])).toMatchObject({ code: 0 });
  }
  bundle = bundleSchema.parse(JSON.parse(readFileSync(join(folder, 'memo.json'), 'utf8')));
  markdown = readFileSync(join(folder, 'memo.md'), 'utf8');
});
afterAll(async () => {
  await installation.end();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

const given = (words: string) => bundle.report.original?.claims.find(({ text }) => text.includes(words));

test.each(PLANTED)('"%s" is found wrong, and corrected where the documents say what is right', (wrong, right) => {
  const claim = given(wrong);
  expect(claim?.kind).toBe('fact');
  expect(['contradicted', 'insufficient']).toContain(claim?.verdict);
  const now = bundle.claims.find(({ id }) => id === claim?.id);
  if (right === null) return expect(now).toMatchObject({ text: claim?.text, verdict: 'insufficient' });
  expect(now?.text).toContain(right);
  expect(now).toMatchObject({ verdict: 'supported' });
  const change = bundle.report.changes.find(({ before }) => before?.id === claim?.id);
  expect(change?.evidence.length).toBeGreaterThan(0);
  return expect(markdown).toContain(right);
});

test.each(TRUE)('"%s" holds and stays as it is', (words) => {
  const claim = given(words);
  expect(claim).toMatchObject({ kind: 'fact', verdict: 'supported' });
  expect(bundle.claims.find(({ id }) => id === claim?.id)?.text).toBe(claim?.text);
});

test('nothing else is taken for a claim or changed, and every source is one that was named', () => {
  const facts = bundle.report.original?.claims.filter(({ kind }) => kind === 'fact');
  expect(facts).toHaveLength(PLANTED.length + TRUE.length);
  const changed = bundle.report.changes.filter(({ kind }) => kind !== 'kept');
  expect(changed).toHaveLength(PLANTED.length - 1);
  expect(bundle.sources.map(({ origin }) => origin)).not.toContain('model-migration-memo.md');
  expect(bundle.job).toMatchObject({
    kind: 'check',
    question: 'Does “model-migration-memo.md” hold against its sources?',
  });
});

test('where the sources disagree about a sentence that holds, both sides are shown', () => {
  const about = bundle.conflicts.find((conflict) => conflict.about.includes('1M tokens'));
  expect(about?.sides.map(({ text }) => text)).toEqual([
    'The context window of gpt-5.5 is 1M tokens.',
    expect.stringContaining('922K tokens'),
  ]);
});

test('the bundle of a check is checked in its turn', async () => {
  const again = await installation.run(['check', join(folder, 'memo.json'), '--wait', '--yes', '--json']);
  expect(again).toMatchObject({ code: 0 });
  expect(again.stderr).toContain('Its sources are the passages and tables that the bundle itself holds.');
});
