import { BUNDLE_SCHEMA, type Bundle } from '../../contract/bundle.ts';
import type { CallRow } from '../../contract/calls.ts';
import { claimsOf } from '../../contract/draft/blocks.ts';
import type { Source } from '../../contract/evidence/source.ts';
import { conflictsOf, notAnswered, type ReportContent, verdictOf } from './report-content.ts';

function bundledSource(source: Source): Bundle['sources'][number] {
  const { id, title, sha256, origin } = source;
  const from = origin.kind === 'upload' ? origin.name : origin.address;
  return source.status === 'read'
    ? { id, title, sha256, mediaType: source.mediaType, origin: from, failure: null }
    : { id, title, sha256, mediaType: '', origin: from, failure: source.failure.message };
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

function bundledClaims(content: ReportContent): Bundle['claims'] {
  return claimsOf(content.draft).map((claim) => {
    if (claim.kind !== 'fact')
      return { ...claim, verdict: 'unchecked' as const, reason: `A sentence of ${claim.kind} is not checked.` };
    const { verdict, reason } = verdictOf(content, claim.id);
    return { ...claim, verdict, reason };
  });
}

/** Puts everything that a report rests on into one value. */
export function assembleBundle(content: ReportContent, markdown: string): Bundle {
  const { job, brief } = content;
  return {
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
    sources: content.sources.sources.map(bundledSource),
    evidence: content.notes.evidence,
    claims: bundledClaims(content),
    conflicts: conflictsOf(content),
    findings: content.verification.findings,
    decisions: content.decisions,
    modelCalls: content.calls.map(bundledCall),
    totals: content.totals,
    notAnswered: notAnswered(content),
    report: { markdown },
  };
}
