import { Readable } from 'node:stream';
import { openFolderArtifacts } from '../../store/artifacts/folder.ts';

// Stores and reads a large stream, and tells how much memory it held on the way (run with --expose-gc).
const [folder = '', megabytes = '0'] = process.argv.slice(2);
const CHUNK = 64 * 1024;
const chunks = (Number(megabytes) * 1024 * 1024) / CHUNK;
let held = 0;
let seen = 0;
function look(): void {
  seen += 1;
  if (seen % 64 !== 0) return;
  globalThis.gc?.();
  held = Math.max(held, process.memoryUsage().arrayBuffers);
}

async function* source(): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < chunks; index += 1) {
    look();
    yield new Uint8Array(CHUNK).fill(index % 251);
  }
}

const store = await openFolderArtifacts(folder);
const meta = { mediaType: 'application/octet-stream', title: 'large' };
const ref = await store.putStream(Readable.from(source(), { objectMode: false }), meta, Number.MAX_SAFE_INTEGER);
let read = 0;
for await (const chunk of await store.getStream(ref.sha256)) {
  read += chunk.length;
  look();
}
process.send?.({ stored: ref.bytes, read, held, looked: seen });
process.disconnect();
