import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { HistoryKeeper } from '../../../client/api/histories/history-keeper.ts';
import { createServer } from '../../../client/api/http/create-server.ts';
import type { ApiParts } from '../../../client/api/http/parts.ts';
import { Sessions } from '../../../client/api/http/sessions.ts';
import { ViewReader } from '../../../client/api/jobs/view-reader.ts';
import { Overlays } from '../../../client/api/reconcile/overlays.ts';
import { Reconciler } from '../../../client/api/reconcile/reconciler.ts';
import { ChangeHub } from '../../../client/api/watch/change-hub.ts';
import { WatchHub } from '../../../client/api/watch/watch-hub.ts';
import type { StartRequest } from '../../../contract/api.ts';
import { settingsOrThrow } from '../../../contract/configuration.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { JobRecord } from '../../../contract/record.ts';
import type { JobView } from '../../../contract/view.ts';
import { openStore, type Store } from '../../../store/open-store.ts';
import { FakeJobControl } from './fake-job-control.ts';
import { FakeReadingControl } from './fake-reading-control.ts';
import { FakeRunControl } from './fake-run-control.ts';

export const TOKEN = 'token-of-a-test';

/** The API over a real store in a folder of its own and a fake engine. */
export interface Harness {
  app: FastifyInstance;
  control: FakeJobControl;
  runs: FakeRunControl;
  /** Compares records with Temporal once, as the API does every few seconds. */
  reconcile(): Promise<void>;
  store: Store;
  parts: ApiParts;
  folder: string;
  /** What the supervisor was told. */
  told: string[];
  request(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object, headers?: Record<string, string>): Reply;
  upload(name: string, content: string): Promise<NonNullable<StartRequest['attachments']>[number]>;
  /** Starts a job on one small document and answers its id. */
  start(request?: Partial<StartRequest>): Promise<string>;
  /** Writes the record of a job as its workflow would. */
  record(jobId: string, changes: Partial<JobView>, more?: Partial<JobRecord>): Promise<void>;
  close(): Promise<void>;
}
type Reply = Promise<Awaited<ReturnType<FastifyInstance['inject']>>>;

const QUICK = { betweenViewsMs: 5, liveMs: 10, withoutWorkerMs: 20, lingerMs: 50 };

export async function openHarness(changes: Partial<ApiParts> = {}): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-api-'));
  const store = await openStore({
    databaseUrl: join(folder, 'ledger.sqlite'),
    artifactsUrl: join(folder, 'artifacts'),
  });
  const control = new FakeJobControl();
  const told: string[] = [];
  const runs = new FakeRunControl();
  const parts = partsOf(store, control, runs, told, changes);
  const reconciler = new Reconciler({ ...parts, keepHistories: (closed) => parts.histories.keep(closed) });
  const app = await createServer(parts);
  const request: Harness['request'] = (method, url, body, headers = {}) =>
    app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${TOKEN}`, ...headers },
      ...(body !== undefined && { payload: body }),
    });
  const upload: Harness['upload'] = async (name, content) => {
    const headers = { 'x-file-name': encodeURIComponent(name), 'content-type': 'application/octet-stream' };
    const response = await request('POST', '/api/v1/uploads', Buffer.from(content), headers);
    return response.json().attachment;
  };
  return {
    ...{ app, control, runs, reconcile: () => reconciler.pass(), store, parts, folder, told, request, upload },
    start: async (wanted = {}) => {
      const attachments = [await upload('a.md', 'The roof holds 12 panels.')];
      const question = 'How many panels fit on the roof?';
      const response = await request('POST', '/api/v1/jobs', { question, attachments, ...wanted });
      if (response.statusCode >= 300) throw new Error(response.body);
      return response.json().job.id;
    },
    record: async (jobId, viewChanges, more = {}) => {
      const before = await store.ledger.readRecord(jobId);
      if (before === null) throw new Error(`no record of ${jobId}`);
      const revision = viewChanges.revision ?? before.revision + 1;
      await store.ledger.writeRecord({
        ...before,
        revision,
        view: { ...before.view, revision, ...viewChanges },
        ...more,
      });
    },
    close: async () => {
      parts.watchers.stop();
      parts.changes.stop();
      await app.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function partsOf(
  store: Store,
  control: FakeJobControl,
  runs: FakeRunControl,
  told: string[],
  changes: Partial<ApiParts>,
): ApiParts {
  const log = pino({ level: 'silent' });
  const clock = (): number => Date.now();
  const views = new ViewReader(store.ledger, control, clock);
  const feed = new ChangeHub(store.ledger, log, 10);
  return {
    ...{ artifacts: store.artifacts, ledger: store.ledger, control, runs, views, clock, log },
    watchers: new WatchHub(views, control, QUICK),
    changes: feed,
    overlays: new Overlays((jobId) => feed.ring(jobId, 0, '2026-11-20T00:00:00.000Z')),
    histories: new HistoryKeeper({ ...store, runs, clock, log }),
    readings: new FakeReadingControl(),
    instance: { stay: () => told.push('stay'), stop: () => told.push('stop') },
    settings: {
      settings: settingsOrThrow({}),
      told: null,
      probe: () => Promise.reject(new DossierError('job-unanswered', 'No worker.')),
    },
    facts: {
      version: '0.0.0',
      startedAt: '2026-11-20T00:00:00.000Z',
      paths: { data: 'data' },
      temporal: { address: 'localhost:7233', namespace: 'default' },
      models: { baseUrl: null, offlineUrl: null },
    },
    token: TOKEN,
    sessions: new Sessions('secret-of-a-test', clock),
    basePath: '',
    timeScale: 1,
    fileBytesLimit: 1_000_000,
    presence: { requested: () => {}, opened: () => told.push('opened'), closed: () => told.push('closed') },
    ...changes,
  };
}

/** Every file below a folder: what an upload left behind. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
