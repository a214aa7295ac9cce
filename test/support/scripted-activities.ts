import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Activities, ToolInputs } from '../../activities/activities.ts';
import { askForRecord } from '../../activities/records/ask-for-record.ts';
import type { CallReceipt } from '../../contract/calls.ts';
import { type FailureCode, failure } from '../../contract/failures.ts';
import type { JobRecord } from '../../contract/record.ts';
import type { ModelRequest } from '../../contract/steps.ts';
import { fakeRef, fakeTitle } from './fake-ref.ts';

export { fakeRef };

/** A receipt as a priced model gives it: 1,000 micro-dollars a call. */
export const RECEIPT: CallReceipt = {
  model: 'scripted',
  inputTokens: 100,
  cachedTokens: 0,
  outputTokens: 10,
  costMicroUsd: 1_000,
  reused: false,
};

/** What every scripted answer to a question rests on. */
export const CITED = {
  kind: 'evidence' as const,
  id: 'e1',
  source: 'a.md',
  place: 'line 3',
  quote: 'The roof is new.',
};

/** Throws as the failure boundary does. */
export function fail(code: FailureCode, message: string = code): never {
  const failed = failure(code, message);
  throw ApplicationFailure.create({ message, type: code, nonRetryable: !failed.retryable, details: [failed] });
}

/** Everything that was asked of the activities, in order: `name place` lines. */
export interface Scripted {
  activities: Activities;
  asked: string[];
  /** The same lines, of those that gave a result. */
  answered: string[];
  /** The requests of model calls by their line. */
  requests: Map<string, ModelRequest>;
  records: JobRecord[];
}

/** Waits like a call of a model does: heartbeats, and stops when it is cancelled. */
export async function callFor(ms: number): Promise<void> {
  const end = Date.now() + ms;
  await callWhile(() => Date.now() < end);
}

/** The same, as long as a condition holds. */
export async function callWhile(holds: () => boolean): Promise<void> {
  const context = Context.current();
  while (holds()) {
    context.heartbeat();
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 10)), context.cancelled]);
    if (context.cancellationSignal.aborted) throw new CancelledFailure('cancelled');
  }
}

/**
 * Activities that answer from a script instead of from models and documents: 3 sub-questions, 2 turns each with 2 tools, one batch of claims.
 * `overrides` replaces single ones; what they need of the rest they find in `base`.
 */
export function scriptedActivities(overrides: (base: Activities) => Partial<Activities> = () => ({})): Scripted {
  const asked: string[] = [];
  const answered: string[] = [];
  const requests = new Map<string, ModelRequest>();
  const records: JobRecord[] = [];
  const gives = async (title: string, facts: Record<string, number> = {}) => ({ output: fakeRef(title), facts });
  const base: Activities = {
    fetchPage: async ({ link }) => ({ output: fakeRef(`page ${link}`), facts: { bytes: 10 }, degraded: null }),
    ingestSources: async () => ({
      output: fakeRef('sources'),
      facts: { sources: 2, unreadable: 0, passages: 10, tables: 1 },
    }),
    readDocument: async () => ({ digest: fakeRef('digest') }),
    modelRoute: async () => ({ route: ['scripted', 'second'] }),
    planReport: async (request) => ({
      outcome: 'ok',
      output: fakeRef(`plan ${request.call.round}`),
      facts: {},
      receipt: RECEIPT,
    }),
    planItems: async () => ({ items: ['q1', 'q2', 'q3'].map((id) => ({ id, title: `Question ${id}` })) }),
    researchTurn: async (request) => {
      const { item, turn } = request.call;
      if (turn >= 2)
        return {
          outcome: 'ok',
          output: fakeRef(`notes ${item}`),
          facts: { statements: 1, conflicts: 0, gaps: 0 },
          receipt: RECEIPT,
        };
      const calls = ['search_documents', 'query_table'].map((name, index) => ({
        name,
        index,
        effect: 'read' as const,
      }));
      return {
        outcome: 'tools',
        answer: fakeRef(`answer ${item} ${turn}`),
        transcript: fakeRef(`transcript ${item} ${turn}`).sha256,
        calls,
        // The search is quick: it was made within the turn.
        made: calls
          .slice(0, 1)
          .map(({ index }) => ({ index, result: fakeRef(`result ${item} ${turn}`).sha256, found: 1 })),
        receipt: RECEIPT,
      };
    },
    runTool: async (input) => ({ result: fakeRef(`result of ${toolCallOf(input)}`).sha256, found: 1 }),
    skippedPart: async ({ title }) => ({ output: fakeRef(`${title} (skipped)`) }),
    divideDocument: async () => gives('parts', { sentences: 30, subQuestions: 3 }),
    matchTurn: (request, inputs) => base.researchTurn(request, inputs),
    draftAsGiven: async () => gives('as given', { claims: 3 }),
    correctionTask: async ({ draft }) => ({ output: fakeRef(`task for ${draft.title}`), batches: 2 }),
    correctClaims: async (request) => ({
      outcome: 'ok',
      output: fakeRef(`corrections ${request.call.round} ${request.call.item}`),
      facts: {},
      receipt: RECEIPT,
    }),
    applyCorrections: async ({ draft, corrections }) =>
      gives(`${draft.title}, ${corrections.length} batches corrected`, { claims: 3, changed: 1, removed: 0, kept: 1 }),
    gatherNotes: async () => ({
      output: fakeRef('notes'),
      facts: { evidence: 3, statements: 3, conflicts: 0, gaps: 0 },
    }),
    writeDraft: async (request) => ({
      outcome: 'ok',
      output: fakeRef(`draft ${request.call.round}`),
      facts: { claims: 3 },
      receipt: RECEIPT,
    }),
    checkEvidence: async (input) => ({
      output: fakeRef(`checked ${input.draft.title}`),
      batches: 1,
      facts: { claims: 3, failed: 0 },
    }),
    judgeClaims: async (request) => ({
      outcome: 'ok',
      output: fakeRef(`verdicts ${request.call.round}`),
      facts: {},
      receipt: RECEIPT,
    }),
    settleVerification: async (input) => ({
      output: fakeRef(`verification ${input.draft.title}`),
      facts: { claims: 3, supported: 3, contradicted: 0, insufficient: 0, unchecked: 0, blocking: 0 },
    }),
    answerQuestion: async (_request, { text }) => ({
      outcome: 'ok',
      answer: { text: `Yes: ${text} [e1]`, citations: [CITED], notShown: [] },
      receipt: RECEIPT,
    }),
    renderReport: async (input) => gives(`report of ${input.draft.title}`),
    recordJob: async () => {
      const record = await askForRecord();
      records.push(record);
      return { revision: record.revision };
    },
    storeHistory: async () => ({ events: 0 }),
  };
  const merged = { ...base, ...overrides(base) };
  const listening = Object.fromEntries(
    Object.entries(merged).map(([name, activity]) => [
      name,
      async (...args: unknown[]) => {
        const line = nameOf(name, args);
        asked.push(line);
        if (isModelRequest(args[0])) requests.set(line, args[0]);
        const result = await (activity as (...all: unknown[]) => Promise<unknown>)(...args);
        answered.push(line);
        return result;
      },
    ]),
  );
  return { activities: listening as typeof merged, asked, answered, requests, records };
}

function isModelRequest(value: unknown): value is ModelRequest {
  return typeof value === 'object' && value !== null && 'remedy' in value;
}

function nameOf(name: string, [first]: unknown[]): string {
  if (typeof first === 'object' && first !== null && 'call' in first) {
    const call = first.call as {
      step?: string;
      round?: number;
      item?: string;
      turn?: number;
      attempt?: number;
    };
    return `${name} ${call.step}.${call.round}/${call.item}:${call.turn}#${call.attempt}`;
  }
  return name === 'runTool' ? `${name} ${toolCallOf(first as ToolInputs)}` : name;
}

/** A tool call by the title of its answer and its index: `answer q1 0 #1`. */
export function toolCallOf({ answer, index }: ToolInputs): string {
  return `${fakeTitle(answer)} #${index}`;
}
