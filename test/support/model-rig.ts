import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityControl } from '../../activities/activity-control.ts';
import { outcomeOf } from '../../activities/models/answer-outcome.ts';
import { loadCatalog } from '../../activities/models/catalog.ts';
import type { ModelCallAnswer, ModelCallRequest, ModelPort } from '../../activities/models/port.ts';
import type { CallPorts } from '../../activities/models/recorded-call.ts';
import { loadPrompts } from '../../activities/prompts/load-prompts.ts';
import type { CallIdentity } from '../../contract/calls.ts';
import type { ModelRequest } from '../../contract/steps.ts';
import { openFolderArtifacts } from '../../store/artifacts/folder.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { openLedger } from '../../store/ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger/port.ts';
import { callIdentity } from './call-fixtures.ts';

/** What a scripted model answers with: text (objects become JSON), tool calls, a refusal, or something thrown. */
export type Scripted =
  | { say: object | string; finishReason?: string }
  | { call: { name: string; arguments: object }[] }
  | { refuse: string }
  | { throw: unknown };

/** A model that answers from a queue and keeps every request; it throws, with counts, when it runs dry. */
export interface ScriptedModel extends ModelPort {
  requests: ModelCallRequest[];
  next(...answers: Scripted[]): void;
}

export function scriptedModel(): ScriptedModel {
  const queue: Scripted[] = [];
  const requests: ModelCallRequest[] = [];
  return {
    requests,
    next: (...answers) => void queue.push(...answers),
    async ask(request) {
      requests.push(request);
      const scripted = queue.shift();
      if (scripted === undefined) throw new Error(`The scripted model ran dry at request ${requests.length}.`);
      if ('throw' in scripted) throw scripted.throw;
      return answerOf(request, scripted);
    },
  };
}

function answerOf(request: ModelCallRequest, scripted: Exclude<Scripted, { throw: unknown }>): ModelCallAnswer {
  const answer = {
    text: 'say' in scripted ? textOf(scripted.say) : null,
    toolCalls:
      'call' in scripted
        ? scripted.call.map((call, at) => ({
            id: `call_${request.messages.length}_${at}`,
            name: call.name,
            arguments: JSON.stringify(call.arguments),
          }))
        : [],
    refusal: 'refuse' in scripted ? scripted.refuse : null,
    finishReason: ('say' in scripted && scripted.finishReason) || 'stop',
  };
  return {
    answer,
    outcome: outcomeOf(answer, request),
    modelServed: request.model,
    responseId: 'response-1',
    serviceTier: null,
    usage: { inputTokens: 1_000, cachedTokens: 200, outputTokens: 100, reasoningTokens: null },
  };
}

function textOf(said: object | string): string {
  return typeof said === 'string' ? said : JSON.stringify(said);
}

/** Everything a model task works with, on a folder of its own. */
export interface ModelRig {
  artifacts: ArtifactStore;
  /** Where an artifact's bytes lie. */
  artifactFile(sha256: string): string;
  ledger: Ledger;
  beats: unknown[];
  abort: AbortController;
  ports(models: ModelPort): CallPorts;
  close(): Promise<void>;
}

export async function openModelRig(): Promise<ModelRig> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-models-'));
  const artifacts = await openFolderArtifacts(join(folder, 'artifacts'));
  const ledger = await openLedger({ url: join(folder, 'ledger.db') });
  const beats: unknown[] = [];
  const abort = new AbortController();
  const control: ActivityControl = {
    signal: abort.signal,
    attempt: 1,
    heartbeat: (details) => void beats.push(details),
  };
  return {
    artifacts,
    artifactFile: (sha256) => join(folder, 'artifacts', sha256.slice(0, 2), sha256.slice(2, 4), sha256),
    ledger,
    beats,
    abort,
    ports: (models) => ({
      artifacts,
      ledger,
      models,
      catalog: loadCatalog(),
      prompts: loadPrompts(),
      holder: 'host:1',
      activity: () => control,
    }),
    async close() {
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A request as the workflow makes it. */
export function modelRequest(call: Partial<CallIdentity> = {}, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    call: callIdentity('job-1', call),
    organisation: 'local',
    owner: 'local',
    model: 'gpt-5.4',
    remedy: null,
    ...more,
  };
}
