import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a reverse proxy does to a request before the instance sees it. */
export interface ProxyRules {
  /** The path below which the instance is shown; all else is nothing. Empty: everything. */
  prefix: string;
  /** Whether that path is taken away. */
  strips: boolean;
  /** Lets only the beginning of an upload through, so that it stays on its way. */
  holdsUploads: boolean;
  /** Lets nobody through, as if the instance was gone: for as long as a test needs that, however soon the instance is back. */
  isCut?: boolean;
}

/** A reverse proxy before an instance. */
export interface ReverseProxy {
  origin: string;
  /** May be changed meanwhile. */
  rules: ProxyRules;
  /** What was asked of it beside its prefix. */
  strays: string[];
  /** How many uploads it has held. */
  held(): number;
  close(): Promise<void>;
}

/** Starts it. `instance`: where that is, found out at each request, since it may come later and go elsewhere. */
export async function reverseProxy(instance: () => string, rules: ProxyRules): Promise<ReverseProxy> {
  const strays: string[] = [];
  let held = 0;
  const server = createServer((asked: IncomingMessage, answer: ServerResponse) => {
    const { url = '/', method = 'GET', headers } = asked;
    if (rules.isCut === true) {
      asked.socket.destroy();
      return;
    }
    if (!url.startsWith(`${rules.prefix}/`)) {
      strays.push(url);
      answer.writeHead(404).end();
      return;
    }
    const path = rules.strips ? url.slice(rules.prefix.length) : url;
    const onward = request(new URL(instance()), { path, method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
      answered.on('error', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    if (method !== 'POST' || !url.endsWith('/uploads') || !rules.holdsUploads) {
      asked.pipe(onward);
      return;
    }
    asked.once('data', (chunk: Buffer) => {
      asked.pause();
      onward.write(chunk.subarray(0, chunk.length / 2));
      held += 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A test that fails in its middle leaves it open.
  server.unref();
  return {
    ...{ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, rules, strays },
    held: () => held,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
