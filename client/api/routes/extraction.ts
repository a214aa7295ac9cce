import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { extractionAnswerSchema, extractionBodySchema } from '../../../contract/extraction-api.ts';
import { sha256Schema } from '../../../contract/ids.ts';
import { extractionOfUpload } from '../extraction/extraction-of-upload.ts';
import type { ApiParts } from '../http/parts.ts';
import { problems } from './schemas.ts';
import { requireFreeDisk } from './uploads.ts';

/** What an upload gives when it is read. */
export function extractionRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/uploads/:sha256/extraction',
      {
        schema: {
          summary: 'Read an upload before a job has it; ask again while it is being read',
          params: z.object({ sha256: sha256Schema }),
          body: extractionBodySchema,
          response: { 200: extractionAnswerSchema, ...problems },
        },
      },
      async ({ params: { sha256 }, body: { name } }) => {
        await requireFreeDisk(parts.artifacts);
        return extractionOfUpload(parts, { sha256, name });
      },
    );
  };
}
