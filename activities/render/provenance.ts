import { LOCAL_ADMINISTRATOR } from '../../contract/actor.ts';
import type { Bundle } from '../../contract/bundle.ts';
import type { CallRow } from '../../contract/calls.ts';
import { shortHash } from '../../contract/ids.ts';
import { shownInstant } from '../../contract/instants.ts';
import { formatMicroUsd } from '../../contract/money.ts';
import type { ReportContent } from './report-content.ts';

/** What every export made with the offline model says. */
export const OFFLINE_NOTICE =
  'Written by the offline model: its sentences are quotes from the documents or fixed phrases around quoted words and computed values. It reads English only.';

type Decision = Bundle['decisions'][number];

function decisionLine(decision: Decision): string {
  const words = { approve: 'approved', edit: 'edited and approved', revise: 'sent back', reject: 'rejected' };
  const self = decision.selfApproved ? ' (self-approved)' : '';
  const comment = decision.comment.trim() === '' ? '' : `: ${oneLine(decision.comment)}`;
  const what = `${decision.step === 'approve' ? 'draft' : decision.step} of round ${decision.round}`;
  return `${nameOf(decision.actor.id)} ${words[decision.decision]} the ${what}${self} on ${shownInstant(decision.at)}${comment}`;
}

/** The person of an installation without accounts has no name of their own. */
function nameOf(id: string): string {
  return id === LOCAL_ADMINISTRATOR ? 'The local administrator' : id;
}

/** What was asked before a decision, and the answer that stood when it was taken. */
function questionLines({ questions = [] }: Decision): string[] {
  return questions.map(({ asker, text, at, answers, failure }) => {
    const last = answers.at(-1);
    const by = last?.by.kind === 'person' ? nameOf(last.by.actor.id) : last?.by.model;
    const none = failure === null ? 'Not answered.' : `Not answered: ${oneLine(failure)}`;
    const answer = last === undefined ? none : `${by} answered: ${oneLine(last.text)}`;
    return `${nameOf(asker.id)} asked on ${shownInstant(at)}: ${oneLine(text)} ${answer}`;
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What people decided and asked before, one plain line each. */
export function decisionLines({ decisions }: Pick<ReportContent, 'decisions'>): string[] {
  return decisions.length === 0
    ? ['No person was asked to decide.']
    : decisions.flatMap((decision) => [...questionLines(decision), decisionLine(decision)]);
}

/** What one model was used for with one prompt. */
export interface ModelUse {
  task: string;
  model: string;
  promptId: string;
  promptHash: string;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  costMicroUsd: number;
  /** Calls whose price is not known. */
  unpriced: number;
}

/** Calls summed up by task, model and prompt, in the order of their first call. */
export function modelUse(calls: readonly CallRow[]): ModelUse[] {
  const uses = new Map<string, ModelUse>();
  for (const call of calls) {
    const { task, promptId, promptHash } = call;
    const model = call.modelServed ?? call.modelAsked;
    const key = JSON.stringify([task, model, promptId, promptHash]);
    const none = { calls: 0, inputTokens: 0, outputTokens: 0, costMicroUsd: 0, unpriced: 0 };
    const use = uses.get(key) ?? { task, model, promptId, promptHash, ...none };
    use.calls += 1;
    use.inputTokens += call.usage?.inputTokens ?? 0;
    use.outputTokens += call.usage?.outputTokens ?? 0;
    use.costMicroUsd += call.costMicroUsd ?? 0;
    use.unpriced += call.costMicroUsd === null ? 1 : 0;
    uses.set(key, use);
  }
  return [...uses.values()];
}

function modelLines(content: ReportContent): string[] {
  return modelUse(content.calls).map(
    ({ task, model, promptId, promptHash, calls }) =>
      `Model for ${task} (${calls} ${calls === 1 ? 'call' : 'calls'}): ${model}, prompt ${promptId} ${shortHash(promptHash)}`,
  );
}

/** What it cost, in one line. */
export function costLine({ totals }: Pick<ReportContent, 'totals'>): string {
  const unpriced = totals.unpricedCalls === 0 ? '' : `, and ${totals.unpricedCalls} calls of unknown price`;
  const tokens = `${totals.inputTokens.toLocaleString('en-US')} tokens in, ${totals.outputTokens.toLocaleString('en-US')} out`;
  return `Cost: ${formatMicroUsd(totals.costMicroUsd)}${unpriced} (${totals.calls} model calls, ${totals.toolCalls} tool calls, ${tokens})`;
}

/** How many facts came out as what: `3 of 5 supported, 1 contradicted, 1 insufficient`. */
export function factCounts({ verification }: Pick<ReportContent, 'verification'>): string {
  const count = (verdict: string) => verification.verdicts.filter((one) => one.verdict === verdict).length;
  const all = verification.verdicts.length;
  if (all === 0) return 'none';
  const others = (['contradicted', 'insufficient', 'unchecked'] as const).filter((verdict) => count(verdict) > 0);
  return [`${count('supported')} of ${all} supported`, ...others.map((verdict) => `${count(verdict)} ${verdict}`)].join(
    ', ',
  );
}

/** When a job ran: the day is told once where it is the same, and one minute is no span. */
export function shownSpan(from: string, to: string): string {
  const [start, end] = [shownInstant(from), shownInstant(to)];
  if (start === end) return start;
  const day = start.slice(0, 11);
  return end.startsWith(day) ? `${start.replace(/ UTC$/, '')} to ${end.slice(11)}` : `${start} to ${end}`;
}

/** What a reader who signs looks at first: the counts of facts, and who decided. */
export function summaryLines(content: ReportContent): [label: string, lines: string[]][] {
  const { original } = content;
  const given: [string, string[]][] = original === null ? [] : [['Facts as given', [factCounts(original)]]];
  const unread = content.sources.sources.filter(({ status }) => status === 'unreadable').length;
  const sources = content.sources.sources.length;
  const read =
    unread === 0 ? `${sources}, all read` : `${sources - unread} of ${sources} read, ${unread} could not be read`;
  return [
    ...given,
    [original === null ? 'Facts' : 'Facts as corrected', [factCounts(content)]],
    ...(sources === 0 ? [] : [['Sources', [read]] satisfies [string, string[]]]),
    ['Decisions', decisionLines(content)],
  ];
}

/** How the report came to be, one plain line each: job, who judged, models, cost. */
export function provenanceLines(content: ReportContent): string[] {
  const { job } = content;
  const forked = job.lineage.forkedFrom === null ? [] : [`Forked from job ${job.lineage.forkedFrom}`];
  const self = content.verification.findings.filter(({ check }) => check === 'self-verified');
  return [
    `Job ${job.id} (${job.kind}), ${shownSpan(job.startedAt, job.endedAt)}`,
    ...forked,
    ...self.map((finding) => finding.message),
    ...modelLines(content),
    costLine(content),
  ];
}
