import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { probeAnswerSchema, settingsAnswerSchema } from '../../../contract/settings-api.ts';
import type { ApiParts } from '../http/parts.ts';
import { describeSettings } from '../settings/describe-settings.ts';
import { problems } from './schemas.ts';

/** What the instance is configured with, and whether its models answer. */
export function settingsRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/settings',
      {
        schema: {
          summary: 'What is configured, and where each value comes from; never a secret',
          response: { 200: settingsAnswerSchema, ...problems },
        },
      },
      async () => describeSettings(parts),
    );
    app.post(
      '/settings/probe',
      {
        schema: {
          summary: 'Have a worker ask each model for a few words, which may cost a little',
          response: { 200: probeAnswerSchema, ...problems },
        },
      },
      async () => parts.settings.probe(),
    );
  };
}
