import { createGunzip } from 'node:zlib';
import type { ArtifactStore } from '../artifacts/port.ts';
import type { RunHistory } from '../ledger/port.ts';

/** The JSON text of a kept history, in pieces: one document that `historyFromJSON` reads and Temporal's tools replay. */
export async function* readHistory(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  { artifact }: Pick<RunHistory, 'artifact'>,
): AsyncGenerator<string> {
  const stream = await artifacts.getStream(artifact.sha256);
  const decoder = new TextDecoder();
  for await (const piece of stream.compose(createGunzip())) yield decoder.decode(piece as Uint8Array, { stream: true });
  yield decoder.decode();
}
