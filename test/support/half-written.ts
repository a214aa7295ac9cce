import { Readable } from 'node:stream';
import { openFolderArtifacts } from '../../store/artifacts/folder.ts';

// Stores artifacts until it is killed: many whole ones, and one that never gets its end.
const [folder = ''] = process.argv.slice(2);
const store = await openFolderArtifacts(folder);
const meta = { mediaType: 'application/octet-stream', title: 'half' };

async function* endless(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(256 * 1024);
  process.send?.({ half: true });
  await new Promise(() => {});
}

void store.putStream(Readable.from(endless(), { objectMode: false }), meta, Number.MAX_SAFE_INTEGER);
for (let number = 0; ; number += 1) await store.putText(`${number} `.repeat(20_000), meta);
