import type { RenderInputs } from '../../activities/activities.ts';
import { createRenderReport } from '../../activities/render/render-report.ts';
import { queryLine } from '../../activities/tasks/query-line.ts';
import { createTableDatabase } from '../../activities/tools/duckdb-tables.ts';
import { numberNotes } from '../../activities/verify/gather-notes.ts';
import { type Bundle, bundleSchema } from '../../contract/bundle.ts';
import { claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import type { FoundEvidence } from '../../contract/evidence/evidence.ts';
import type { Passage, SourceSet } from '../../contract/evidence/source.ts';
import { reportFilesSchema } from '../../contract/steps.ts';
import type { ClaimVerdict, Verification } from '../../contract/verification.ts';
import { type IngestRig, ingestRig, passagesOf } from './ingested-documents.ts';
import { reportContent } from './report-content.ts';
import { callRow, sentence } from './report-fixtures.ts';

/** The documents that the bundle rests on, by name. */
export const ORIGINALS: Readonly<Record<string, string>> = {
  'price-list.md':
    '# Prices\n\nAll prices hold from August on.\n\nThe plan costs 30 dollars a month for each seat.\n\nSetting it up costs 250 dollars once.\n\nPrices are without tax.\n',
  'letter.txt': 'Dear customer,\n\nfrom October on the plan costs 32 dollars a month for each seat.\n\nYours, sales\n',
  'seats.csv': 'team,month,seats\nlegal,2026-09,12\nclaims,2026-09,31\nlegal,2026-10,14\nclaims,2026-10,35\n',
};

const SQL = 'select team, sum(seats) as total from seats group by team order by team';

async function quoted(rig: IngestRig, set: SourceSet, at: number, quote: string): Promise<FoundEvidence> {
  const passage = (await passagesOf(rig.artifacts, set, at)).find(({ text }) => text.includes(quote));
  if (passage === undefined) throw new Error(`No passage holds "${quote}".`);
  const { id, sourceId, locator } = passage;
  return { sourceId, passageId: id, locator, quote, query: null };
}

async function queried(rig: IngestRig, set: SourceSet): Promise<FoundEvidence> {
  const tables = set.sources.flatMap((source) => (source.status === 'read' ? source.tables : []));
  const database = await createTableDatabase({ artifacts: rig.artifacts, tables });
  const { columns, rows, scale, tables: names } = await database.query(SQL);
  database.close();
  const query = { sql: SQL, columns, rows, scale, tables: names };
  const locator = { kind: 'query' as const, tables: ['seats'] };
  return { sourceId: 's3', passageId: null, locator, quote: queryLine(query), query };
}

const draft: Draft = {
  title: 'What the plan costs',
  blocks: [
    { type: 'heading', id: 'h1', level: 1, text: 'Price' },
    {
      type: 'paragraph',
      id: 'b1',
      sentences: [
        sentence('s1', 'The plan costs 30 dollars a month for each seat.', ['e1']),
        sentence('s2', 'Setting it up costs 250 dollars once.', ['e2']),
        sentence('s3', 'The plan costs 40 dollars a month for each seat.', ['e1']),
        sentence('s4', 'That is a matter of taste.', [], 'analysis'),
      ],
    },
    {
      type: 'table',
      id: 'b2',
      caption: 'Seats by team',
      columns: ['team', 'total'],
      rows: [
        { id: 'r1', cells: ['claims', '66'], evidence: ['e3'] },
        { id: 'r2', cells: ['legal', '26'], evidence: ['e3'] },
      ],
    },
  ],
};

const verification: Verification = {
  draft: 'f'.repeat(64),
  verdicts: claimsOf(draft).flatMap(({ id, kind }): ClaimVerdict[] => {
    if (kind !== 'fact') return [];
    if (id === 's3')
      return [{ claimId: id, verdict: 'insufficient', mechanical: 'failed', reason: '40 is not there.' }];
    return [{ claimId: id, verdict: 'supported', mechanical: 'passed', reason: 'Read again.' }];
  }),
  findings: [
    {
      ...{ id: 'f1', check: 'number-not-found', severity: 'blocking', claimId: 's3', evidence: ['e1'] },
      message: '40 is not in what the sentence cites.',
    },
  ],
};

/** Passages straight from the artifacts of the sources. */
function passagePort(rig: IngestRig) {
  return {
    async byId(set: SourceSet, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Passage>> {
      const found = new Map<string, Passage>();
      for (const [at, source] of set.sources.entries()) {
        if (source.status !== 'read') continue;
        for (const passage of await passagesOf(rig.artifacts, set, at))
          if (ids.has(passage.id)) found.set(passage.id, passage);
      }
      return found;
    },
  };
}

/** What a test may put in the place of what a job gives. */
interface Parts {
  originals?: Readonly<Record<string, string | Uint8Array>>;
}

/** A bundle as a job writes it, of documents that were really read: three pieces of evidence, one a query, and a claim that was found wrong. */
export async function realBundle({ originals = ORIGINALS }: Parts = {}): Promise<{ bundle: Bundle; text: string }> {
  const rig = ingestRig();
  const { output, set } = await rig.ingest(originals);
  const evidence = [
    await quoted(rig, set, 0, 'The plan costs 30 dollars a month for each seat.'),
    await quoted(rig, set, 0, 'Setting it up costs 250 dollars once.'),
    await queried(rig, set),
    await quoted(rig, set, 1, 'from October on the plan costs 32 dollars a month for each seat.'),
  ];
  const sides = [evidence[0], evidence[3]].map((one) => ({
    text: one?.quote ?? '',
    evidence: one === undefined ? [] : [one],
  }));
  const statements = evidence.slice(0, 3).map((one) => ({ text: one.quote, evidence: [one] }));
  const notes = numberNotes([
    {
      ...{ item: 'q1', question: 'What does the plan cost?', status: 'partly', gaps: ['the tax'] },
      statements,
      conflicts: [{ about: 'the price of a seat', sides }],
    },
  ]);
  const { artifacts } = rig;
  const { job, brief, decisions, totals } = reportContent();
  const inputs: RenderInputs = {
    ...{ job, decisions, totals, offlineModel: true, original: null, sources: output },
    brief: await artifacts.putJson(brief, 'Brief'),
    plan: await artifacts.putJson({}, 'Plan'),
    notes: await artifacts.putJson(notes, 'Notes'),
    draft: await artifacts.putJson(draft, 'Draft'),
    verification: await artifacts.putJson(verification, 'Verification'),
  };
  const calls = [callRow('draft', 'offline'), callRow('judge', 'offline')];
  const render = createRenderReport({
    artifacts,
    ledger: { listCalls: async () => calls },
    passages: passagePort(rig),
  });
  const files = reportFilesSchema.parse(await artifacts.getJson((await render(inputs)).output.sha256));
  const text = await artifacts.getText(files.bundle.sha256);
  return { bundle: bundleSchema.parse(JSON.parse(text)), text };
}
