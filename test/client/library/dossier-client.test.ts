import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createDossierClient } from '../../../client/library/dossier-client.ts';

const servers: Server[] = [];
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
function stopAll(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}
afterEach(stopAll);

const event = (sequence: number): string =>
  `id: ${sequence}\ndata: ${JSON.stringify({ sequence, jobId: 'j-1', revision: 1, at: 'now' })}\n\n`;

describe('what goes wrong', () => {
  it('is the problem of the instance with its code, words, field and remedy', async () => {
    const problem = {
      ...{ type: 'urn:x', title: 'job id taken', status: 409, detail: 'The id is taken.', code: 'job-id-taken' },
      ...{ remedy: 'Choose another.', field: 'id' },
    };
    const url = await serve((_, response) => {
      response.writeHead(409, { 'content-type': 'application/problem+json', 'retry-after': '2' });
      response.end(JSON.stringify(problem));
    });
    const refused = createDossierClient({ url }).start({ question: 'x?', attachments: [] });
    await expect(refused).rejects.toMatchObject({
      code: 'job-id-taken',
      message: 'The id is taken.',
      failure: { field: 'id', remedy: 'Choose another.', retryAfterMs: 2_000 },
    });
  });

  it('is unreachable where nothing listens', async () => {
    const url = await serve(() => {});
    for (const server of servers.splice(0)) server.close();
    await expect(createDossierClient({ url }).health()).rejects.toMatchObject({ code: 'instance-unreachable' });
  });

  it.each([
    ['an error without a problem', 502, '<html>', 'internal'],
    ['an answer of another program', 200, '{"hello":1}', 'internal'],
    ['an answer that is no JSON', 200, 'hello', 'internal'],
  ])('is said of %s', async (_, status, body, code) => {
    const url = await serve((_request, response) => response.writeHead(status).end(body));
    await expect(createDossierClient({ url }).health()).rejects.toMatchObject({ code });
  });
});

describe('a request', () => {
  it('carries token and surface, and the filter in its address', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.url, request.headers.authorization, request.headers['x-dossier-via']);
      response.end(JSON.stringify({ jobs: [], next: null, counts: {} }));
    });
    await createDossierClient({ url: `${url}/`, token: 't', via: 'cli' }).list({
      status: 'done',
      query: 'a b',
      cursor: undefined,
    });
    expect(seen).toEqual(['/api/v1/jobs?status=done&query=a+b', 'Bearer t', 'cli']);
  });
});

describe('a stream', () => {
  it('is taken up after the last event when it is cut, and says that it was lost', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers['last-event-id']);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (seen.length === 1) response.write(event(1), () => request.socket.destroy());
      else response.write(event(2));
    });
    const leaving = new AbortController();
    const states: string[] = [];
    const onConnection = (state: string): void => void states.push(state);
    const changes = createDossierClient({ url }).changes({ signal: leaving.signal, onConnection });
    expect([(await changes.next()).value?.sequence, (await changes.next()).value?.sequence]).toEqual([1, 2]);
    expect(seen).toEqual([undefined, '1']);
    expect(states).toEqual(['connected', 'lost', 'connected']);
    leaving.abort();
    expect((await changes.next()).done).toBe(true);
  });

  it('gives up on an instance that stays away', async () => {
    const url = await serve((_, response) => response.writeHead(200).end(event(1)));
    const changes = createDossierClient({ url }).changes({ giveUpAfterMs: 0 });
    await changes.next();
    stopAll();
    await expect(changes.next()).rejects.toMatchObject({ code: 'instance-unreachable' });
  });

  it('gives back its connection when nobody reads on', async () => {
    let closed: () => void = () => {};
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const url = await serve((request, response) => {
      request.socket.on('close', closed);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event(1));
    });
    for await (const change of createDossierClient({ url }).changes()) {
      expect(change.sequence).toBe(1);
      break;
    }
    await isClosed;
  });
});
