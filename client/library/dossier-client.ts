import type { z } from 'zod';
import {
  type ExportFormat,
  type messageBodies,
  type ResetBody,
  type StartRequest,
  startAnswerSchema,
  uploadAnswerSchema,
  type ViewAnswer,
  viewAnswerSchema,
} from '../../contract/api.ts';
import {
  type ChangeEvent,
  changeEventSchema,
  type HistoryAnswer,
  type healthSchema,
  historyAnswerSchema,
  type InstanceAnswer,
  type MessageReceipt,
  messageReceiptSchema,
  type ResetAnswer,
  resetAnswerSchema,
  type SizesAnswer,
} from '../../contract/api-answers.ts';
import type { DeploymentAnswer } from '../../contract/deployments.ts';
import {
  type ArtifactCheckAnswer,
  artifactCheckAnswerSchema,
  type GarbageAnswer,
  garbageAnswerSchema,
  type MaintenanceProgress,
} from '../../contract/maintenance.ts';
import { checked, readAnswer } from './answers.ts';
import { type BranchClient, branchClient } from './branch-client.ts';
import { type FollowOptions, followEvents } from './event-stream.ts';
import { instanceClient } from './instance-client.ts';
import { type ListClient, listClient } from './list-client.ts';
import { longAnswer } from './long-answer.ts';
import { type SessionClient, sessionClient } from './session-client.ts';
import { type SettingsClient, settingsClient } from './settings-client.ts';
import { type StartingClient, startingClient } from './starting-client.ts';
import { type ClientOptions, createTransport } from './transport.ts';
import { type ViewClient, viewClient } from './view-client.ts';

/** The messages that the API takes, each with its body. */
export type MessageBodies = { [Name in keyof typeof messageBodies]: z.input<(typeof messageBodies)[Name]> };

/** Bytes to upload: whole, or as a stream (a Node `Readable` is an `AsyncIterable`). */
export type UploadContent = Uint8Array | Blob | AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** The typed client of an instance. Every method throws `DossierError` with the instance's own code, or `instance-unreachable`. */
export interface DossierClient
  extends BranchClient,
    ListClient,
    SessionClient,
    SettingsClient,
    StartingClient,
    ViewClient {
  /** Stores a document; answers the attachment to start a job with. */
  upload(content: UploadContent, name: string): Promise<z.infer<typeof uploadAnswerSchema>>;
  /** Starts a job; the same id or key with the same request is the same job, told by `created: false`. */
  start(request: StartRequest, idempotencyKey?: string): Promise<z.infer<typeof startAnswerSchema>>;
  view(id: string): Promise<ViewAnswer>;
  message<Name extends keyof MessageBodies>(id: string, name: Name, body: MessageBodies[Name]): Promise<MessageReceipt>;
  /** The draft that waits at a gate, else the latest, as Markdown (with marks that an edit keeps) or JSON. */
  draft(id: string, format: 'md' | 'json'): Promise<string>;
  artifact(sha256: string): Promise<Response>;
  artifactBytes(sha256: string): Promise<Uint8Array>;
  artifactText(sha256: string): Promise<string>;
  artifactJson(sha256: string): Promise<unknown>;
  /** The finished report; stream its body to a file. Throws `export-not-ready` before the report step is done. */
  exportJob(id: string, format: ExportFormat): Promise<Response>;
  history(id: string): Promise<HistoryAnswer>;
  /** The events of all runs as one JSON document; stream its body to a file. */
  rawHistory(id: string): Promise<Response>;
  /** Tells what taking the run back would do; with `confirm` does it. */
  reset(id: string, body: ResetBody): Promise<ResetAnswer>;
  /** Removes a closed job and what only it names. Throws `job-open` for an open one. */
  delete(id: string): Promise<void>;
  /** Follows a job until it has ended, over cut connections; `lastEventId` is the revision last seen. */
  watch(id: string, options?: FollowOptions): AsyncGenerator<ViewAnswer, void, void>;
  /** Follows the records of all jobs; for lists. */
  changes(options?: FollowOptions): AsyncGenerator<ChangeEvent, void, void>;
  /** Finds what nothing names, and removes it if asked to; `progress` is told how far it is. */
  collectGarbage(remove: boolean, progress?: (progress: MaintenanceProgress) => void): Promise<GarbageAnswer>;
  /** Verifies every artifact that is named. */
  checkArtifacts(progress?: (progress: MaintenanceProgress) => void): Promise<ArtifactCheckAnswer>;
  /** The builds of pinned workers. */
  deployment(): Promise<DeploymentAnswer>;
  /** New jobs start on this build; throws `build-unknown` where no worker of it asks for work. */
  makeCurrent(build: string): Promise<void>;
  /** Lets a job go on with the current build; throws `versioning-off`. */
  moveToCurrent(id: string): Promise<void>;
  health(): Promise<z.infer<typeof healthSchema>>;
  instance(): Promise<InstanceAnswer>;
  /** How much of the disk the parts of the instance take: counted when asked for. */
  sizes(): Promise<SizesAnswer>;
  /** Takes back an idle exit: the instance ends only when told to. */
  stay(): Promise<void>;
  /** Ends the instance; its open jobs go on with the next start. */
  stop(): Promise<void>;
}

const API = '/api/v1';
const job = (id: string): string => `${API}/jobs/${encodeURIComponent(id)}`;

/** Builds the client of the instance at `url`. Opens no connection by itself. */
export function createDossierClient(options: ClientOptions): DossierClient {
  const send = createTransport(options);
  const artifact = (sha256: string): Promise<Response> =>
    send(`${API}/artifacts/${encodeURIComponent(sha256)}`, { timeoutMs: null });
  return {
    ...branchClient(send, job),
    ...listClient(send, API, job),
    ...sessionClient(send),
    ...settingsClient(send, API),
    ...startingClient(send, API),
    ...viewClient(send, API),
    upload: async (content, name) =>
      readAnswer(
        uploadAnswerSchema,
        await send(`${API}/uploads`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
          body: bodyOf(content),
          timeoutMs: null,
        }),
      ),
    start: async (request, idempotencyKey) =>
      readAnswer(
        startAnswerSchema,
        await send(`${API}/jobs`, {
          method: 'POST',
          json: request,
          headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
        }),
      ),
    view: async (id) => readAnswer(viewAnswerSchema, await send(job(id))),
    message: async (id, name, body) =>
      readAnswer(messageReceiptSchema, await send(`${job(id)}/messages/${name}`, { method: 'POST', json: body })),
    draft: async (id, format) => (await send(`${job(id)}/draft?format=${format}`)).text(),
    artifact,
    artifactBytes: async (sha256) => new Uint8Array(await (await artifact(sha256)).arrayBuffer()),
    artifactText: async (sha256) => (await artifact(sha256)).text(),
    artifactJson: async (sha256) => (await artifact(sha256)).json(),
    exportJob: (id, format) => send(`${job(id)}/export/${format}`, { timeoutMs: null }),
    history: async (id) => readAnswer(historyAnswerSchema, await send(`${job(id)}/history`)),
    rawHistory: (id) => send(`${job(id)}/history/raw`, { timeoutMs: null }),
    reset: async (id, body) =>
      readAnswer(resetAnswerSchema, await send(`${job(id)}/reset`, { method: 'POST', json: body })),
    delete: async (id) => {
      // Looks at what all other jobs name.
      await send(job(id), { method: 'DELETE', timeoutMs: null });
    },
    collectGarbage: (remove, progress) =>
      longAnswer(send, `${API}/maintenance/gc`, { remove }, garbageAnswerSchema, progress),
    checkArtifacts: (progress) => longAnswer(send, `${API}/maintenance/check`, {}, artifactCheckAnswerSchema, progress),
    watch: (id, follow) => watch(send, id, follow),
    changes: (follow) => changes(send, follow),
    ...instanceClient(send),
  };
}

async function* watch(
  send: ReturnType<typeof createTransport>,
  id: string,
  follow: FollowOptions = {},
): AsyncGenerator<ViewAnswer, void, void> {
  for await (const event of followEvents(send, `${job(id)}/events`, follow)) {
    const answer = checked(viewAnswerSchema, JSON.parse(event.data));
    yield answer;
    if (answer.view.endedAt !== null) return;
  }
}

async function* changes(
  send: ReturnType<typeof createTransport>,
  follow: FollowOptions = {},
): AsyncGenerator<ChangeEvent, void, void> {
  for await (const event of followEvents(send, `${API}/events`, follow)) {
    yield checked(changeEventSchema, JSON.parse(event.data));
  }
}

function bodyOf(content: UploadContent): Uint8Array | Blob | ReadableStream<Uint8Array> {
  const isWhole = content instanceof Uint8Array || content instanceof Blob;
  return isWhole || content instanceof ReadableStream ? content : streamOf(content);
}

function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = content[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await chunks.return?.();
    },
  });
}
