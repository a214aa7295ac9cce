import { describe, expect, it } from '@jest/globals';
import type { CheckInputs, SettleInputs } from '../../../activities/activities.ts';
import { createCheckEvidence } from '../../../activities/verify/check-evidence.ts';
import { numberNotes } from '../../../activities/verify/gather-notes.ts';
import type { RerunQuery } from '../../../activities/verify/ports.ts';
import { createSettleVerification } from '../../../activities/verify/settle-verification.ts';
import type { CallRow } from '../../../contract/calls.ts';
import type { Draft } from '../../../contract/draft/blocks.ts';
import { DossierError } from '../../../contract/failures.ts';
import {
  type ClaimVerdict,
  checkedClaimsSchema,
  type Finding,
  verificationSchema,
} from '../../../contract/verification.ts';
import { memoryArtifacts } from '../../support/memory-artifacts.ts';
import {
  callRow,
  draftOf,
  itemNotes,
  passageReader,
  queried,
  quoted,
  sentence,
  sourceSet,
  sumQuery,
} from '../../support/report-fixtures.ts';

const artifacts = memoryArtifacts();
const goodNotes = numberNotes(itemNotes());

const sameResult: RerunQuery = async (_sources, query) => ({ columns: query.columns, rows: query.rows });

async function check(draft: Draft, more: { notes?: unknown; rerun?: RerunQuery; before?: CheckInputs['before'] } = {}) {
  const { output, ...rest } = await createCheckEvidence({
    artifacts,
    passages: passageReader,
    rerunQuery: more.rerun ?? sameResult,
  })({
    sources: await artifacts.putJson(sourceSet, 'Sources'),
    notes: await artifacts.putJson(more.notes ?? goodNotes, 'Notes'),
    draft: await artifacts.putJson(draft, 'Draft'),
    before: more.before ?? null,
  });
  return { ref: output, checked: checkedClaimsSchema.parse(await artifacts.getJson(output.sha256)), ...rest };
}

async function checksOf(draft: Draft, more: Parameters<typeof check>[1] = {}): Promise<Finding['check'][]> {
  return (await check(draft, more)).checked.findings.map((finding) => finding.check);
}

describe('checkEvidence', () => {
  it('passes claims whose quotes, numbers and queries hold, and hands them to the judge', async () => {
    const { checked, batches, facts } = await check(
      draftOf(
        sentence('s1', 'Input costs $5.', ['e1']),
        sentence('s2', 'There were about 1,230 calls.', ['e2']),
        sentence('s3', 'So it is cheap.', [], 'analysis'),
      ),
    );
    expect(checked.findings).toEqual([]);
    expect(checked.claims.map(({ claimId, mechanical, settled }) => [claimId, mechanical, settled])).toEqual([
      ['s1', 'passed', null],
      ['s2', 'passed', null],
    ]);
    expect(checked.claims[1]?.remarks).toEqual(['1,230 rounds 1234.5']);
    expect(checked.batches).toEqual([['s1', 's2']]);
    expect([batches, facts]).toEqual([1, { claims: 2, failed: 0 }]);
  });

  it('finds a fact that cites nothing', async () => {
    const { checked, batches } = await check(draftOf(sentence('s1', 'Words.', [])));
    expect(checked.findings).toEqual([
      expect.objectContaining({ id: 'f1', check: 'citation-missing', severity: 'blocking', claimId: 's1' }),
    ]);
    expect(checked.claims[0]).toMatchObject({ mechanical: 'failed', settled: { verdict: 'insufficient' } });
    expect(batches).toBe(0);
  });

  it('finds citations of no evidence, and of a source that was not read', async () => {
    expect(await checksOf(draftOf(sentence('s1', 'Words.', ['e9'])))).toEqual(['citation-unresolved']);
    const notes = { ...goodNotes, evidence: [{ id: 'e1', ...quoted('s1-p1', 'The input price'), sourceId: 's3' }] };
    expect(await checksOf(draftOf(sentence('s1', 'Words.', ['e1'])), { notes })).toEqual([
      'citation-unresolved',
      'quote-not-found',
    ]);
  });

  it('looks also at what a sentence of analysis cites', async () => {
    const { checked } = await check(draftOf(sentence('s1', 'So 99 it is.', ['e9'], 'analysis')));
    expect(checked.findings.map(({ check, claimId }) => [check, claimId])).toEqual([['citation-unresolved', 's1']]);
    expect(checked.claims).toEqual([]);
  });

  it.each([
    ['other words', quoted('s1-p1', 'The input price is 6 dollars')],
    ['no words', quoted('s1-p1', ' ')],
    ['a passage that is not there', quoted('s1-p9', 'The input price')],
    ['neither passage nor query', { ...quoted('s1-p1', 'The input price'), passageId: null }],
  ])('finds a quote of %s', async (_what, evidence) => {
    const notes = { ...goodNotes, evidence: [{ id: 'e1', ...evidence }] };
    expect(await checksOf(draftOf(sentence('s1', 'Words.', ['e1'])), { notes })).toEqual(['quote-not-found']);
  });

  it('finds numbers that are not in what is cited, in sentences and rows', async () => {
    const draft = draftOf(sentence('s1', 'Input costs $7.', ['e1']));
    draft.blocks.push({
      type: 'table',
      id: 't1',
      caption: 'Calls',
      columns: ['What', 'Calls'],
      rows: [
        { id: 'r1', cells: ['all', '1,234.50'], evidence: ['e2'] },
        { id: 'r2', cells: ['some', '1,234.60'], evidence: ['e2'] },
      ],
    });
    const { checked } = await check(draft);
    expect(checked.findings.map(({ check, claimId, message }) => [check, claimId, message])).toEqual([
      ['number-not-found', 's1', 'The sentence says $7; the cited words say 5 dollars.'],
      ['number-not-found', 'r2', 'The sentence says 1,234.60; the cited words say 1234.50.'],
    ]);
  });

  it('finds a query that gives another result, or cannot be run again', async () => {
    const draft = draftOf(sentence('s1', 'There were 1234.5 calls.', ['e2']));
    const other: RerunQuery = async () => ({ columns: ['total'], rows: [['1']] });
    expect(await checksOf(draft, { rerun: other })).toEqual(['query-differs']);
    const failing: RerunQuery = async () => {
      throw new DossierError('tool-query-failed', 'There is no table usage.');
    };
    const { checked } = await check(draft, { rerun: failing });
    expect(checked.findings[0]?.message).toContain('There is no table usage.');
    const broken: RerunQuery = async () => {
      throw new Error('disk on fire');
    };
    await expect(check(draft, { rerun: broken })).rejects.toThrow('disk on fire');
  });

  it('runs each query once, however many claims cite it', async () => {
    let runs = 0;
    const rerun: RerunQuery = async (sources, query) => {
      runs += 1;
      return sameResult(sources, query);
    };
    const twice = { ...goodNotes, evidence: [...goodNotes.evidence, { id: 'e4', ...queried(sumQuery) }] };
    await check(draftOf(sentence('s1', 'One.', ['e2', 'e4']), sentence('s2', 'Two.', ['e2'])), { notes: twice, rerun });
    expect(runs).toBe(1);
  });

  it('divides claims into batches of twenty', async () => {
    const many = Array.from({ length: 41 }, (_, at) => sentence(`s${at}`, `Words ${'x'.repeat(at + 1)}.`, ['e1']));
    const { checked, batches } = await check(draftOf(...many));
    expect(checked.batches.map((batch) => batch.length)).toEqual([20, 20, 1]);
    expect(batches).toBe(3);
  });
});

async function settle(draft: Draft, checked: SettleInputs['checked'], verdicts: ClaimVerdict[], calls: CallRow[] = []) {
  const written: { place: unknown; findings: readonly Finding[] }[] = [];
  const activity = createSettleVerification({
    artifacts,
    ledger: {
      replaceFindings: async (place, findings) => {
        written.push({ place, findings });
      },
      listCalls: async () => calls,
    },
  });
  const { output, facts } = await activity({
    jobId: 'job-1',
    organisation: 'local',
    owner: 'ada',
    generation: 0,
    round: 1,
    sources: await artifacts.putJson(sourceSet, 'Sources'),
    notes: await artifacts.putJson(goodNotes, 'Notes'),
    draft: await artifacts.putJson(draft, 'Draft'),
    checked,
    verdicts: [await artifacts.putJson({ verdicts }, 'Verdicts')],
  });
  return { output, facts, written, verification: verificationSchema.parse(await artifacts.getJson(output.sha256)) };
}

function judged(claimId: string, verdict: ClaimVerdict['verdict'], reason = 'It says so.'): ClaimVerdict {
  return { claimId, verdict, mechanical: 'passed', reason };
}

describe('settleVerification', () => {
  const draft = draftOf(
    sentence('s1', 'Input costs $5.', ['e1']),
    sentence('s2', 'Input costs dollars.', ['e1']),
    sentence('s3', 'Nobody knows.', ['e3']),
    sentence('s4', 'Uncited.', []),
    sentence('s5', 'Unread.', ['e1']),
    sentence('s6', 'Opinion.', ['e8'], 'analysis'),
  );
  const verdicts = [judged('s1', 'supported'), judged('s2', 'contradicted'), judged('s3', 'insufficient')];

  it('puts verdicts together, and counts what does not hold; what nobody read sends no draft back', async () => {
    const { verification, facts } = await settle(draft, (await check(draft)).ref, verdicts);
    expect(verification.verdicts.map(({ claimId, verdict, mechanical }) => [claimId, verdict, mechanical])).toEqual([
      ['s1', 'supported', 'passed'],
      ['s2', 'contradicted', 'passed'],
      ['s3', 'insufficient', 'passed'],
      ['s4', 'insufficient', 'failed'],
      ['s5', 'unchecked', 'passed'],
    ]);
    expect(facts).toEqual({
      claims: 5,
      supported: 1,
      contradicted: 1,
      insufficient: 2,
      unchecked: 1,
      blocking: 4,
    });
  });

  it('writes all findings to the ledger: of claims, conflicts, gaps and unreadable sources', async () => {
    const { verification, written } = await settle(draft, (await check(draft)).ref, verdicts);
    expect(verification.findings.map(({ id, check, severity, claimId }) => [id, check, severity, claimId])).toEqual([
      ['f1', 'content-not-cited', 'warning', 's3'],
      ['f2', 'citation-missing', 'blocking', 's4'],
      ['f3', 'content-not-cited', 'warning', 's5'],
      ['f4', 'citation-unresolved', 'blocking', 's6'],
      ['f5', 'judged-contradicted', 'blocking', 's2'],
      ['f6', 'judged-insufficient', 'blocking', 's3'],
      ['f7', 'sources-disagree', 'warning', null],
      ['f8', 'source-unreadable', 'warning', 's3'],
      ['f9', 'not-answered', 'note', null],
      ['f10', 'not-answered', 'note', null],
    ]);
    const place = { jobId: 'job-1', organisation: 'local', owner: 'ada', generation: 0, round: 1 };
    expect(written).toEqual([{ place, findings: verification.findings }]);
  });

  it.each([
    ['the model that wrote also judged', [callRow('draft', 'm1'), callRow('judge', 'm1')], true],
    ['another one judged', [callRow('draft', 'm1'), callRow('judge', 'm2')], false],
    ['it judged another round only', [callRow('draft', 'm1'), callRow('judge', 'm1', { round: 2 })], false],
  ])('says whether %s', async (_what, calls, expected) => {
    const { verification } = await settle(draft, (await check(draft)).ref, verdicts, calls);
    expect(verification.findings.some(({ check }) => check === 'self-verified')).toBe(expected);
  });

  it('keeps the verdicts of claims that did not change, whatever their ids are now', async () => {
    const first = await settle(draft, (await check(draft)).ref, verdicts);
    const edited = draftOf(
      sentence('n1', 'Input costs $5.', ['e1']),
      sentence('s2', 'Input costs dollars or so.', ['e1']),
      sentence('s3', 'Nobody knows.', ['e1']),
      sentence('s5', 'Unread.', ['e1']),
    );
    const before = { draft: await artifacts.putJson(draft, 'Draft'), verification: first.output };
    const { checked, ref } = await check(edited, { before });
    expect(checked.batches).toEqual([['s2', 's3', 's5']]);
    const { verification } = await settle(edited, ref, []);
    expect(verification.verdicts[0]).toMatchObject(judged('n1', 'supported'));
    expect(verification.verdicts[0]?.checks).toMatchObject({
      citation: 'passed',
      numbers: 'passed',
      'second-reading': 'kept',
    });
    expect(verification.verdicts.slice(1).map(({ verdict }) => verdict)).toEqual([
      'unchecked',
      'unchecked',
      'unchecked',
    ]);
  });

  it('says how numbers were rounded, once', async () => {
    const rounded = draftOf(sentence('s1', 'About 1,230 calls.', ['e2']));
    const reason = 'It adds up. Rounding: 1,230 rounds 1234.5.';
    const first = await settle(rounded, (await check(rounded)).ref, [judged('s1', 'supported', 'It adds up.')]);
    expect(first.verification.verdicts[0]?.reason).toBe(reason);
    const before = { draft: await artifacts.putJson(rounded, 'Draft'), verification: first.output };
    const again = await settle(rounded, (await check(rounded, { before })).ref, []);
    expect(again.verification.verdicts[0]?.reason).toBe(reason);
  });
});

describe('what is recorded and kept', () => {
  const draft = draftOf(sentence('s1', 'Input costs $5.', ['e1']));
  const firstRound = async (notes: unknown = goodNotes) => {
    const first = await settle(draft, (await check(draft, { notes })).ref, [judged('s1', 'supported')]);
    return { draft: await artifacts.putJson(draft, 'Draft'), verification: first.output };
  };

  it('is not kept where what the claim rests on says something else now, though its id is the same', async () => {
    const { checked } = await check(draft, { before: await firstRound() });
    expect(checked.batches).toEqual([]);
    const evidence = [{ id: 'e1', ...quoted('s1-p1', 'is 5 dollars per million tokens') }];
    const again = await check(draft, { before: await firstRound(), notes: { ...goodNotes, evidence } });
    expect(again.checked.batches).toEqual([['s1']]);
  });

  it('is judged again where the draft or the verification of the round before is lost', async () => {
    const first = await firstRound();
    const gone = { ...first.draft, sha256: 'f'.repeat(64) };
    for (const before of [
      { ...first, draft: gone },
      { ...first, verification: gone },
    ])
      expect((await check(draft, { before })).checked.batches).toEqual([['s1']]);
  });

  it('tells for each claim which checks ran and what they gave', async () => {
    const { verification } = await settle(draft, (await check(draft)).ref, [judged('s1', 'insufficient')]);
    const checks = verification.verdicts[0]?.checks ?? {};
    expect(checks).toMatchObject({
      citation: 'passed',
      quote: 'passed',
      numbers: 'passed',
      'second-reading': 'insufficient',
    });
  });

  it('covers figures of captions, headings and analyses', async () => {
    const titled: Draft = {
      title: 'Report',
      blocks: [
        { type: 'heading', id: 'h1', level: 2, text: '1. Input costs 6 dollars' },
        {
          type: 'paragraph',
          id: 'b1',
          sentences: [sentence('s1', 'So input is cheap at 9 dollars.', ['e1'], 'analysis')],
        },
        { type: 'heading', id: 'h2', level: 2, text: 'What costs 6 dollars?' },
        {
          type: 'table',
          id: 't1',
          caption: 'All 1,300 calls',
          columns: ['calls'],
          rows: [{ id: 'r1', cells: ['1,234.50'], evidence: ['e2'] }],
        },
      ],
    };
    const { checked } = await check(titled);
    expect(checked.findings.map(({ check, severity, claimId }) => [check, severity, claimId])).toEqual([
      ['number-not-found', 'blocking', 's1'],
      ['number-not-found', 'warning', 'h1'],
      ['number-not-found', 'blocking', 't1'],
    ]);
  });
});
