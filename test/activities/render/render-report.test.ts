import { describe, expect, it } from '@jest/globals';
import { createRenderReport } from '../../../activities/render/render-report.ts';
import { bundleSchema } from '../../../contract/bundle.ts';
import { reportFilesSchema } from '../../../contract/steps.ts';
import { memoryArtifacts } from '../../support/memory-artifacts.ts';
import { reportContent } from '../../support/report-content.ts';
import { callRow, passageReader } from '../../support/report-fixtures.ts';

/** What a check was given, stored: one sentence of a PDF. */
async function storedOriginal(artifacts: ReturnType<typeof memoryArtifacts>) {
  const { draft, verification } = reportContent();
  const places = { s1: { kind: 'page', page: 3, paragraph: 2 } };
  const document = await artifacts.putJson({ name: 'memo.pdf', draft, places }, 'Document');
  const subQuestions = [{ id: 'q1', question: 'Page 3', why: '' }];
  const lists = { outline: [], successCriteria: [], wouldChangeTheAnswer: [] };
  return {
    plan: await artifacts.putJson({ title: 'Check', subQuestions, ...lists, document }, 'Plan'),
    original: {
      draft: await artifacts.putJson(draft, 'Given'),
      verification: await artifacts.putJson(verification, 'Verdicts'),
    },
  };
}

async function rendered(calls = reportContent().calls, isCheck = false) {
  const artifacts = memoryArtifacts();
  const given = isCheck
    ? await storedOriginal(artifacts)
    : { plan: await artifacts.putJson({}, 'Plan'), original: null };
  const { job, brief, sources, notes, draft, verification, decisions, totals, offlineModel } = reportContent();
  const activity = createRenderReport({
    artifacts,
    ledger: { listCalls: async () => calls },
    passages: passageReader,
  });
  const { output } = await activity({
    ...{ job, decisions, totals, offlineModel, ...given },
    brief: await artifacts.putJson(brief, 'Brief'),
    sources: await artifacts.putJson(isCheck ? { ...sources, document: sources.sources[0] } : sources, 'Sources'),
    notes: await artifacts.putJson(notes, 'Notes'),
    draft: await artifacts.putJson(draft, 'Draft'),
    verification: await artifacts.putJson(verification, 'Verification'),
  });
  const files = reportFilesSchema.parse(await artifacts.getJson(output.sha256));
  return { artifacts, files, bundle: bundleSchema.parse(await artifacts.getJson(files.bundle.sha256)) };
}

describe('renderReport', () => {
  it('stores one artifact a format', async () => {
    const { artifacts, files, bundle } = await rendered();
    expect([files.markdown.mediaType, files.html.mediaType, files.bundle.mediaType]).toEqual([
      'text/markdown',
      'text/html',
      'application/json',
    ]);
    expect(bundle.report.markdown).toBe(await artifacts.getText(files.markdown.sha256));
    expect(await artifacts.getText(files.html.sha256)).toContain('<h1>What the move costs</h1>');
  });

  it('bundles everything that the report rests on', async () => {
    const { bundle } = await rendered();
    expect(bundle.job).toMatchObject({ id: 'job-1', question: 'What does the move cost?', status: 'done' });
    expect(bundle.sources.map(({ id, origin, failure }) => [id, origin, failure])).toEqual([
      ['s1', 'prices.md', null],
      ['s2', 'usage.csv', null],
      ['s3', 'scan.bin', 'The file is binary.'],
    ]);
    expect(bundle.sources[2]?.remedy).toMatch(/^Attach its content/);
    expect(bundle.evidence.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
    expect(bundle.claims.map(({ id, kind, verdict }) => [id, kind, verdict])).toEqual([
      ['s1', 'fact', 'supported'],
      ['s2', 'fact', 'insufficient'],
      ['s3', 'analysis', 'unchecked'],
      ['s4', 'fact', 'contradicted'],
      ['s5', 'fact', 'supported'],
      ['r1', 'fact', 'supported'],
    ]);
    expect(bundle.conflicts).toHaveLength(1);
    expect(bundle.notAnswered).toEqual([
      { question: 'What does it cost?', gaps: ['the price of output'] },
      { question: 'Since when?', gaps: [] },
    ]);
    expect(bundle.decisions[0]?.selfApproved).toBe(true);
  });

  it('bundles answered calls in the order in which they were asked, and no others', async () => {
    const late = { ...callRow('judge', 'm3'), reservedAt: '2026-11-20T11:00:00.000Z' };
    const waiting = { ...callRow('draft', 'm0'), state: 'reserved' as const };
    const bare = { ...callRow('draft', 'm1'), modelServed: null, usage: null, costMicroUsd: null, latencyMs: null };
    const { bundle } = await rendered([late, waiting, callRow('research', 'm2', { item: 'q1' }), bare]);
    expect(
      bundle.modelCalls.map(({ model, step, inputTokens, costMicroUsd }) => [model, step, inputTokens, costMicroUsd]),
    ).toEqual([
      ['m1', 'draft', 0, null],
      ['m2', 'research', 100, 1_500],
      ['m3', 'verify', 100, 1_500],
    ]);
  });

  it('bundles of a check the document by its hash, and where its sentences stand', async () => {
    const { bundle } = await rendered(reportContent().calls, true);
    expect(bundle.report.original).toMatchObject({
      document: { name: 'prices.md', sha256: 'a'.repeat(64), remarks: [] },
      places: { s1: { kind: 'page', page: 3, paragraph: 2 } },
    });
    expect(bundle.report.markdown).toContain('| Prices, page 3, paragraph 2 | supported |');
  });

  it('gives the same files for the same inputs', async () => {
    const calls = reportContent().calls;
    expect((await rendered(calls)).files).toEqual((await rendered([...calls].reverse())).files);
  });
});
