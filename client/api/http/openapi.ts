import type { SwaggerTransform, SwaggerTransformObject } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorSchema } from '../../../contract/actor.ts';
import { problemSchema, startAnswerSchema, startRequestSchema, viewAnswerSchema } from '../../../contract/api.ts';
import { messageReceiptSchema } from '../../../contract/api-answers.ts';
import { artifactRefSchema } from '../../../contract/artifact.ts';
import { callSummarySchema } from '../../../contract/call-api.ts';
import { failureCodeSchema, failureSchema } from '../../../contract/failures.ts';
import { jobRowSchema } from '../../../contract/job-list-api.ts';
import { decisionSchema } from '../../../contract/state/job-state.ts';
import { jobViewSchema } from '../../../contract/view.ts';
import type { ApiParts } from './parts.ts';
import { EXAMPLES, examplesOf } from './problem-examples.ts';
import { accessOf } from './roles.ts';

/** What several routes speak of, described once by these names. */
const shared = z.registry<{ id: string }>();
shared.add(problemSchema, { id: 'Problem' });
shared.add(failureCodeSchema, { id: 'FailureCode' });
shared.add(failureSchema, { id: 'Failure' });
shared.add(artifactRefSchema, { id: 'Artifact' });
shared.add(startRequestSchema, { id: 'Start' });
shared.add(startAnswerSchema, { id: 'Started' });
shared.add(messageReceiptSchema, { id: 'Receipt' });
shared.add(actorSchema, { id: 'Actor' });
shared.add(decisionSchema, { id: 'Decision' });
shared.add(jobRowSchema, { id: 'JobRow' });
shared.add(jobViewSchema, { id: 'JobView' });
shared.add(viewAnswerSchema, { id: 'Job' });
shared.add(callSummarySchema, { id: 'CallSummary' });

const PROBLEM = 'application/problem+json';
const ofRoute = createJsonSchemaTransform({ schemaRegistry: shared });
const ofDocument = createJsonSchemaTransformObject({ schemaRegistry: shared });

/** What `GET /api/v1/openapi.json` says beside the routes' own schemas: who may call each (`x-role`), and examples of its problems. */
export function openApiOptions({ facts, sessions }: Pick<ApiParts, 'facts' | 'sessions'>) {
  return {
    openapi: headOf(facts.version, sessions.cookieName),
    transform: describeRoute,
    transformObject: withComponents,
  };
}

const describeRoute: SwaggerTransform = (given) => {
  const { schema, url } = ofRoute(given);
  if (schema === undefined || schema.hide === true) return { schema, url };
  const { method, url: address } = given.route;
  const access = accessOf([method].flat()[0] ?? 'GET', address);
  const hasJob = address.includes('/jobs/:id');
  return {
    url,
    schema: {
      ...schema,
      ...(access === 'open' && { security: [] }),
      'x-role': access,
      response: withExamples(schema.response, { access, hasJob }),
    },
  };
};

interface Described {
  components?: { schemas?: Record<string, object> };
  paths?: object;
}

/** Puts in what is described once, without the forms that nothing names. */
const withComponents: SwaggerTransformObject = (given) => {
  const whole = ofDocument(given);
  const { components: described = {}, paths = {} }: Described = whole;
  const { schemas = {}, ...components } = described;
  const named = new Set<string>();
  const look = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (named.has(name)) continue;
      named.add(name);
      look(schemas[name] ?? {});
    }
  };
  look(paths);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => named.has(name)));
  return { ...whole, components: { ...components, schemas: kept, examples: EXAMPLES } };
};

/** What a status means where the route does not say. */
const STATUSES: Readonly<Record<string, string>> = {
  200: 'What was asked for',
  201: 'What was made',
  202: 'Taken; it happens when a worker is there',
  503: 'What does not answer',
};

function withExamples(response: unknown, route: Parameters<typeof examplesOf>[1]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((response ?? {}) as Record<string, Answer>).map(([status, answer]) => {
      const problem = answer.content?.[PROBLEM];
      if (problem !== undefined) {
        const examples = examplesOf(status === '4xx' ? '4xx' : '5xx', route);
        return [status, { ...answer, content: { [PROBLEM]: { ...problem, examples } } }];
      }
      if (answer.content !== undefined) return [status, answer];
      if (status === '204') return [status, { ...answer, 'x-response-description': 'Done; there is nothing to say' }];
      const { description = STATUSES[status] ?? 'An answer', ...schema } = answer;
      return [status, { description, content: { 'application/json': { schema } } }];
    }),
  );
}

/** An answer as fastify has it: with its content, or the schema of JSON itself. */
interface Answer {
  description?: string;
  content?: Record<string, object>;
}

function headOf(version: string, cookie: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dossier',
      version,
      description:
        'Reports on questions and documents, as durable jobs. Failed answers are problems of RFC 9457; their codes are explained in docs/failures.md. `x-role`: who may call a route, one of these roles.',
    },
    components: {
      securitySchemes: {
        token: { type: 'http' as const, scheme: 'bearer', description: 'The token of the instance, for programs.' },
        session: {
          type: 'apiKey' as const,
          in: 'cookie' as const,
          name: cookie,
          description: 'The session of a browser; each instance has a cookie name of its own.',
        },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
}
