import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server that answers each request as a test wants: only for what aimock cannot do. */
export interface RawModelServer {
  baseURL: string;
  close(): Promise<void>;
}

export async function rawModelServer(
  answer: (response: ServerResponse, body: string) => void | Promise<void>,
): Promise<RawModelServer> {
  const server = createServer((request, response) => {
    text(request)
      .then((body) => answer(response, body))
      // Whoever asked may be gone, which is no failure of the test; an answer that never comes is seen by it.
      .catch(() => response.destroy());
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

/** A port of loopback where nobody listens. */
export async function deafPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
