import { createServer } from 'node:net';
import { DossierError } from '../contract/failures.ts';
import { DEFAULT_PORT } from '../contract/instance.ts';

/** The only interface that anything of the embedded default listens on. */
export const LOOPBACK = '127.0.0.1';

function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/** Whether a loopback port can be listened on just now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

/** A loopback port that nobody listens on, chosen by the kernel, which does not soon give it to another. */
export async function freePort(): Promise<number> {
  const port = await listen(0);
  if (port === undefined) throw new DossierError('internal', 'No free port is left on this machine.');
  return port;
}

/**
 * The port of the API: the one asked for, else the default or the next free one.
 * Throws `port-taken` for one that was asked for and is taken: another port than asked would surprise.
 */
export async function chooseApiPort(asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    if (await isPortFree(asked)) return asked;
    throw new DossierError('port-taken', `Port ${asked} is taken by another program.`);
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + 100; port += 1) {
    if (await isPortFree(port)) return port;
  }
  return freePort();
}
