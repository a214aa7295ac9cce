import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seeded } from '../../eval/seeded.ts';
import { startOfflineModel } from '../../workers/offline-model/server.ts';
import { digestOfBody } from './request-digest.ts';

/** One request that reached the provider. Instants are epoch milliseconds of this machine's clock, the ledger's too. */
export interface Asked {
  jobId: string;
  digest: string;
  at: number;
  /** Whether the whole answer left; undefined while it is being given. */
  left: boolean | undefined;
}

/** A provider over real HTTP, apart from everything that is killed: counts by request, takes its time, has the offline model answer. */
export interface Provider {
  /** For OPENAI_BASE_URL. */
  url: string;
  asked(): readonly Asked[];
  inFlight(): number;
  /** Keeps answers back until `release`. */
  hold(): void;
  release(): void;
  /** Answers a job's requests as with a wrong key, until it is admitted: that parks it. */
  refuse(jobId: string): void;
  admit(jobId: string): void;
  close(): Promise<void>;
}

/** What makes each job's requests its own: `audience` of its input stands in every prompt, and in no report. */
export function audienceOf(jobId: string): string {
  return `readers of ${jobId}`;
}

const WRONG_KEY = {
  error: { message: 'Incorrect API key provided.', type: 'invalid_request_error', code: 'invalid_api_key' },
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts the provider; it waits from 50 up to 50 + `spreadMs` ms before each answer, as the seed says. */
export async function startProvider(seeded: Seeded, spreadMs = 200): Promise<Provider> {
  const model = await startOfflineModel({ port: 0, delayMs: 0 });
  const asked: Asked[] = [];
  const refused = new Set<string>();
  let held: Promise<void> = Promise.resolve();
  let letGo = (): void => {};

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = Date.now();
    const text = await textOf(request);
    const body: unknown = JSON.parse(text);
    const jobId = /readers of ([a-z0-9-]+)/.exec(text)?.[1] ?? '';
    if (refused.has(jobId)) {
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(WRONG_KEY));
      return;
    }
    const entry: Asked = { jobId, digest: digestOfBody(body), at, left: undefined };
    asked.push(entry);
    response.once('close', () => {
      entry.left = response.writableFinished;
    });
    await sleep(50 + seeded.below(spreadMs));
    const headers = { 'content-type': 'application/json' };
    const asOffline = JSON.stringify({ ...(body as object), model: 'offline' });
    const given = await fetch(`${model.url}/chat/completions`, { method: 'POST', headers, body: asOffline });
    const words = await given.text();
    await held;
    if (response.destroyed) return;
    response.writeHead(given.status, { 'content-type': given.headers.get('content-type') ?? '' }).end(words);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: () => asked,
    inFlight: () => asked.filter(({ left }) => left === undefined).length,
    hold() {
      held = new Promise((resolve) => {
        letGo = resolve;
      });
    },
    release: () => letGo(),
    refuse: (jobId) => void refused.add(jobId),
    admit: (jobId) => void refused.delete(jobId),
    async close() {
      letGo();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await model.close();
    },
  };
}
