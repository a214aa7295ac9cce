import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { agreedSchema } from '../../../contract/api-answers.ts';
import { deploymentAnswerSchema, makeCurrentSchema } from '../../../contract/deployments.ts';
import type { Deployments } from '../temporal/deployments.ts';
import { jobParams, problems } from './schemas.ts';

/** The builds of the workers, where jobs are pinned to them. */
export function deploymentRoutes(deployments: Deployments): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/deployment',
      {
        schema: {
          summary: 'The builds of the workers, and which still have open jobs',
          response: { 200: deploymentAnswerSchema, ...problems },
        },
      },
      () => deployments.describe(),
    );
    const agreed = { response: { 200: agreedSchema, ...problems } };
    app.post(
      '/deployment/current',
      { schema: { summary: 'Start new jobs on this build', body: makeCurrentSchema, ...agreed } },
      async ({ body }) => {
        await deployments.makeCurrent(body.build);
        return { agreed: true as const };
      },
    );
    app.post(
      '/jobs/:id/deployment',
      { schema: { summary: 'Let a job go on with the current build', params: jobParams, ...agreed } },
      async ({ params }) => {
        await deployments.move(params.id);
        return { agreed: true as const };
      },
    );
  };
}
