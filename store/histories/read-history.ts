import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ArtifactStore } from '../artifacts/port.ts';
import type { RunHistory } from '../ledger/port.ts';

/** The JSON text of a kept history, in pieces: one document that `historyFromJSON` reads and Temporal's tools replay. */
export async function* readHistory(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  { artifact }: Pick<RunHistory, 'artifact'>,
): AsyncGenerator<string> {
  const stream = await artifacts.getStream(artifact.sha256);
  const unzip = createGunzip();
  // Its error reaches the reader of `unzip`, which it destroys.
  pipeline(stream, unzip).catch(() => {});
  const decoder = new TextDecoder();
  for await (const piece of unzip) yield decoder.decode(piece as Uint8Array, { stream: true });
  yield decoder.decode();
}
