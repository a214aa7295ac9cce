import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sampleAnswerSchema } from '../../../contract/sample-api.ts';
import type { ApiParts } from '../http/parts.ts';
import { readSample } from '../sample/read-sample.ts';
import { problems } from './schemas.ts';
import { requireFreeDisk } from './uploads.ts';

/** The sample that comes with Dossier. */
export function sampleRoutes({ artifacts }: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/sample',
      {
        schema: {
          summary: 'The sample question with its documents, stored as uploads',
          response: { 200: sampleAnswerSchema, ...problems },
        },
      },
      async () => {
        await requireFreeDisk(artifacts);
        return readSample(artifacts);
      },
    );
  };
}
