import type { ArtifactRef } from '../contract/artifact.ts';
import type { Bundle } from '../contract/bundle.ts';
import type { DocumentRead, DocumentToRead } from '../contract/document-reading.ts';
import type { Sha256 } from '../contract/ids.ts';
import type { PartName } from '../contract/recovery/parts.ts';
import type { ModelTask } from '../contract/routing.ts';
import type { Totals } from '../contract/state/job-state.ts';
import type { ModelRequest, ModelResult, QuestionResult, ResearchTurnResult, ToolResult } from '../contract/steps.ts';

/** Whose job it is. */
export interface JobTenant {
  jobId: string;
  organisation: string;
  owner: string;
}

/** What every model task is given: the job's `Brief`, and the house's rules where there are any. */
export interface TaskContext {
  brief: ArtifactRef;
  houseBrief: ArtifactRef | null;
}

/** What `planReport` works from; `previous` is the plan that a reviewer sent back. */
export interface PlanInputs extends TaskContext {
  sources: ArtifactRef;
  previous: ArtifactRef | null;
  comment: string;
}

/** What the conversation about one item begins with: everything that its first message tells the model. */
export interface ResearchBeginning extends TaskContext {
  sources: ArtifactRef;
  plan: ArtifactRef;
  /** A person's words in the place of the plan's sub-question. */
  question?: string;
}

/** Where a conversation goes on: what it began with is in its transcript; `results` answer the tool calls of `answer`, in their order. */
export interface ResearchContinuation {
  transcript: Sha256;
  answer: Sha256;
  results: Sha256[];
}

/** What one research turn works from; the item is that of the request. Without turns left the model must give its notes. */
export type ResearchInputs = (ResearchBeginning | ResearchContinuation) & { turnsLeft: number };

/** The tool call to make that `answer` holds at `index`; `refused` holds the words of the person who did not allow it. */
export interface ToolInputs {
  sources: Sha256;
  answer: Sha256;
  index: number;
  refused?: string;
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
  brief: ArtifactRef;
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

/** What becomes of the verification of a document: which of its claims a person or a model is to correct. */
export interface CorrectionInputs {
  draft: ArtifactRef;
  findings: ArtifactRef | null;
  comment: string;
}

/** What the correction of one batch of claims works from; `batch` counts from 0. */
export interface CorrectInputs extends TaskContext, CorrectionInputs {
  sources: ArtifactRef;
  notes: ArtifactRef;
  task: ArtifactRef;
  batch: number;
}

/** What the answer to a reviewer's question is made from; what the job does not have yet is null. */
export interface QuestionInputs extends TaskContext {
  text: string;
  /** What waits at the gate, and is `shown`. */
  about: 'plan' | 'draft' | 'tool call';
  shown: ArtifactRef;
  verification: ArtifactRef | null;
  sources: ArtifactRef;
  notes: ArtifactRef | null;
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
  brief: ArtifactRef;
  sources: ArtifactRef;
  plan: ArtifactRef;
  notes: ArtifactRef;
  draft: ArtifactRef;
  verification: ArtifactRef;
  /** What a `check` job was given and found about it; null for a report. */
  original: { draft: ArtifactRef; verification: ArtifactRef } | null;
  decisions: Bundle['decisions'];
  totals: Totals;
  offlineModel: boolean;
}

type Gives<Fact extends string> = Promise<{ output: ArtifactRef; facts: Record<Fact, number> }>;

/**
 * Every activity by the name under which history knows it: all that workflows see of effects.
 * They throw `ApplicationFailure` with a `Failure` as its details, made by `failure-boundary.ts`.
 */
export interface Activities {
  /** Takes a snapshot of the page that `link` of the list names; `degraded` says why there is none. */
  fetchPage(input: {
    attachments: ArtifactRef;
    link: number;
  }): Promise<{ output: ArtifactRef; facts: { bytes: number }; degraded: string | null }>;
  /** `unread` says why nothing at all could be read, and what would help. */
  ingestSources(input: JobTenant & { attachments: ArtifactRef; pages?: ArtifactRef[] }): Promise<{
    output: ArtifactRef;
    facts: Record<'sources' | 'unreadable' | 'passages' | 'tables', number>;
    unread?: { reasons: string; remedies: string };
  }>;
  /** Reads one upload for whoever looks at it before a job has it. */
  readDocument(input: Omit<DocumentToRead, 'timeScale'>): Promise<DocumentRead>;
  modelRoute(input: {
    task: ModelTask;
    chosen: string | null;
    /** Of a judge: the model chosen to write, and how many of that route had been passed over when it wrote. */
    writer?: { task: ModelTask; chosen: string | null; tried: number };
  }): Promise<{ route: string[] }>;
  planReport(request: ModelRequest, inputs: PlanInputs): Promise<ModelResult>;
  planItems(input: { plan: ArtifactRef }): Promise<{ items: { id: string; title: string }[] }>;
  researchTurn(request: ModelRequest, inputs: ResearchInputs): Promise<ResearchTurnResult>;
  runTool(input: ToolInputs): Promise<ToolResult>;
  /** Writes what stands in the place of a part that a person skipped; throws `action-not-allowed` where nothing can. */
  skippedPart(input: { part: PartName; item: string; title: string; reason: string }): Promise<{ output: ArtifactRef }>;
  gatherNotes(input: {
    items: { item: string; notes: ArtifactRef }[];
  }): Gives<'evidence' | 'statements' | 'conflicts' | 'gaps'>;
  writeDraft(request: ModelRequest, inputs: DraftInputs): Promise<ModelResult>;
  /** Divides the document under check into sentences, and these into the parts of a plan; no model takes part. */
  divideDocument(input: { sources: ArtifactRef; comment: string }): Gives<'sentences' | 'subQuestions'>;
  matchTurn(request: ModelRequest, inputs: ResearchInputs): Promise<ResearchTurnResult>;
  /** The document as given, each claim with the evidence that was found for it. */
  draftAsGiven(input: { plan: ArtifactRef; notes: ArtifactRef }): Gives<'claims'>;
  correctionTask(input: CorrectionInputs): Promise<{ output: ArtifactRef; batches: number }>;
  correctClaims(request: ModelRequest, inputs: CorrectInputs): Promise<ModelResult>;
  applyCorrections(input: {
    draft: ArtifactRef;
    task: ArtifactRef;
    corrections: ArtifactRef[];
  }): Gives<'claims' | 'changed' | 'removed' | 'kept'>;
  checkEvidence(
    input: CheckInputs,
  ): Promise<{ output: ArtifactRef; batches: number; facts: { claims: number; failed: number } }>;
  judgeClaims(request: ModelRequest, inputs: JudgeInputs): Promise<ModelResult>;
  settleVerification(
    input: SettleInputs,
  ): Gives<'claims' | 'supported' | 'contradicted' | 'insufficient' | 'unchecked' | 'blocking'>;
  answerQuestion(request: ModelRequest, inputs: QuestionInputs): Promise<QuestionResult>;
  renderReport(input: RenderInputs): Promise<{ output: ArtifactRef; facts: Record<string, number> }>;
  /** Asks the job that runs it for its record (`RECORD_QUERY`), writes it, and gives the revision that was written. */
  recordJob(): Promise<{ revision: number }>;
  /** Keeps the history of an earlier, closed run of the job that runs it as an artifact. */
  storeHistory(input: { runId: string }): Promise<{ events: number }>;
}
