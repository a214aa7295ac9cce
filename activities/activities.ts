import type { ArtifactRef } from '../contract/artifact.ts';
import type { ModelTask } from '../contract/routing.ts';
import type { Decision, Totals } from '../contract/state/job-state.ts';
import type { Brief, ModelRequest, ModelResult, ResearchTurnResult, ToolResult } from '../contract/steps.ts';
import type { ToolCallRef } from '../contract/tools.ts';

/** Whose job it is. */
export interface JobTenant {
  jobId: string;
  organisation: string;
  owner: string;
}

/** What every model task is given: the job in brief, and the house's rules where there are any. */
export interface TaskContext {
  brief: Brief;
  houseBrief: ArtifactRef | null;
}

/** What `planReport` works from; `previous` is the plan that a reviewer sent back. */
export interface PlanInputs extends TaskContext {
  sources: ArtifactRef;
  previous: ArtifactRef | null;
  comment: string;
}

/** What one research turn works from; `results` answer the tool calls of `answer`. Without turns left the model must give its notes. */
export interface ResearchInputs extends TaskContext {
  sources: ArtifactRef;
  plan: ArtifactRef;
  item: string;
  transcript: ArtifactRef | null;
  answer: ArtifactRef | null;
  results: { id: string; result: ArtifactRef }[];
  turnsLeft: number;
}

/** A tool call to make; `refused` holds the words of the person who did not allow it. */
export interface ToolInputs extends JobTenant {
  sources: ArtifactRef;
  answer: ArtifactRef;
  call: ToolCallRef;
  refused: string | null;
}

/** What a draft is written from; `findings` is the verification of `previous`. */
export interface DraftInputs extends TaskContext {
  sources: ArtifactRef;
  plan: ArtifactRef;
  notes: ArtifactRef;
  previous: ArtifactRef | null;
  findings: ArtifactRef | null;
  comment: string;
}

/** What the mechanical checks read; with `before`, claims that did not change keep their verdict. */
export interface CheckInputs {
  sources: ArtifactRef;
  notes: ArtifactRef;
  draft: ArtifactRef;
  before: { draft: ArtifactRef; verification: ArtifactRef } | null;
}

/** What the second reading of one batch of claims works from; `batch` counts from 0. */
export interface JudgeInputs {
  brief: Brief;
  sources: ArtifactRef;
  notes: ArtifactRef;
  draft: ArtifactRef;
  checked: ArtifactRef;
  batch: number;
}

/** What a verification is put together from. */
export interface SettleInputs extends JobTenant {
  generation: number;
  round: number;
  sources: ArtifactRef;
  notes: ArtifactRef;
  draft: ArtifactRef;
  checked: ArtifactRef;
  verdicts: ArtifactRef[];
}

/** What a finished report is rendered from. */
export interface RenderInputs {
  job: {
    id: string;
    kind: string;
    organisation: string;
    owner: string;
    startedAt: string;
    endedAt: string;
    lineage: { forkedFrom: string | null };
  };
  brief: Brief;
  sources: ArtifactRef;
  plan: ArtifactRef;
  notes: ArtifactRef;
  draft: ArtifactRef;
  verification: ArtifactRef;
  decisions: Decision[];
  totals: Totals;
  offlineModel: boolean;
}

type Gives<Fact extends string> = Promise<{ output: ArtifactRef; facts: Record<Fact, number> }>;

/**
 * Every activity by the name under which history knows it: all that workflows see of effects.
 * They throw `ApplicationFailure` with a `Failure` as its details, made by `failure-boundary.ts`.
 */
export interface Activities {
  ingestSources(
    input: JobTenant & { attachments: ArtifactRef },
  ): Gives<'sources' | 'unreadable' | 'passages' | 'tables'>;
  modelRoute(input: { task: ModelTask; chosen: string | null }): Promise<{ route: string[] }>;
  planReport(request: ModelRequest, inputs: PlanInputs): Promise<ModelResult>;
  planItems(input: { plan: ArtifactRef }): Promise<{ items: { id: string; title: string }[] }>;
  researchTurn(request: ModelRequest, inputs: ResearchInputs): Promise<ResearchTurnResult>;
  runTool(input: ToolInputs): Promise<ToolResult>;
  gatherNotes(input: {
    items: { item: string; notes: ArtifactRef }[];
  }): Gives<'evidence' | 'statements' | 'conflicts' | 'gaps'>;
  writeDraft(request: ModelRequest, inputs: DraftInputs): Promise<ModelResult>;
  checkEvidence(
    input: CheckInputs,
  ): Promise<{ output: ArtifactRef; batches: number; facts: { claims: number; failed: number } }>;
  judgeClaims(request: ModelRequest, inputs: JudgeInputs): Promise<ModelResult>;
  settleVerification(
    input: SettleInputs,
  ): Gives<'claims' | 'supported' | 'contradicted' | 'insufficient' | 'unchecked' | 'blocking'>;
  renderReport(input: RenderInputs): Promise<{ output: ArtifactRef; facts: Record<string, number> }>;
  /** Asks the job that runs it for its record (`RECORD_QUERY`), writes it, and gives the revision that was written. */
  recordJob(): Promise<{ revision: number }>;
}
