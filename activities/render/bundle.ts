import { BUNDLE_SCHEMA, type Bundle, bundleSchema } from '../../contract/bundle.ts';
import type { BundledClaim, BundledSource, BundledTable } from '../../contract/bundle-parts.ts';
import { sealed } from '../../contract/bundle-seal.ts';
import type { CallRow } from '../../contract/calls.ts';
import { claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import type { Passage, Source, Table } from '../../contract/evidence/source.ts';
import type { Verification } from '../../contract/verification.ts';
import { changesOf } from './changes.ts';
import { inDocumentOrder } from './neighbours.ts';
import { conflictsOf, notAnswered, notChecked, type ReportContent } from './report-content.ts';
import { MOST_CELL_BYTES } from './table-cells.ts';

function bundledPassages(content: ReportContent, sourceId: string): Passage[] {
  const passages = [...content.passages.values()].filter((passage) => passage.sourceId === sourceId);
  return passages.sort(inDocumentOrder);
}

function bundledTable(content: ReportContent, table: Table): BundledTable {
  const { name, title, columns, rows } = table;
  const cells = content.cells.get(name) ?? null;
  const size = `${(table.cells.bytes / 1_000_000).toFixed(1)} MB`;
  const room = `${MOST_CELL_BYTES / 1_000_000} MB`;
  const omitted = `Its cells have ${size}; a bundle holds ${room} of cells. Give the original file to check its queries.`;
  return { name, title, columns, rows, sha256: table.cells.sha256, cells, omitted: cells === null ? omitted : null };
}

function bundledSource(content: ReportContent, source: Source): BundledSource {
  const { id, title, sha256, origin } = source;
  const from =
    origin.kind === 'upload'
      ? { origin: origin.name, fetchedAt: null }
      : { origin: origin.address, fetchedAt: origin.fetchedAt };
  if (source.status === 'unreadable') {
    const nothing = { mediaType: '', remarks: [], passages: [], tables: [] };
    const { message, remedy } = source.failure;
    return { ...{ id, title, sha256 }, ...from, ...nothing, failure: message, remedy };
  }
  return {
    ...{ id, title, sha256, mediaType: source.mediaType },
    ...from,
    failure: null,
    remedy: null,
    remarks: source.remarks ?? [],
    passages: bundledPassages(content, id),
    tables: source.tables.filter(({ name }) => content.cells.has(name)).map((table) => bundledTable(content, table)),
  };
}

function bundledCall(call: CallRow): Bundle['modelCalls'][number] {
  const { step, item, turn, round, attempt, generation } = call.identity;
  return {
    ...{ step, item, turn, round, attempt, generation },
    requestKey: call.requestHash,
    reusedFrom: call.reusedFrom,
    model: call.modelServed ?? call.modelAsked,
    promptId: call.promptId,
    promptHash: call.promptHash,
    inputTokens: call.usage?.inputTokens ?? 0,
    cachedTokens: call.usage?.cachedTokens ?? 0,
    outputTokens: call.usage?.outputTokens ?? 0,
    costMicroUsd: call.costMicroUsd,
    latencyMs: call.latencyMs ?? 0,
    outcome: call.outcome ?? 'ok',
  };
}

function bundledClaims(draft: Draft, verification: Verification): BundledClaim[] {
  const verdicts = new Map(verification.verdicts.map((verdict) => [verdict.claimId, verdict]));
  return claimsOf(draft).map((claim) => {
    if (claim.kind !== 'fact')
      return { ...claim, verdict: 'unchecked' as const, reason: `A sentence of ${claim.kind} is not verified.` };
    const { verdict, reason } = verdicts.get(claim.id) ?? notChecked(claim.id);
    return { ...claim, verdict, reason };
  });
}

function bundledDocument(document: Source): { name: string; sha256: string | null; remarks: string[] } {
  const remarks = document.status === 'read' ? (document.remarks ?? []) : [];
  return { name: document.title, sha256: document.sha256, remarks };
}

function bundledReport(content: ReportContent, markdown: string): Bundle['report'] {
  const { original, draft } = content;
  const unsealed = { parts: {}, seal: '' };
  if (original === null) return { markdown, draft, original: null, changes: [], ...unsealed };
  const { document, places } = original;
  const given = {
    document: document === null ? null : bundledDocument(document),
    places: { ...places },
    draft: original.draft,
    claims: bundledClaims(original.draft, original.verification),
    findings: original.verification.findings,
  };
  return { markdown, draft, original: given, changes: changesOf(original, draft), ...unsealed };
}

/** Puts everything that a report rests on into one value, with its seal. */
export function assembleBundle(content: ReportContent, markdown: string): Bundle {
  const { job, brief } = content;
  const bundle: Bundle = {
    schema: BUNDLE_SCHEMA,
    job: {
      id: job.id,
      kind: job.kind,
      question: brief.question,
      status: 'done',
      startedAt: job.startedAt,
      endedAt: job.endedAt,
      lineage: job.lineage,
    },
    sources: content.sources.sources.map((source) => bundledSource(content, source)),
    evidence: content.notes.evidence,
    claims: bundledClaims(content.draft, content.verification),
    conflicts: conflictsOf(content),
    findings: content.verification.findings,
    decisions: content.decisions,
    modelCalls: content.calls.map(bundledCall),
    totals: content.totals,
    notAnswered: notAnswered(content),
    report: bundledReport(content, markdown),
  };
  // Sealed as it is written: without what the schema does not know.
  return sealed(bundleSchema.parse(bundle));
}
