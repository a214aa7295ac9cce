import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { Activities, ResearchContinuation, ResearchInputs } from '../activities/activities.ts';
import type { ArtifactRef } from '../contract/artifact.ts';
import type { Sha256 } from '../contract/ids.ts';
import type { ReportInput } from '../contract/job-input.ts';
import type { StepName } from '../contract/job-kind.ts';
import type { Totals } from '../contract/state/job-state.ts';
import type { ModelRequest, ResearchTurnResult } from '../contract/steps.ts';

const work = proxyActivities<Activities>({
  startToCloseTimeout: '15m',
  heartbeatTimeout: '5s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});
const quick = proxyActivities<Activities>({ startToCloseTimeout: '10s' });

const NOTHING_SPENT: Totals = {
  ...{ calls: 0, reused: 0, toolCalls: 0, unpricedCalls: 0, costMicroUsd: 0 },
  ...{ inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
};

interface Told {
  input: ReportInput;
  tenant: { jobId: string; organisation: string; owner: string };
  sources: ArtifactRef;
  plan: ArtifactRef;
}

function requestOf({ tenant }: Pick<Told, 'tenant'>, step: StepName, item = '', turn = 0): ModelRequest {
  const { jobId, organisation, owner } = tenant;
  const call = { jobId, generation: 0, round: 1, step, item, turn, attempt: 1, sample: 0 };
  return { call, organisation, owner, model: 'scripted', remedy: null };
}

/** A report job as the shortest workflow that makes the same calls in the same order: no state, records, gates, parking or messages. */
export async function bare({ input }: { input: ReportInput }): Promise<void> {
  const { jobId, organisation, owner, brief } = input;
  const tenant = { jobId, organisation, owner };
  const context = { brief, houseBrief: null };
  const { output: sources } = await work.ingestSources({ ...tenant, attachments: input.sources });
  await quick.modelRoute({ task: 'plan', chosen: null });
  const planned = await work.planReport(requestOf({ tenant }, 'plan'), {
    ...context,
    sources,
    previous: null,
    comment: '',
  });
  if (planned.outcome !== 'ok') throw new Error('no plan');
  const told: Told = { input, tenant, sources, plan: planned.output };
  await quick.modelRoute({ task: 'research', chosen: null });
  const { items } = await quick.planItems({ plan: planned.output });
  const found = await Promise.all(items.map(({ id }) => researched(told, id)));
  const { output: notes } = await work.gatherNotes({ items: found });
  await quick.modelRoute({ task: 'draft', chosen: null });
  const drafted = await work.writeDraft(requestOf(told, 'draft'), {
    ...{ ...context, sources, plan: told.plan, notes, previous: null, findings: null, comment: '' },
  });
  if (drafted.outcome !== 'ok') throw new Error('no draft');
  const draft = drafted.output;
  const checked = (await work.checkEvidence({ sources, notes, draft, before: null })).output;
  await quick.modelRoute({ task: 'judge', chosen: null });
  const judged = await work.judgeClaims(requestOf(told, 'verify', 'batch-1'), {
    brief,
    sources,
    notes,
    draft,
    checked,
    batch: 0,
  });
  if (judged.outcome !== 'ok') throw new Error('no verdicts');
  const settled = await work.settleVerification({
    ...{ ...tenant, generation: 0, round: 1, sources, notes, draft, checked, verdicts: [judged.output] },
  });
  await rendered(told, notes, draft, settled.output);
}

async function researched(told: Told, item: string): Promise<{ item: string; notes: ArtifactRef }> {
  const { input, sources, plan } = told;
  const beginning = { brief: input.brief, houseBrief: null, sources, plan };
  for (let turn = 0, before: ResearchContinuation | null = null; ; turn += 1) {
    const inputs: ResearchInputs = { ...(before ?? beginning), turnsLeft: 100 };
    const result: ResearchTurnResult = await work.researchTurn(requestOf(told, 'research', item, turn), inputs);
    if (result.outcome === 'ok') return { item, notes: result.output };
    if (result.outcome !== 'tools') throw new Error('no turn');
    const results = await toolResults(told, result);
    before = { transcript: result.transcript, answer: result.answer.sha256, results };
  }
}

async function toolResults(
  { sources }: Told,
  { answer, calls, made }: Extract<ResearchTurnResult, { outcome: 'tools' }>,
): Promise<Sha256[]> {
  return await Promise.all(
    calls.map(async ({ index }) => {
      const done = made.find((call) => call.index === index);
      if (done !== undefined) return done.result;
      return (await work.runTool({ sources: sources.sha256, answer: answer.sha256, index })).result;
    }),
  );
}

async function rendered(
  { input, tenant, sources, plan }: Told,
  notes: ArtifactRef,
  draft: ArtifactRef,
  verification: ArtifactRef,
) {
  const { jobId: id, ...whose } = tenant;
  const { createdAt: startedAt, brief } = input;
  await work.renderReport({
    job: { id, kind: 'report', ...whose, startedAt, endedAt: startedAt, lineage: { forkedFrom: null } },
    ...{ brief, sources, plan, notes, draft, verification, decisions: [], offlineModel: true, original: null },
    totals: NOTHING_SPENT,
  });
}
