import { createServer, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';

// A PostgreSQL in WebAssembly behind a socket, for machines without an installed one; it lives as long as its parent.
// It has one session: a client holds it from its first message until the server is idle again, so that neither
// transactions nor the messages of one statement mix with those of others.
const STARTUP = 'startup';
const TERMINATE = 'X'.charCodeAt(0);
const IDLE = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]); // ReadyForQuery, not in a transaction

const db = await PGlite.create();
let last = Promise.resolve();

/** Waits for the session; what it gives frees it again. */
async function take(): Promise<() => void> {
  let free = () => {};
  const before = last;
  last = new Promise((resolve) => {
    free = resolve;
  });
  await before;
  return free;
}

/** Cuts complete messages off the front; a startup message has a length but no type before it. */
function cut(bytes: Buffer, state: typeof STARTUP | 'ready'): { message: Buffer; rest: Buffer } | null {
  const head = state === STARTUP ? 0 : 1;
  if (bytes.length < head + 4) return null;
  const end = head + bytes.readInt32BE(head);
  return bytes.length < end ? null : { message: bytes.subarray(0, end), rest: bytes.subarray(end) };
}

async function serve(socket: Socket): Promise<void> {
  let pending: Buffer = Buffer.alloc(0);
  let state: typeof STARTUP | 'ready' = STARTUP;
  let free: (() => void) | null = null;
  try {
    for await (const data of socket) {
      pending = Buffer.concat([pending, data]);
      for (let next = cut(pending, state); next !== null; next = cut(pending, state)) {
        pending = next.rest;
        if (state === 'ready' && next.message[0] === TERMINATE) return;
        state = 'ready';
        free ??= await take();
        const answer = Buffer.from(await db.execProtocolRaw(next.message));
        socket.write(answer);
        if (!answer.subarray(-IDLE.length).equals(IDLE)) continue;
        free();
        free = null;
      }
    }
  } finally {
    if (free !== null) {
      await db.exec('rollback');
      free();
    }
    socket.end();
  }
}

// Without delay: answers are many small writes, and each would wait 40 ms for the acknowledgement of the one before.
const server = createServer({ noDelay: true }, (socket) => {
  // A client that was killed breaks its socket; the others go on.
  serve(socket).catch(() => socket.destroy());
});
server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));
