import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DossierError } from '../../../contract/failures.ts';
import { openingAnswerSchema, sessionAnswerSchema, signInBodySchema } from '../../../contract/session-api.ts';
import { isToken } from '../http/authenticate.ts';
import { actorOf } from '../http/guards.ts';
import type { ApiParts } from '../http/parts.ts';
import { SESSION_MS } from '../http/sessions.ts';
import { problems } from './schemas.ts';

/** Bytes of the one body that is read of anybody. */
const SIGN_IN_BODY_LIMIT = 10_000;

/** Opens the dashboard in a browser by a one-time address. Outside the API's prefix, since a person sees it. */
export function openingRoute(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/open/:code',
      { schema: { hide: true, params: z.object({ code: z.string().max(100) }) } },
      async (request, reply) => {
        const isKnown = parts.sessions.isSignedIn(request.headers.cookie);
        if (parts.sessions.redeem(request.params.code)) setCookie(parts, request, reply);
        // A spent address is no error for a browser that has its session: people open the same line of a terminal again.
        else if (!isKnown) return reply.redirect(`${parts.basePath}/?opening=spent`, 303);
        return reply.redirect(`${parts.basePath}/`, 303);
      },
    );
  };
}

/** Who is signed in, signing in with the token, and signing out. */
export function sessionRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/session/openings',
      {
        schema: { summary: 'A one-time address of the dashboard', response: { 200: openingAnswerSchema, ...problems } },
      },
      async () => ({ path: `${parts.basePath}/open/${parts.sessions.newOpening()}` }),
    );
    app.get(
      '/session',
      { schema: { summary: 'Who this client is taken for', response: { 200: sessionAnswerSchema, ...problems } } },
      async (request) => {
        const { id, roles } = actorOf(request);
        return { actor: { id, roles } };
      },
    );
    app.post(
      '/session',
      {
        bodyLimit: SIGN_IN_BODY_LIMIT,
        schema: {
          summary: 'Sign a browser in with the token of the instance',
          security: [],
          body: signInBodySchema,
          response: { 200: sessionAnswerSchema, ...problems },
        },
      },
      async (request, reply) => {
        if (!isToken(request.body.token, parts.token)) {
          throw new DossierError('unauthorized', 'This is not the token of this instance.', { field: 'token' });
        }
        setCookie(parts, request, reply);
        const { id, roles } = actorOf(request);
        return { actor: { id, roles } };
      },
    );
    app.delete(
      '/session',
      {
        schema: {
          summary: 'Sign this browser out',
          response: { 204: z.undefined().describe('Signed out'), ...problems },
        },
      },
      async (_request, reply) => {
        void reply.header('set-cookie', cookieOf(parts, '', 0));
        return reply.code(204).send();
      },
    );
  };
}

function setCookie(parts: ApiParts, request: FastifyRequest, reply: FastifyReply): void {
  // Only a proxy of ours puts the name there: others are not among the allowed hosts.
  const isTls = (parts.allowedHosts ?? []).length > 0 && request.headers['x-forwarded-proto'] === 'https';
  const cookie = cookieOf(parts, parts.sessions.issue(), SESSION_MS / 1_000);
  void reply.header('set-cookie', isTls ? `${cookie}; Secure` : cookie);
}

function cookieOf({ basePath, sessions }: ApiParts, value: string, maxAgeSeconds: number): string {
  return `${sessions.cookieName}=${value}; Path=${basePath}/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict`;
}
