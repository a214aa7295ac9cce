import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { DossierError } from '../../../contract/failures.ts';
import { DOCUMENT_LIMITS } from './document-limits.ts';
import type { ExtractionSink } from './extraction-sink.ts';
import { OperationPlayer } from './operation-player.ts';
import { lendThread } from './reading-pool.ts';
import type { BatchTaken, ReadingAnswer, ReadingOrder } from './reading-protocol.ts';
import { type ReadingLimits, readingWatch } from './reading-watch.ts';

/** A file that is to be read in a thread of its own. */
export interface FileToRead extends Omit<ReadingOrder, 'port'> {
  bytes: number;
}

/** How a reading ended: with the media type, or without a type that recognises the file. */
export type ReadingEnd = Extract<ReadingAnswer, { kind: 'read' | 'unrecognised' }>;

/**
 * Reads a file into a sink in a thread of its own. Whatever the bytes do to that thread (a crash, an endless loop, all memory),
 * it becomes a `DossierError` of class `input` with a sentence; errors of the sink and the signal's reason are thrown as they are.
 * When it returns or throws, the thread has let go of the file.
 */
export async function readApart(
  file: FileToRead,
  sink: ExtractionSink,
  signal: AbortSignal,
  limits: ReadingLimits = DOCUMENT_LIMITS,
): Promise<ReadingEnd> {
  const thread = await lendThread(signal);
  const { port1, port2 } = new MessageChannel();
  const watch = readingWatch(thread.worker, signal, file.bytes, limits);
  let end: Exclude<ReadingAnswer, { kind: 'operations' }>;
  try {
    const order: ReadingOrder = { path: file.path, types: file.types, named: file.named, port: port2 };
    thread.worker.postMessage(order, [port2]);
    end = await Promise.race([ended(port1, new OperationPlayer(sink), watch.moved), watch.stopped]);
  } catch (error) {
    await thread.end();
    throw error;
  } finally {
    watch.close();
    port1.close();
  }
  if (end.kind !== 'failed') {
    thread.release();
    return end;
  }
  // Nobody knows what a broken file left behind in the thread.
  if (end.failure.code === 'document-malformed') await thread.end();
  else thread.release();
  throw new DossierError(end.failure.code, end.failure.message, { remedy: end.failure.remedy });
}

/** Applies what comes in, batch by batch, until the reading has ended. */
async function ended(
  port: MessagePort,
  player: OperationPlayer,
  moved: () => void,
): Promise<Exclude<ReadingAnswer, { kind: 'operations' }>> {
  return new Promise((resolve, reject) => {
    let before = Promise.resolve();
    const take = async (answer: ReadingAnswer) => {
      moved();
      if (answer.kind !== 'operations') return resolve(answer);
      await player.play(answer.operations);
      moved();
      const taken: BatchTaken = 'taken';
      port.postMessage(taken);
    };
    port.on('message', (answer: ReadingAnswer) => {
      before = before.then(() => take(answer));
      before.catch(reject);
    });
  });
}
