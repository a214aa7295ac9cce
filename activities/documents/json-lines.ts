import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ArtifactRef } from '../../contract/artifact.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';

const BATCH_CHARS = 64 * 1024;
/** Far above what a document within its limits can give; only a bug gets there. */
const MOST_BYTES = 8_000_000_000;

/** An artifact that is being written, one JSON value a line. Either `end` or `abandon` must be called. */
export interface JsonLinesWriter {
  /** Resolves when there is room for more. */
  write(value: unknown): Promise<void>;
  end(): Promise<ArtifactRef>;
  /** Gives up: nothing of it is kept. Never throws. */
  abandon(): Promise<void>;
}

/** Streams values into an artifact of JSON lines; memory does not grow with their number. */
export function writeJsonLines(artifacts: ArtifactStore, title: string): JsonLinesWriter {
  const stream = new PassThrough();
  const stored = artifacts.putStream(stream, { mediaType: 'application/jsonl', title }, MOST_BYTES);
  // Whoever writes or ends sees the rejection; until then it must not count as unhandled.
  stored.catch(() => {});
  let batch = '';
  const flush = async () => {
    const text = batch;
    batch = '';
    if (text !== '' && !stream.write(text)) await Promise.race([once(stream, 'drain'), stored]);
  };
  return {
    async write(value) {
      batch += `${JSON.stringify(value)}\n`;
      if (batch.length >= BATCH_CHARS) await flush();
    },
    async end() {
      await flush();
      stream.end();
      return stored;
    },
    async abandon() {
      stream.on('error', () => {});
      stream.destroy(new Error('The artifact was given up.'));
      await stored.then(
        () => {},
        () => {},
      );
    },
  };
}

/** Reads an artifact of JSON lines value by value, a batch for each piece of the stream. */
export async function* readJsonLines(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  sha256: string,
): AsyncGenerator<unknown[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const pieces: string[] = [];
  for await (const chunk of await artifacts.getStream(sha256)) {
    const text = decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n');
    if (end === -1) {
      pieces.push(text);
      continue;
    }
    const lines = (pieces.join('') + text.slice(0, end)).split('\n');
    pieces.length = 0;
    pieces.push(text.slice(end + 1));
    yield lines.map((line): unknown => JSON.parse(line));
  }
}
