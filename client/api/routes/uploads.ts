import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { uploadAnswerSchema } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { ApiParts } from '../http/parts.ts';
import { mediaTypeOf } from '../uploads/media-type.ts';
import { problems } from './schemas.ts';

/** Bytes of one document. */
export const FILE_BYTES_LIMIT = 100_000_000;
/** Below this many free bytes nothing new is taken in. */
export const LEAST_FREE_BYTES = 500_000_000;

/** Taking in documents: bytes are streamed to the store, so that memory does not grow with their size. */
export function uploadRoutes({ artifacts, fileBytesLimit }: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    // Whatever the body says it is, it is bytes; what they are is recognised when they are read.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.post(
      '/uploads',
      {
        schema: {
          summary: 'Store a document (raw body, name percent-encoded in X-File-Name)',
          consumes: ['application/octet-stream'],
          headers: z.object({ 'x-file-name': z.string().min(1).max(2_000) }),
          response: { 201: uploadAnswerSchema, ...problems },
        },
      },
      async (request, reply) => {
        const name = fileName(request.headers['x-file-name']);
        if (Number(request.headers['content-length'] ?? 0) > fileBytesLimit) {
          throw new DossierError('request-too-large', `${name} has more than ${fileBytesLimit / 1_000_000} MB.`);
        }
        await requireFreeDisk(artifacts);
        const seen = { existed: false };
        const bytes = Readable.from(watched(request.raw, artifacts, seen), { objectMode: false });
        const artifact = await artifacts.putStream(
          bytes,
          { mediaType: mediaTypeOf(name), title: name.slice(-300) },
          fileBytesLimit,
        );
        return reply.code(201).send({ attachment: { artifact, name }, existed: seen.existed });
      },
    );
  };
}

/** Refuses with `storage-full` where the disk is nearly full. */
export async function requireFreeDisk(artifacts: ArtifactStore): Promise<void> {
  const free = await artifacts.freeBytes();
  if (free === null || free >= LEAST_FREE_BYTES) return;
  throw new DossierError('storage-full', `Only ${Math.floor(free / 1_000_000)} MB are free where documents are kept.`);
}

/** The bytes of a request; looks, before the store takes the last of them, whether it has them already. The connection outlives a refusal, which travels on it. */
async function* watched(
  body: Readable,
  artifacts: ArtifactStore,
  seen: { existed: boolean },
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    hash.update(chunk);
    yield chunk;
  }
  seen.existed = (await artifacts.stat(hash.digest('hex'))) !== null;
}

function fileName(header: string): string {
  let name: string;
  try {
    name = decodeURIComponent(header).normalize('NFC');
  } catch (error) {
    throw new DossierError('request-invalid', 'The file name is not percent-encoded UTF-8.', {
      field: 'x-file-name',
      cause: error,
    });
  }
  if (/\p{Cc}/u.test(name) || name.trim() === '' || name.length > 500) {
    throw new DossierError('request-invalid', 'The file name is empty, too long or has control characters.', {
      field: 'x-file-name',
    });
  }
  return name;
}
