import type { CallRow } from '../../contract/calls.ts';
import type { Draft, Sentence } from '../../contract/draft/blocks.ts';
import type { FoundEvidence, RecordedQuery } from '../../contract/evidence/evidence.ts';
import type { Passage, SourceSet } from '../../contract/evidence/source.ts';
import { failure } from '../../contract/failures.ts';
import type { ItemNotes } from '../../contract/notes.ts';
import { artifactRef } from './job-records.ts';

/** Two sources that were read and one that was not. */
export const sourceSet: SourceSet = {
  index: null,
  sources: [
    {
      status: 'read',
      id: 's1',
      title: 'prices.md',
      sha256: 'a'.repeat(64),
      mediaType: 'text/markdown',
      bytes: 100,
      origin: { kind: 'upload', name: 'prices.md' },
      passageCount: 2,
      passages: artifactRef('1'),
      tables: [],
      headings: ['Prices'],
    },
    {
      status: 'read',
      id: 's2',
      title: 'usage.csv',
      sha256: 'b'.repeat(64),
      mediaType: 'text/csv',
      bytes: 100,
      origin: { kind: 'upload', name: 'usage.csv' },
      passageCount: 0,
      passages: artifactRef('2'),
      tables: [],
      headings: [],
    },
    {
      status: 'unreadable',
      id: 's3',
      title: 'scan.bin',
      sha256: null,
      origin: { kind: 'upload', name: 'scan.bin' },
      failure: failure('document-binary', 'The file is binary.'),
    },
  ],
};

/** The passages of `s1`. */
export const passages: Passage[] = [
  {
    id: 's1-p1',
    sourceId: 's1',
    locator: { kind: 'lines', from: 3, to: 4 },
    headings: ['Prices'],
    text: 'The input price\nis 5 dollars per million tokens.',
  },
  {
    id: 's1-p2',
    sourceId: 's1',
    locator: { kind: 'lines', from: 6, to: 6 },
    headings: ['Prices'],
    text: 'A note says 6 dollars.',
  },
];

/** A port over `passages`. */
export const passageReader = {
  byId: async (_sources: SourceSet, ids: ReadonlySet<string>) =>
    new Map(passages.filter(({ id }) => ids.has(id)).map((passage) => [passage.id, passage])),
};

/** Evidence from a passage of `s1`. */
export function quoted(passageId: string, quote: string): FoundEvidence {
  const passage = passages.find(({ id }) => id === passageId);
  return {
    sourceId: passage?.sourceId ?? 's1',
    passageId,
    locator: passage?.locator ?? { kind: 'lines', from: 1, to: 1 },
    quote,
    query: null,
  };
}

/** A sum over the table `usage`. */
export const sumQuery: RecordedQuery = {
  sql: 'select sum(calls) as total from usage',
  columns: ['total'],
  rows: [['1234.50']],
  tables: ['usage'],
  scale: 2,
};

/** Evidence from a query. */
export function queried(query: RecordedQuery): FoundEvidence {
  const quote = `${query.columns.join(', ')}: ${query.rows.map((row) => row.join(', ')).join('; ')}`;
  return { sourceId: 's2', passageId: null, locator: { kind: 'query', tables: ['usage'] }, quote, query };
}

/** Notes of two items: an answer with a conflict, and a question that the documents do not answer. */
export function itemNotes(): ItemNotes[] {
  const price = quoted('s1-p1', 'The input price is 5 dollars');
  return [
    {
      item: 'q1',
      question: 'What does it cost?',
      status: 'answered',
      statements: [
        { text: 'Input costs 5 dollars.', evidence: [price, price] },
        { text: 'There were 1234.5 calls.', evidence: [queried(sumQuery)] },
      ],
      conflicts: [
        {
          about: 'the input price',
          sides: [
            { text: '5 dollars', evidence: [price] },
            { text: '6 dollars', evidence: [quoted('s1-p2', 'A note says 6 dollars.')] },
          ],
        },
      ],
      gaps: ['the price of output'],
    },
    { item: 'q2', question: 'Since when?', status: 'not-answered', statements: [], conflicts: [], gaps: [] },
  ];
}

/** A sentence of a draft. */
export function sentence(id: string, text: string, evidence: string[], kind: Sentence['kind'] = 'fact'): Sentence {
  return { id, kind, text, evidence };
}

/** A draft of one paragraph. */
export function draftOf(...sentences: Sentence[]): Draft {
  return { title: 'Report', blocks: [{ type: 'paragraph', id: 'b1', sentences }] };
}

/** An answered model call. */
export function callRow(task: string, model: string, place: Partial<CallRow['identity']> = {}): CallRow {
  const step = task === 'judge' ? 'verify' : task === 'draft' ? 'draft' : 'research';
  return {
    identity: { jobId: 'job-1', generation: 0, round: 1, step, item: '', turn: 0, attempt: 1, sample: 0, ...place },
    organisation: 'local',
    owner: 'local',
    requestHash: 'c'.repeat(64),
    state: 'answered',
    holder: 'test',
    task,
    outcome: 'ok',
    modelAsked: model,
    modelServed: model,
    promptId: task,
    promptHash: 'd'.repeat(64),
    request: artifactRef('3'),
    answer: artifactRef('4'),
    finish: 'stop',
    usage: { inputTokens: 100, cachedTokens: 20, outputTokens: 30, reasoningTokens: 0 },
    costMicroUsd: 1_500,
    wasteMicroUsd: 0,
    latencyMs: 200,
    reusedFrom: null,
    reservedAt: '2026-11-20T10:00:00.000Z',
    answeredAt: '2026-11-20T10:00:01.000Z',
  };
}
