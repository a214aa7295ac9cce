import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { ViewAnswer } from '../../../contract/api.ts';
import type { LineageAnswer } from '../../../contract/branch-api.ts';
import { FAILURES, type FailureCode } from '../../../contract/failures.ts';
import { COMPARISON, preview } from './stub-branches.ts';
import { answer, row, VERIFICATION } from './stub-view.ts';

/** A request that the stub was sent. */
export interface Seen {
  method: string;
  path: string;
  body: unknown;
  key: unknown;
}

/** An instance that speaks the contract and does what a test scripts. */
export interface StubInstance {
  url: string;
  seen: Seen[];
  /** What a job's page shows, and its stream tells one after the other. */
  views: ViewAnswer[];
  /** Where its jobs come from and what came of them. */
  lineage: LineageAnswer;
  /** Refuses the next request to a path that ends so, with this failure. */
  refuse(pathEnd: string, code: FailureCode, detail: string): void;
  /** Cuts the connection of the next request to a path that ends so, as an instance that dies before it answers. */
  cut(pathEnd: string): void;
  close(): Promise<void>;
}

function problem(reply: FastifyReply, code: FailureCode, detail: string): FastifyReply {
  const { status, remedy } = FAILURES[code];
  const body = { type: 'about:blank', title: code, status, detail, code, remedy, field: null };
  return reply.status(status).type('application/problem+json').send(JSON.stringify(body));
}

function attachment(name: string, bytes: Buffer) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const artifact = { sha256, bytes: bytes.length, mediaType: 'text/plain', title: name };
  return { attachment: { artifact, name }, existed: false };
}

function addRoutes(server: FastifyInstance, stub: StubInstance): void {
  const now = (): ViewAnswer => stub.views[0] ?? answer();
  const base = '/api/v1';
  server.get('/healthz', () => ({ ok: true }));
  server.post(`${base}/uploads`, (request) =>
    attachment(decodeURIComponent(String(request.headers['x-file-name'])), request.body as Buffer),
  );
  server.post(`${base}/jobs`, (request) => {
    const { id = 'job-1' } = request.body as { id?: string };
    return { job: { id, status: 'running' }, created: true };
  });
  server.get(`${base}/jobs`, () => ({
    jobs: [row(), row({ id: 'job-2', status: 'needs_attention' })],
    next: null,
    counts: {},
  }));
  server.get(`${base}/jobs/:id`, now);
  server.delete(`${base}/jobs/:id`, (_request, reply) => reply.status(204).send());
  server.get(`${base}/jobs/:id/draft`, () => '# The draft\n\nIt costs 5 dollars. [^e1]\n');
  server.get(`${base}/jobs/:id/history`, () => ({
    entries: [{ at: '2026-11-20T10:00:00.000Z', place: 'plan@0.1', actor: null, words: 'Step plan started.' }],
    calls: [],
    decisions: [],
    runs: [],
  }));
  server.get(`${base}/jobs/:id/export/:format`, (request) =>
    (request.params as { format: string }).format === 'json' ? { schema: 'dossier.bundle/1' } : '# The report\n',
  );
  server.get(`${base}/jobs/:id/events`, (_request, reply) => {
    const events = stub.views.map((one) => `id: ${one.view.revision}\ndata: ${JSON.stringify(one)}\n\n`);
    return reply.type('text/event-stream').send(events.join(''));
  });
  server.post(`${base}/jobs/:id/messages/:name`, () => ({
    ...{ delivered: 'update', messageId: 'm1', answer: { accepted: true, revision: 4, status: 'running' } },
  }));
  addBranchRoutes(server, stub, base);
  server.get(`${base}/artifacts/:sha256`, () => VERIFICATION);
  server.get(`${base}/instance`, () => ({
    ...{ version: '0.1.0', pid: process.pid, startedAt: 'x', paths: {}, freeBytes: 1, counts: {} },
    ...{ temporal: { address: 'a:1', namespace: 'default', reachable: true }, worker: { connected: false } },
    models: { baseUrl: null, offlineUrl: 'http://127.0.0.1:1' },
  }));
  for (const name of ['stay', 'stop']) server.post(`${base}/instance/${name}`, () => ({ agreed: true }));
}

function addBranchRoutes(server: FastifyInstance, stub: StubInstance, base: string): void {
  server.post(`${base}/jobs/:id/branch/preview`, (request) => preview(request.body as Parameters<typeof preview>[0]));
  server.post(`${base}/jobs/:id/fork`, (request) => {
    const { id = 'fork-1' } = request.body as { id?: string };
    return { job: { id, status: 'running' }, created: true };
  });
  server.get(`${base}/jobs/:id/lineage`, () => stub.lineage);
  server.get(`${base}/jobs/:id/compare`, () => COMPARISON);
}

/** Starts a stub on a free loopback port. */
export async function startStub(): Promise<StubInstance> {
  const server = Fastify();
  const refusals = new Map<string, { code: FailureCode; detail: string } | 'cut'>();
  const stub: StubInstance = {
    url: '',
    seen: [],
    views: [],
    lineage: { id: 'job-1', forkedFrom: null, ancestors: [], forks: [], generations: [] },
    refuse: (pathEnd, code, detail) => void refusals.set(pathEnd, { code, detail }),
    cut: (pathEnd) => void refusals.set(pathEnd, 'cut'),
    close: () => server.close(),
  };
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.addHook('preHandler', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const key = request.headers['idempotency-key'];
    if (path !== '/healthz') stub.seen.push({ method: request.method, path: request.url, body: request.body, key });
    const found = [...refusals].find(([pathEnd]) => path.endsWith(pathEnd));
    if (found === undefined) return;
    refusals.delete(found[0]);
    if (found[1] !== 'cut') return problem(reply, found[1].code, found[1].detail);
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  });
  addRoutes(server, stub);
  stub.url = await server.listen({ host: '127.0.0.1', port: 0 });
  return stub;
}
