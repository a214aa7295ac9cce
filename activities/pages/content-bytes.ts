import type { IncomingMessage } from 'node:http';
import { pipeline, Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { DossierError } from '../../contract/failures.ts';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress,
};

type Chunks = AsyncIterable<Uint8Array>;

/** The content of an answer piece by piece, decompressed; throws `document-too-large` as soon as it, or what comes over the wire, is beyond the limit. */
export function contentBytes(answer: IncomingMessage, limit: number): Chunks {
  const announced = Number(answer.headers['content-length'] ?? 0);
  return limited(decompressed(answer.headers['content-encoding'] ?? '', limited(answer, limit, announced)), limit);
}

async function* limited(chunks: Chunks, limit: number, announced = 0): AsyncGenerator<Uint8Array> {
  if (announced > limit) throw tooLarge(limit);
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    yield chunk;
  }
}

async function* decompressed(encodings: string, wire: Chunks): AsyncGenerator<Uint8Array> {
  const named = encodings.split(',').map((one) => one.trim().toLowerCase());
  const applied = named.filter((one) => one !== '' && one !== 'identity').reverse();
  // More than two are nobody's need, and each multiplies what a few bytes expand to.
  if (applied.length > 2) throw unknownEncoding(applied.join(', '));
  const decoders = applied.map((name) => {
    const make = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
    if (make === undefined) throw unknownEncoding(name);
    return make();
  });
  let last: Readable = Readable.from(wire, { objectMode: false });
  // Each reader of the chain gets the error of the one before, so that the loop below throws it.
  for (const decoder of decoders) last = pipeline(last, decoder, () => undefined);
  for await (const chunk of last) yield chunk;
}

function unknownEncoding(name: string): DossierError {
  return new DossierError('page-missing', `The page is compressed in a way that is not read (${name.slice(0, 60)}).`);
}

function tooLarge(limit: number): DossierError {
  const most = `${(limit / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
  return new DossierError('document-too-large', `The page has more than ${most}; at most that much is taken.`, {
    remedy: 'Save the part of it that matters, and attach that file.',
  });
}
