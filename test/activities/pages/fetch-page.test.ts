import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leftOutOf, type PageServer, type Pages, pageRig, servePages } from '../../support/page-server.ts';

const HTML =
  '<!doctype html><html><head><meta charset=utf-8><title>Ferries &amp; fares\n 2026</title></head><body><p>Words.</p></body></html>';
const html = { 'content-type': 'text/html; charset=utf-8' };
const redirect = (location: string, status = 302) =>
  ((_, response) => response.writeHead(status, { location }).end()) satisfies Pages[string];
const compressed = (encoding: string, bytes: Uint8Array) =>
  ((_, response) =>
    response.writeHead(200, { ...html, 'content-encoding': encoding }).end(bytes)) satisfies Pages[string];
const status = (code: number, headers: Record<string, string> = {}) =>
  ((_, response) => response.writeHead(code, headers).end('words')) satisfies Pages[string];

let server: PageServer;
let seenAgent: string | undefined;
const at = (path: string): string => `http://${server.host}${path}`;

beforeAll(async () => {
  server = await servePages({
    '/page': (request, response) => {
      seenAgent = request.headers['user-agent'];
      response.writeHead(200, html).end(HTML);
    },
    '/moved': redirect('/page#part', 301),
    '/private': redirect('http://10.1.2.3/secret'),
    '/metadata': redirect('http://169.254.169.254/latest/meta-data/'),
    '/other-port': redirect('http://127.0.0.1:9/'),
    '/to-file': redirect('file:///etc/passwd'),
    '/nowhere': (_, response) => response.writeHead(302).end(),
    '/loop': redirect('/loop'),
    '/gzip': compressed('gzip', gzipSync(HTML)),
    '/deflate': compressed('deflate', deflateSync(HTML)),
    '/brotli': compressed('br', brotliCompressSync(HTML)),
    '/twice': compressed('gzip, br', brotliCompressSync(gzipSync(HTML))),
    '/often': compressed('gzip, gzip, gzip', Buffer.from(HTML)),
    '/odd': compressed('compress', Buffer.from(HTML)),
    '/not-gzip': compressed('gzip', Buffer.from(HTML)),
    '/cut-gzip': compressed('gzip', gzipSync(HTML.repeat(100)).subarray(0, 60)),
    '/bomb': compressed('gzip', gzipSync(Buffer.alloc(40_000_000, 'x'))),
    '/endless': (_, response) => {
      response.writeHead(200, html);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    },
    '/announced': (_, response) => response.writeHead(200, { ...html, 'content-length': 5_000_000 }).write('x'),
    '/cut': (_, response) => {
      response.writeHead(200, { ...html, 'content-length': 100 });
      response.write('x', () => response.destroy());
    },
    '/hung-up': (request) => void request.socket.destroy(),
    '/silent': () => undefined,
    '/dripping': (_, response) => response.writeHead(200, html).write('<p>a'),
    '/busy': status(429, { 'retry-after': '3600' }),
    '/broken': status(503),
    '/login': status(401),
    '/dripping-to-the-close': (_, response) => {
      response.useChunkedEncodingByDefault = false;
      response.writeHead(200, { ...html, connection: 'close' }).write('<p>Some words');
    },
    '/gone': status(410),
    '/half': status(206),
    '/picture': (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'),
    '/json': (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    '/data/export': (_, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('a,b\n1,2\n'),
    '/files/My%20report.pdf': (_, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
    '/untyped': (_, response) => response.writeHead(200).end('words'),
    '/untitled': (_, response) => response.writeHead(200, html).end('<p>Words.</p>'),
    '/svg-title': (_, response) =>
      response.writeHead(200, html).end('<head><title>Page</title></head><svg><title>Drawing</title></svg>'),
  });
});
afterAll(() => server.close());

describe('a page', () => {
  test('becomes an attachment with its title, its address after redirects and the instant', async () => {
    const rig = pageRig(server.host);
    const { snapshot, degraded, bytes, facts } = await rig.fetch(at('/moved'));
    expect(rig.heartbeats).toEqual([{ page: at('/moved') }]);
    expect(snapshot).toMatchObject({
      status: 'taken',
      attachment: {
        name: 'Ferries & fares 2026',
        artifact: { mediaType: 'text/html' },
        fetched: { address: at('/page'), fetchedAt: expect.stringMatching(/^20\d\d-.*Z$/) },
      },
    });
    expect(Buffer.from(bytes ?? [])).toEqual(Buffer.from(HTML));
    expect([degraded, facts]).toEqual([null, { bytes: HTML.length }]);
    expect(seenAgent).toMatch(/^Dossier /);
  });

  test.each(['/gzip', '/deflate', '/brotli', '/twice'])('is decompressed: %s', async (path) => {
    const { bytes } = await pageRig(server.host).fetch(at(path));
    expect(Buffer.from(bytes ?? []).toString()).toBe(HTML);
  });

  test.each([
    ['/data/export', 'export.csv'],
    ['/files/My%20report.pdf', 'My report.pdf'],
    ['/untyped', 'untyped'],
    ['/svg-title', 'Page'],
  ])('%s is called %s', async (path, name) => {
    expect((await pageRig(server.host).fetch(at(path))).snapshot).toMatchObject({ attachment: { name } });
  });

  test('without a title is called by its address', async () => {
    expect((await pageRig(server.host).fetch(at('/untitled?q=1'))).snapshot).toMatchObject({
      attachment: { name: at('/untitled?q=1') },
    });
  });
});

describe('a page that is left out', () => {
  test.each([
    ['/private', 'link-refused', '10.1.2.3 leads to a private network'],
    ['/metadata', 'link-refused', '169.254.169.254 leads to the local network segment'],
    ['/other-port', 'link-refused', '127.0.0.1:9 leads to this machine itself'],
    ['/to-file', 'link-refused', 'Only http and https'],
    ['/nowhere', 'page-missing', 'sends on to no address'],
    ['/loop', 'page-missing', 'more than 5 times'],
    ['/often', 'page-missing', 'compressed in a way'],
    ['/odd', 'page-missing', '(compress)'],
    ['/not-gzip', 'page-missing', 'damaged'],
    ['/cut-gzip', 'page-missing', 'damaged'],
    ['/bomb', 'document-too-large', 'more than 1 MB'],
    ['/endless', 'document-too-large', 'more than 1 MB'],
    ['/announced', 'document-too-large', 'more than 1 MB'],
    ['/cut', 'page-unavailable', 'was cut short (ECONNRESET)'],
    ['/hung-up', 'page-unavailable', 'closed the connection before it answered (ECONNRESET)'],
    ['/silent', 'page-unavailable', 'did not begin to answer in time'],
    ['/dripping', 'page-missing', 'within 0.6 seconds'],
    ['/dripping-to-the-close', 'page-missing', 'within 0.6 seconds'],
    ['/busy', 'page-unavailable', 'answered 429'],
    ['/broken', 'page-unavailable', 'answered 503'],
    ['/login', 'page-missing', 'wants a login'],
    ['/gone', 'page-missing', 'the page is gone'],
    ['/half', 'page-missing', 'answered 206'],
    ['/missing', 'page-missing', 'there is no such page'],
    ['/picture', 'document-type-unknown', 'image/png'],
    ['/json', 'document-type-unknown', 'application/json'],
  ])('%s: %s', async (path, code, words) => {
    const rig = pageRig(server.host, { limits: { bytes: 1_000_000, headMs: 300, wholeMs: 600 } });
    const fetched = await rig.fetch(at(path));
    expect(leftOutOf(fetched)).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(fetched.snapshot).toMatchObject({ address: at(path) });
    expect(fetched.degraded).toContain(`${at(path)} was left out. `);
  });

  test('at an address of this machine names the setting that allows it, and nothing is asked', async () => {
    const before = server.asked.length;
    const { code, remedy } = leftOutOf(await pageRig('').fetch(at('/page')));
    expect([code, server.asked.length]).toEqual(['link-refused', before]);
    expect(remedy).toContain('DOSSIER_FETCH_PRIVATE_HOSTS');
  });

  test('of a server that is not there, or has no name', async () => {
    const closed = await servePages({});
    await closed.close();
    expect(leftOutOf(await pageRig(closed.host).fetch(`http://${closed.host}/`)).message).toContain('ECONNREFUSED');
    expect(leftOutOf(await pageRig('').fetch('http://name.example/')).message).toBe(
      'There is no server named name.example.',
    );
  });

  test('of a server that speaks no TLS, where https was asked for', async () => {
    const { code, message } = leftOutOf(await pageRig(server.host).fetch(at('/page').replace('http:', 'https:')));
    expect([code, message]).toEqual(['page-missing', expect.stringContaining('No safe connection')]);
  });
});

describe('asking again', () => {
  test.each(['/broken', '/busy', '/cut', '/silent'])('%s is thrown while there are attempts', async (path) => {
    const fetching = pageRig(server.host, { limits: { headMs: 300 } }).fetch(at(path), { isLastAttempt: false });
    await expect(fetching).rejects.toMatchObject({ failure: { code: 'page-unavailable', retryable: true } });
  });

  test('what asking again cannot mend is left out at once', async () => {
    expect(leftOutOf(await pageRig(server.host).fetch(at('/gone'), { isLastAttempt: false })).code).toBe(
      'page-missing',
    );
  });

  test("a server's wish for the next attempt is bounded", async () => {
    const fetching = pageRig(server.host).fetch(at('/busy'), { isLastAttempt: false });
    await expect(fetching).rejects.toMatchObject({ failure: { retryAfterMs: 30_000 } });
  });

  test.each(['/silent', '/dripping'])('cancelling ends %s with its reason and its connection', async (path) => {
    const cancel = new AbortController();
    const before = server.asked.length;
    const fetching = pageRig(server.host).fetch(at(path), { signal: cancel.signal, isLastAttempt: false });
    const outcome = expect(fetching).rejects.toThrow('stop');
    while (server.asked.length === before) await new Promise((resolve) => setTimeout(resolve, 5));
    cancel.abort(new Error('stop'));
    await outcome;
    while ((await server.connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('trouble of the store is thrown, not written down as the page’s', async () => {
    const rig = pageRig(server.host);
    rig.artifacts.putStream = async () => {
      throw new Error('the disk is gone');
    };
    await expect(rig.fetch(at('/page'))).rejects.toThrow('the disk is gone');
  });
});

describe('names that change their address', () => {
  test('the connection goes where the check looked, whatever the name leads to a moment later', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let looked = 0;
    const resolve = async () => answers[looked++] ?? [];
    const rig = pageRig(`name.example:${server.port}`, { resolve });
    const { snapshot } = await rig.fetch(`http://name.example:${server.port}/page`);
    expect([snapshot.status, looked]).toEqual(['taken', 1]);
  });

  test('each redirect is looked up anew: a name that turns private on the way is refused', async () => {
    const found: Record<string, string[]> = { 'first.example': ['127.0.0.1'], 'second.example': ['10.0.0.1'] };
    const hop = await servePages({ '/': redirect('http://second.example/page') });
    const rig = pageRig(`first.example:${hop.port}`, { resolve: async (host) => found[host] ?? [] });
    expect(leftOutOf(await rig.fetch(`http://first.example:${hop.port}/`))).toMatchObject({
      code: 'link-refused',
      message: expect.stringContaining('second.example leads to a private network'),
    });
    await hop.close();
  });

  test('a look-up that never ends is ended', async () => {
    const rig = pageRig('', { resolve: () => new Promise<string[]>(() => undefined), limits: { wholeMs: 200 } });
    expect(leftOutOf(await rig.fetch('http://name.example/')).message).toContain('within 0.2 seconds');
  });
});
