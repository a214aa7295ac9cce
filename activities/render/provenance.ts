import { formatMicroUsd } from '../../contract/money.ts';
import type { Decision } from '../../contract/state/job-state.ts';
import type { ReportContent } from './report-content.ts';

/** What every export made with the offline model says. */
export const OFFLINE_NOTICE =
  'Written by the offline model: its sentences are quotes from the documents or fixed phrases around quoted words and computed values. It reads English only.';

function decisionLine(decision: Decision): string {
  const words = { approve: 'approved', edit: 'edited and approved', revise: 'sent back', reject: 'rejected' };
  const self = decision.selfApproved ? ' (self-approved)' : '';
  const comment = decision.comment.trim() === '' ? '' : `: ${decision.comment.replace(/\s+/g, ' ').trim()}`;
  const what = `${decision.step === 'approve' ? 'draft' : decision.step} of round ${decision.round}`;
  return `${decision.actor.id} ${words[decision.decision]} the ${what}${self} on ${decision.at}${comment}`;
}

function modelLines(content: ReportContent): string[] {
  const counts = new Map<string, number>();
  for (const call of content.calls) {
    const key = `${call.task}: ${call.modelServed ?? call.modelAsked}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([what, calls]) => `Model for ${what} (${calls} ${calls === 1 ? 'call' : 'calls'})`);
}

function costLine({ totals }: ReportContent): string {
  const unpriced = totals.unpricedCalls === 0 ? '' : `, and ${totals.unpricedCalls} calls of unknown price`;
  const tokens = `${totals.inputTokens} tokens in, ${totals.outputTokens} out`;
  return `Cost: ${formatMicroUsd(totals.costMicroUsd)}${unpriced} (${totals.calls} model calls, ${totals.toolCalls} tool calls, ${tokens})`;
}

function checkLine({ verification }: ReportContent): string {
  const count = (verdict: string) => verification.verdicts.filter((one) => one.verdict === verdict).length;
  const parts = (['supported', 'contradicted', 'insufficient', 'unchecked'] as const).map(
    (verdict) => `${count(verdict)} ${verdict}`,
  );
  return `Facts: ${verification.verdicts.length} (${parts.join(', ')})`;
}

/** How the report came to be, one plain line each: job, checks, models, cost, decisions. */
export function provenanceLines(content: ReportContent): string[] {
  const { job, decisions } = content;
  const forked = job.lineage.forkedFrom === null ? [] : [`Forked from job ${job.lineage.forkedFrom}`];
  const self = content.verification.findings.filter(({ check }) => check === 'self-verified');
  return [
    `Job ${job.id}, ${job.startedAt} to ${job.endedAt}`,
    ...forked,
    checkLine(content),
    ...self.map((finding) => finding.message),
    ...modelLines(content),
    costLine(content),
    ...(decisions.length === 0 ? ['No person was asked to decide.'] : decisions.map(decisionLine)),
  ];
}
