import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFetchPage, type FetchPage } from '../../activities/pages/fetch-page.ts';
import type { FetchPorts } from '../../activities/pages/follow.ts';
import { PAGE_LIMITS } from '../../activities/pages/page-limits.ts';
import { type PageSnapshot, pageSnapshotSchema } from '../../activities/pages/page-snapshot.ts';
import { privateHosts } from '../../activities/pages/private-hosts.ts';
import { type MemoryArtifacts, memoryArtifacts } from './memory-artifacts.ts';

/** Answers requests by path. */
export type Pages = Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>;

/** A real server on loopback; `asked` holds the paths in the order in which they were asked for. */
export interface PageServer {
  /** `127.0.0.1:4711`. */
  host: string;
  port: number;
  asked: string[];
  /** Connections that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a server of pages; what no path answers is a 404. */
export async function servePages(pages: Pages): Promise<PageServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const page = pages[path.split('?')[0] ?? ''];
    if (page === undefined) response.writeHead(404).end('none');
    else page(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    port,
    asked,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What fetching one page gave. */
export interface Fetched {
  snapshot: PageSnapshot;
  degraded: string | null;
  facts: { bytes: number };
  /** The bytes of the snapshot; null where the page was left out. */
  bytes: Uint8Array | null;
}

/** Fetching with everything but the network in memory. */
export interface PageRig {
  artifacts: MemoryArtifacts;
  heartbeats: unknown[];
  fetchPage: FetchPage;
  fetch(address: string, options?: { signal?: AbortSignal; isLastAttempt?: boolean }): Promise<Fetched>;
}

/** Makes a rig in which `allowed` are hosts of the own network. */
export function pageRig(
  allowed: string,
  { limits, resolve }: { limits?: Partial<FetchPorts['limits']>; resolve?: FetchPorts['resolve'] } = {},
): PageRig {
  const artifacts = memoryArtifacts();
  const heartbeats: unknown[] = [];
  const fetchPage = createFetchPage({
    artifacts,
    resolve:
      resolve ??
      (async (host) => {
        throw Object.assign(new Error(`ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
      }),
    isPrivateHost: privateHosts(allowed),
    limits: { ...PAGE_LIMITS, ...limits },
  });
  return {
    artifacts,
    heartbeats,
    fetchPage,
    async fetch(address, { signal = new AbortController().signal, isLastAttempt = true } = {}) {
      const attachments = await artifacts.putJson({ attachments: [], leftOut: [], links: [address] }, 'Attachments');
      const heartbeat = (details: unknown) => void heartbeats.push(details);
      const { output, degraded, facts } = await fetchPage(
        { attachments, link: 0 },
        { signal, isLastAttempt, heartbeat },
      );
      const snapshot = pageSnapshotSchema.parse(await artifacts.getJson(output.sha256));
      const taken = snapshot.status === 'taken' ? snapshot.attachment.artifact.sha256 : null;
      return { snapshot, degraded, facts, bytes: taken === null ? null : await artifacts.getBytes(taken) };
    },
  };
}

/** The code and words of a page that was left out; fails the test where it was taken. */
export function leftOutOf({ snapshot }: Fetched): { code: string; message: string; remedy: string } {
  if (snapshot.status !== 'left-out') throw new Error('The page was taken.');
  const { code, message, remedy } = snapshot.failure;
  return { code, message, remedy };
}
