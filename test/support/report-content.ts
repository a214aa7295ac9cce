import type { ReportContent } from '../../activities/render/report-content.ts';
import { numberNotes } from '../../activities/verify/gather-notes.ts';
import type { Draft, Sentence } from '../../contract/draft/blocks.ts';
import { callRow, itemNotes, passages, sentence, sourceSet } from './report-fixtures.ts';

/** A draft with every block, of which one fact is unverified and one contradicted. */
export const reportDraft: Draft = {
  title: 'What the move costs',
  blocks: [
    { type: 'heading', id: 'h1', level: 1, text: 'Prices' },
    {
      type: 'paragraph',
      id: 'b1',
      sentences: [
        sentence('s1', 'Input costs $5.', ['e1']),
        sentence('s2', 'It was always so.', ['e1']),
        sentence('s3', 'That is little.', [], 'analysis'),
      ],
    },
    { type: 'list', id: 'b2', ordered: false, items: [[sentence('s4', 'It costs 6 dollars.', ['e3'])]] },
    { type: 'quotation', id: 'b3', sentences: [sentence('s5', 'A note says 6 dollars.', ['e3'])] },
    {
      type: 'table',
      id: 'b4',
      caption: 'Calls',
      columns: ['What', 'Calls'],
      rows: [{ id: 'r1', cells: ['all', '1234.50'], evidence: ['e2'] }],
    },
  ],
};

/** Everything that a small report says. */
export function reportContent(more: Partial<ReportContent> = {}): ReportContent {
  const verdict = (claimId: string, verdict: 'supported' | 'contradicted' | 'insufficient') => ({
    ...{ claimId, verdict, reason: 'Read again.' },
    mechanical: 'passed' as const,
  });
  return {
    job: {
      ...{ id: 'job-1', kind: 'report', organisation: 'local', owner: 'ada' },
      startedAt: '2026-11-20T10:00:00.000Z',
      endedAt: '2026-11-20T10:05:00.000Z',
      lineage: { forkedFrom: null },
    },
    brief: { question: 'What does the move cost?', audience: '', length: 'standard', language: 'English' },
    sources: sourceSet,
    notes: numberNotes(itemNotes()),
    draft: reportDraft,
    verification: {
      draft: 'f'.repeat(64),
      verdicts: [
        verdict('s1', 'supported'),
        verdict('s2', 'insufficient'),
        verdict('s4', 'contradicted'),
        verdict('s5', 'supported'),
        verdict('r1', 'supported'),
      ],
      findings: [],
    },
    decisions: [
      {
        messageId: 'm1',
        gate: 'approve@0.1',
        step: 'approve',
        round: 1,
        artifact: 'f'.repeat(64),
        decision: 'approve',
        edited: null,
        comment: 'Good.',
        actor: { id: 'ada', roles: ['administrator'], via: 'cli' },
        at: '2026-11-20T10:04:00.000Z',
        selfApproved: true,
      },
    ],
    totals: {
      ...{ calls: 2, reused: 0, inputTokens: 200, cachedTokens: 40, outputTokens: 60 },
      ...{ costMicroUsd: 3_000, unpricedCalls: 0, toolCalls: 4 },
    },
    calls: [callRow('draft', 'gpt-5.4'), callRow('judge', 'gpt-5.5')],
    passages: new Map(passages.map((passage) => [passage.id, passage])),
    cells: new Map(),
    original: null,
    offlineModel: false,
    ...more,
  };
}

/** A paragraph of a draft. */
export function paragraph(...sentences: Sentence[]): Draft['blocks'][number] {
  return { type: 'paragraph', id: 'b9', sentences };
}

/** The same report as the outcome of a check: one sentence was corrected, one taken out. */
export function checkContent(): ReportContent {
  const base = reportContent();
  const [heading, , ...others] = reportDraft.blocks;
  const given = paragraph(sentence('s1', 'Input costs $15.', ['e1']), sentence('s9', 'Nobody minds.', []));
  const corrected = paragraph(sentence('s1', 'Input costs $5.', ['e1']));
  if (heading === undefined) throw new Error('a heading was expected');
  const rest = others.filter((block) => block.type === 'figure');
  const verdict = (claimId: string, reason: string) => ({
    ...{ claimId, reason, verdict: 'insufficient' as const },
    mechanical: 'failed' as const,
  });
  return {
    ...base,
    job: { ...base.job, kind: 'check' },
    draft: { ...reportDraft, blocks: [heading, corrected, ...rest] },
    original: {
      document: null,
      places: { s1: { kind: 'page', page: 3, paragraph: 2 } },
      draft: { ...reportDraft, blocks: [heading, given, ...rest] },
      verification: {
        draft: 'e'.repeat(64),
        verdicts: [
          verdict('s1', '15 is not in what the sentence cites.'),
          verdict('s9', 'The sentence states a fact and cites nothing.'),
        ],
        findings: [
          {
            ...{ id: 'f1', check: 'number-not-found', severity: 'blocking', claimId: 's1', evidence: ['e1'] },
            message: '15 is not in what the sentence cites.',
          },
          {
            ...{ id: 'f2', check: 'citation-missing', severity: 'blocking', claimId: 's9', evidence: [] },
            message: 'The sentence states a fact and cites nothing.',
          },
        ],
      },
    },
  };
}

/** The same report with a hostile text wherever words come from outside. */
export function hostileContent(text: string): ReportContent {
  const line = text.replace(/[\r\n]+/g, ' ').trim();
  const base = reportContent();
  const evidence = base.notes.evidence.map((piece) => ({
    ...piece,
    quote: text,
    query: piece.query === null ? null : { ...piece.query, sql: text, columns: [text], rows: [[text]], tables: [text] },
    locator: piece.query === null ? piece.locator : { kind: 'query' as const, tables: [text] },
  }));
  const items = base.notes.items.map((item) => ({
    ...item,
    question: text,
    gaps: [text],
    conflicts: [{ about: text, sides: [{ text, evidence: ['e1'] }] }],
  }));
  const decisions = base.decisions.map((one) => ({ ...one, comment: text, actor: { ...one.actor, id: text } }));
  return reportContent({
    job: { ...base.job, id: text, lineage: { forkedFrom: text } },
    brief: { question: text, audience: text, length: text, language: text },
    sources: {
      ...base.sources,
      sources: base.sources.sources.map((source) => ({
        ...source,
        title: text,
        origin: { kind: 'web', address: text, fetchedAt: text },
        ...(source.status === 'read' && { remarks: [text] }),
      })),
    },
    notes: { evidence, items },
    draft: {
      title: line,
      blocks: [
        ...([1, 2, 3, 4] as const).map((level) => ({ type: 'heading' as const, id: text, level, text: line })),
        { type: 'paragraph', id: text, sentences: [{ ...sentence('s1', line, ['e1', 'e2', 'e3']), id: text }] },
        { type: 'list', id: text, ordered: true, items: [[sentence('s2', line, [])]] },
        { type: 'table', id: text, caption: line, columns: [line], rows: [{ id: text, cells: [text], evidence: [] }] },
        { type: 'figure', id: text, caption: line, sha256: '0'.repeat(64), alt: text },
      ],
    },
    verification: {
      draft: text,
      verdicts: [{ claimId: text, verdict: 'contradicted', mechanical: 'passed', reason: text }],
      findings: [
        {
          id: 'f1',
          check: 'number-not-found',
          severity: 'warning',
          claimId: text,
          message: text,
          evidence: ['e1', 'e9'],
        },
        { id: 'f2', check: 'self-verified', severity: 'note', claimId: null, message: text, evidence: [] },
      ],
    },
    decisions,
    calls: [callRow(text, text)],
    passages: new Map([
      [
        's1-p1',
        {
          id: 's1-p1',
          sourceId: 's1',
          locator: { kind: 'lines', from: 1, to: 1 },
          headings: [],
          text: `before ${text} after`,
        },
      ],
    ]),
    original: {
      document: null,
      places: {},
      draft: { title: line, blocks: [paragraph(sentence('s1', line, ['e1']), sentence('s7', `${line} ${line}`, []))] },
      verification: {
        draft: text,
        verdicts: [{ claimId: 's7', verdict: 'insufficient', mechanical: 'failed', reason: text }],
        findings: [],
      },
    },
    offlineModel: true,
  });
}
