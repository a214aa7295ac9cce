import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answerChat } from './answer-chat.ts';
import { completionBody, completionEvents, completionOf, OFFLINE_MODEL_ID } from './protocol/chat-answer.ts';
import { readChatRequest } from './protocol/chat-request.ts';
import { errorBody, RefusedRequest } from './protocol/refused-request.ts';

/** A running offline model: `url` is the base address that clients of the OpenAI protocol take, version included. */
export interface RunningOfflineModel {
  url: string;
  close(): Promise<void>;
}

/** A transcript of hundreds of turns with tool results stays well below this. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Starts the server on loopback; `port` 0 is any free one. Rejects where the port is taken. */
export async function startOfflineModel(options: { port: number; delayMs: number }): Promise<RunningOfflineModel> {
  const server = createServer((request, response) => {
    handle(request, response, options.delayMs).catch((error: unknown) => {
      answerError(response, error);
    });
  });
  const { port } = await listening(server, options.port);
  return {
    url: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(address);
    });
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, delayMs: number): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const route = `${request.method} ${pathname}`;
  if (route === 'GET /v1/models') {
    const model = { id: OFFLINE_MODEL_ID, object: 'model', created: 0, owned_by: 'dossier' };
    answerJson(response, 200, JSON.stringify({ object: 'list', data: [model] }));
    return;
  }
  if (route !== 'POST /v1/chat/completions')
    throw new RefusedRequest(404, 'unknown_url', null, `The offline model does not serve ${route}.`);
  await complete(await bodyOf(request), response, delayMs);
}

async function complete(body: string, response: ServerResponse, delayMs: number): Promise<void> {
  const request = readChatRequest(body);
  if (request.model !== OFFLINE_MODEL_ID)
    throw new RefusedRequest(404, 'model_not_found', 'model', `There is no model "${request.model}" here.`);
  const completion = completionOf(body, request, answerChat(request));
  if (delayMs > 0) await delay(delayMs);
  if (request.stream !== true) {
    answerJson(response, 200, completionBody(completion));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const event of completionEvents(completion, request.stream_options?.include_usage === true)) {
    if (response.destroyed) return;
    response.write(event);
  }
  response.end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += piece.length;
    if (bytes > MAX_BODY_BYTES)
      throw new RefusedRequest(413, 'request_too_large', null, 'The request is larger than 64 MB.');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(body);
}

/** A refusal says what it is about; anything else is a bug of this server and says so without a stack. */
function answerError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof RefusedRequest) {
    answerJson(response, error.status, errorBody(error, 'invalid_request_error'));
    return;
  }
  const message = `The offline model failed: ${error instanceof Error ? error.message : String(error)}`;
  answerJson(response, 500, errorBody({ message, param: null, code: 'internal_error' }, 'server_error'));
}
