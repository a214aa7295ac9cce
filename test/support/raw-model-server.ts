import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers each request as a test wants: only for what aimock cannot do. */
export interface RawModelServer {
  baseURL: string;
  close(): Promise<void>;
}

export async function rawModelServer(
  answer: (response: ServerResponse, request: IncomingMessage) => void | Promise<void>,
): Promise<RawModelServer> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => void answer(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A chunk of a stream as one event; `more` stands beside its choices. */
export function streamEvent(delta: object | null, finishReason: string | null = null, more: object = {}): string {
  const choices = delta === null ? [] : [{ index: 0, delta, finish_reason: finishReason }];
  const chunk = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'local-model', choices, ...more };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** Begins an event stream. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}
