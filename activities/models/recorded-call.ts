import type { ArtifactRef } from '../../contract/artifact.ts';
import { type CallOutcome, type CallReceipt, type CallRow, callKey, type Usage } from '../../contract/calls.ts';
import { DossierError } from '../../contract/failures.ts';
import { sha256OfText } from '../../contract/hash.ts';
import { type Catalog, costOf, type ModelTask } from '../../contract/routing.ts';
import type { ModelRequest } from '../../contract/steps.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { CallLedger } from '../../store/ledger/port.ts';
import type { ActivityControl } from '../activity-control.ts';
import type { Prompt, Prompts } from '../prompts/load-prompts.ts';
import { invalid, outcomeOf } from './answer-outcome.ts';
import { catalogModel } from './catalog.ts';
import { keepRequest } from './kept-request.ts';
import {
  type ModelAnswer,
  type ModelCallRequest,
  type ModelPort,
  modelAnswerSchema,
  type ReportedUsage,
} from './port.ts';
import { startPulse } from './pulse.ts';
import { messagesOf, outputLimit, promptFor, type TaskQuestion } from './task-request.ts';

/** What a recorded call works with. */
export interface CallPorts {
  artifacts: ArtifactStore;
  ledger: CallLedger;
  models: ModelPort;
  catalog: Catalog;
  prompts: Prompts;
  /** Host and process, `host:pid`: stands in reservations. */
  holder: string;
  /** The activity that runs now. */
  activity: () => ActivityControl;
}

/** What a task makes of an answer that follows its schema (or that calls tools): a value, or what is wrong with it. */
export type Reading<T> = { kind: 'ok'; value: T } | { kind: 'invalid'; error: string };

/** Reads an answer; `value` follows the schema of the question, and is null where tools are called. */
export type ReadAnswer<T> = (answer: ModelAnswer, value: unknown) => Reading<T> | Promise<Reading<T>>;

/** What became of a recorded call. */
export type RecordedCall<T> = { answer: ArtifactRef; receipt: CallReceipt } & (
  | { outcome: 'ok'; value: T }
  | { outcome: 'refused'; words: string }
  | { outcome: 'invalid'; error: string }
  | { outcome: 'truncated' }
);

type Verdict<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'refused'; words: string }
  | { kind: 'invalid'; error: string }
  | { kind: 'truncated' };

/** Below so much free room no new call is made: its answer could not be kept. */
const LEAST_FREE_BYTES = 500_000_000;
const MOST_WORDS = 2_000;

/**
 * Asks a model so that no answer is ever paid twice: reserves the call, takes up an answer that stands already, or one to the same request
 * in this job at no cost; only else it asks, keeps the answer, settles. Beats while it waits, and a cancelled activity ends the request.
 * Rejects with whatever the port rejects with; the row then stays reserved, and Temporal's retry takes it up.
 */
export async function recordedCall<T>(
  ports: CallPorts,
  request: ModelRequest,
  question: TaskQuestion,
  read: ReadAnswer<T>,
): Promise<RecordedCall<T>> {
  const control = ports.activity();
  const prompt = await promptOf(ports, question.task, request);
  const asked: ModelCallRequest = {
    model: request.model,
    messages: await messagesOf(ports.artifacts, prompt, question, request.remedy),
    tools: question.tools,
    toolChoice: question.toolChoice,
    answer: question.answer,
    maxOutputTokens: outputLimit(catalogModel(ports.catalog, request.model), question.task, request.remedy),
    reasoningEffort: null,
  };
  const kept = await keepRequest(ports.artifacts, asked, question.kept);
  const reserved = await ports.ledger.reserveCall({
    identity: request.call,
    organisation: request.organisation,
    owner: request.owner,
    requestHash: kept.hash,
    holder: `${ports.holder}:${control.attempt}`,
    task: question.task,
    modelAsked: request.model,
    promptId: prompt.id,
    promptHash: prompt.hash,
    request: kept.artifact,
  });
  const known = reserved.state === 'answered' ? reserved : await reused(ports, request, kept.hash);
  const row = known ?? (await askAndSettle(ports, control, request, question, asked, read));
  return await fromRow(ports, row, asked, read);
}

/** The prompt of an attempt: the task's own, or the one that a person gave in its place. */
async function promptOf({ artifacts, prompts }: CallPorts, task: ModelTask, request: ModelRequest): Promise<Prompt> {
  if (request.prompt === undefined) return promptFor(prompts, task, request.remedy);
  const text = (await artifacts.getText(request.prompt)).trim();
  const given = { ...prompts, tasks: { ...prompts.tasks, [task]: { id: task, text, hash: sha256OfText(text) } } };
  return promptFor(given, task, request.remedy);
}

/**
 * An earlier answer to the same request, of this job or of one that it was forked from, taken over at no cost; null where there is
 * none that can still be read, or where the person asked for fresh ones.
 */
async function reused(ports: CallPorts, request: ModelRequest, hash: string): Promise<CallRow | null> {
  const { call, fresh, ancestors = [] } = request;
  if (fresh === true) return null;
  const lost: string[] = [];
  for (;;) {
    const from = await ports.ledger.findReusable(hash, call.sample, [call.jobId, ...ancestors], call, lost);
    if (from === null) return null;
    if (await isReadable(ports, from)) return await ports.ledger.reuseCall(call, from);
    lost.push(callKey(from.identity));
  }
}

/** Whether the answer of a row is still what was kept: one that is lost must not stand in the way of asking again. */
async function isReadable({ artifacts }: CallPorts, { answer }: CallRow): Promise<boolean> {
  if (answer === null) return false;
  try {
    await artifacts.getBytes(answer.sha256);
    return true;
  } catch (error) {
    if (error instanceof DossierError && error.failure.class === 'lost-artifact') return false;
    throw error;
  }
}

async function askAndSettle<T>(
  ports: CallPorts,
  control: ActivityControl,
  request: ModelRequest,
  question: TaskQuestion,
  asked: ModelCallRequest,
  read: ReadAnswer<T>,
): Promise<CallRow> {
  await requireRoom(ports.artifacts);
  using pulse = startPulse(control, question.task, request.call);
  const from = performance.now();
  const answered = await ports.models.ask(asked, { signal: control.signal, onText: pulse.text });
  const latencyMs = Math.round(performance.now() - from);
  const title = `answer of ${request.model} to ${question.task}`;
  const answer = await ports.artifacts.putJson(answered.answer, title);
  const price = catalogModel(ports.catalog, request.model).priceMicroUsdPerMillion;
  return await ports.ledger.settleCall(request.call, {
    outcome: await recordedOutcome(answered.answer, asked, read),
    finish: answered.answer.finishReason,
    modelServed: answered.modelServed,
    answer,
    usage: countedUsage(answered.usage),
    costMicroUsd: costOfAnswer(price, answered.usage),
    latencyMs,
  });
}

/** Settling must not fail once an answer is paid: where reading it fails, the row says what the schema says, and the failure comes up when the row is read. */
async function recordedOutcome<T>(
  answer: ModelAnswer,
  asked: ModelCallRequest,
  read: ReadAnswer<T>,
): Promise<CallOutcome> {
  try {
    return (await judged(answer, asked, read)).kind;
  } catch {
    return outcomeOf(answer, asked).kind;
  }
}

/** Judges an answer by its schema, and then by what its task demands beyond. */
async function judged<T>(answer: ModelAnswer, asked: ModelCallRequest, read: ReadAnswer<T>): Promise<Verdict<T>> {
  const outcome = outcomeOf(answer, asked);
  if (outcome.kind !== 'ok') return outcome;
  const reading = await read(answer, outcome.value);
  return reading.kind === 'ok' ? reading : invalid(reading.error);
}

async function fromRow<T>(
  ports: CallPorts,
  row: CallRow,
  asked: ModelCallRequest,
  read: ReadAnswer<T>,
): Promise<RecordedCall<T>> {
  if (row.answer === null) throw new DossierError('internal', 'An answered call names no answer.');
  const answer = modelAnswerSchema.parse(await ports.artifacts.getJson(row.answer.sha256));
  const verdict = await judged(answer, asked, read);
  const found = { answer: row.answer, receipt: receiptOf(row) };
  switch (verdict.kind) {
    case 'ok':
      return { ...found, outcome: 'ok', value: verdict.value };
    case 'refused':
      return { ...found, outcome: 'refused', words: verdict.words.slice(0, MOST_WORDS) };
    case 'invalid':
      return { ...found, outcome: 'invalid', error: verdict.error };
    case 'truncated':
      return { ...found, outcome: 'truncated' };
  }
}

function receiptOf(row: CallRow): CallReceipt {
  return {
    model: row.modelServed ?? row.modelAsked,
    inputTokens: row.usage?.inputTokens ?? 0,
    cachedTokens: row.usage?.cachedTokens ?? 0,
    outputTokens: row.usage?.outputTokens ?? 0,
    costMicroUsd: row.costMicroUsd,
    reused: row.reusedFrom !== null,
  };
}

function countedUsage(usage: ReportedUsage | null): Usage {
  return {
    inputTokens: usage?.inputTokens ?? 0,
    cachedTokens: usage?.cachedTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
    reasoningTokens: usage?.reasoningTokens ?? 0,
  };
}

/** Without usage a call has no known cost, unless the model costs nothing. */
function costOfAnswer(price: Parameters<typeof costOf>[0], usage: ReportedUsage | null): number | null {
  if (usage !== null) return costOf(price, countedUsage(usage));
  return price !== null && price.input === 0 && price.output === 0 ? 0 : null;
}

async function requireRoom(artifacts: Pick<ArtifactStore, 'freeBytes'>): Promise<void> {
  const free = await artifacts.freeBytes();
  if (free === null || free >= LEAST_FREE_BYTES) return;
  const megabytes = Math.floor(free / 1_000_000);
  throw new DossierError('storage-full', `Only ${megabytes} MB are free where the data is kept; no model is asked.`);
}
