import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startOfflineModel } from '../../workers/offline-model/server.ts';

/** How often one request, told by its bytes, was asked, how often its answer left whole, and how often whoever asked was gone before that. */
export interface Asked {
  asked: number;
  answered: number;
  cut: number;
}

/**
 * A provider that is not the product's own: takes any model's name, has the offline model answer, counts what was asked by the bytes of
 * the request, and can hold its answers back, so that a test decides which calls are in flight when something dies.
 */
export interface ModelProxy {
  /** Base address for OPENAI_BASE_URL; until `open` every connection to it is cut. */
  url: string;
  open(): void;
  close(): Promise<void>;
  /** Requests so far, whatever became of them. */
  requests(): number;
  /** Requests that are being answered or held. */
  inFlight(): number;
  hold(): void;
  release(): void;
  /** Forgets what was asked, for the next job. */
  reset(): void;
  counts(): Asked[];
}

/** Milliseconds before each answer: time for several items to be under way. */
const DELAY_MS = 150;

async function bytesOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Takes a port, and starts the model behind it; the proxy itself is not open yet. */
export async function createModelProxy(delayMs = DELAY_MS): Promise<ModelProxy> {
  const model = await startOfflineModel({ port: 0, delayMs });
  const seen = new Map<string, Asked>();
  let inFlight = 0;
  let requests = 0;
  let held: Promise<void> = Promise.resolve();
  let letGo = (): void => {};
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(request);
    const key = createHash('sha256').update(body).digest('hex');
    const count = seen.get(key) ?? { asked: 0, answered: 0, cut: 0 };
    seen.set(key, count);
    count.asked += 1;
    inFlight += 1;
    requests += 1;
    response.once('close', () => {
      inFlight -= 1;
      if (response.writableFinished) count.answered += 1;
      else count.cut += 1;
    });
    const asOffline = JSON.stringify({ ...JSON.parse(body), model: 'offline' });
    const headers = { 'content-type': 'application/json' };
    const answered = await fetch(`${model.url}/chat/completions`, { method: 'POST', headers, body: asOffline });
    const text = await answered.text();
    await held;
    if (response.destroyed) return;
    response.writeHead(answered.status, { 'content-type': answered.headers.get('content-type') ?? '' });
    response.end(text);
  };
  let isOpen = false;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  // The port is held from the start: somebody else's connection might have taken it by the time it opens.
  server.on('connection', (socket) => {
    if (!isOpen) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    open() {
      isOpen = true;
    },
    close: async () => {
      letGo();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await model.close();
    },
    requests: () => requests,
    inFlight: () => inFlight,
    hold() {
      held = new Promise((resolve) => {
        letGo = resolve;
      });
    },
    release: () => letGo(),
    reset: () => seen.clear(),
    counts: () => [...seen.values()],
  };
}
