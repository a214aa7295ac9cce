/**
 * Entry of a reading thread: reads one document after the other with the readers of bytes, and posts what they find.
 * It may be ended at any moment from outside.
 */
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { BYTES_READERS } from '../registry.ts';
import type { BytesReader } from './document-type.ts';
import { PostingSink } from './posting-sink.ts';
import { readingFailureOf } from './reading-failure.ts';
import type { ReadingAnswer, ReadingOrder } from './reading-protocol.ts';

// A library's stray rejection beside the reading says nothing about the reading, whose own promise does; silence is ended from outside.
process.on('unhandledRejection', () => {});

// Nobody listens to what libraries print, so it would pile up.
process.stdout.write = () => true;
process.stderr.write = () => true;

parentPort?.on('message', (order: ReadingOrder) => {
  void answer(order);
});

async function answer(order: ReadingOrder): Promise<void> {
  const sink = new PostingSink(order.port);
  let last: ReadingAnswer;
  try {
    const bytes = new Uint8Array(await readFile(order.path));
    const reader = await readerOf(bytes, order);
    await reader?.read(bytes, sink);
    last = reader === null ? { kind: 'unrecognised' } : { kind: 'read', mediaType: reader.mediaType };
  } catch (error) {
    last = { kind: 'failed', failure: readingFailureOf(error) };
  }
  sink.end();
  order.port.postMessage(last);
}

async function readerOf(bytes: Uint8Array, { types, named }: ReadingOrder): Promise<BytesReader | null> {
  for (const type of types) {
    if (await BYTES_READERS[type].recognises(bytes)) return BYTES_READERS[type];
  }
  return named !== null && types.includes(named) ? BYTES_READERS[named] : null;
}
