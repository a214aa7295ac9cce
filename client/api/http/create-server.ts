import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DossierError } from '../../../contract/failures.ts';
import { serveDashboard } from '../dashboard/serve-dashboard.ts';
import { approvalRoutes } from '../routes/approvals.ts';
import { branchRoutes } from '../routes/branches.ts';
import { callRoutes } from '../routes/calls.ts';
import { costRoutes } from '../routes/costs.ts';
import { deploymentRoutes } from '../routes/deployment.ts';
import { documentRoutes } from '../routes/documents.ts';
import { estimateRoutes } from '../routes/estimates.ts';
import { eventRoutes } from '../routes/events.ts';
import { extractionRoutes } from '../routes/extraction.ts';
import { historyRoutes } from '../routes/history.ts';
import { healthRoutes, instanceRoutes } from '../routes/instance.ts';
import { jobRoutes } from '../routes/jobs.ts';
import { maintenanceRoutes } from '../routes/maintenance.ts';
import { messageRoutes } from '../routes/messages.ts';
import { resetRoutes } from '../routes/reset.ts';
import { sampleRoutes } from '../routes/sample.ts';
import { problems } from '../routes/schemas.ts';
import { openingRoute, sessionRoutes } from '../routes/session.ts';
import { settingsRoutes } from '../routes/settings.ts';
import { uploadRoutes } from '../routes/uploads.ts';
import { viewRoutes } from '../routes/views.ts';
import { addGuards } from './guards.ts';
import { openApiOptions } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { answerClientError, answerError } from './problems.ts';
import { trustsHop } from './rate-limits.ts';

/** All that is below the prefix on every instance. */
const ROUTES = [
  instanceRoutes,
  settingsRoutes,
  sessionRoutes,
  uploadRoutes,
  extractionRoutes,
  estimateRoutes,
  sampleRoutes,
  jobRoutes,
  callRoutes,
  approvalRoutes,
  costRoutes,
  viewRoutes,
  historyRoutes,
  messageRoutes,
  branchRoutes,
  resetRoutes,
  documentRoutes,
  eventRoutes,
  maintenanceRoutes,
];
/** Where the routes are; a version that breaks clients gets another. */
export const API_PREFIX = '/api/v1';
/** Bytes of a JSON body: a start with 2,000 attachments fits. */
const BODY_LIMIT = 4_000_000;
/** How long an answer that is on its way may take when the server closes. */
const CLOSE_GRACE_MS = 500;

/** Builds the HTTP server with all routes; it listens to nothing yet. */
export async function createServer(parts: ApiParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log,
    // One line a request comes from the hook below, without the query, which holds what people search for.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 500 },
    // Some proxies take the path they show the instance under away, some do not.
    rewriteUrl: ({ url = '/' }) => (isBelow(parts.basePath, url) ? url.slice(parts.basePath.length) || '/' : url),
    forceCloseConnections: 'idle',
    trustProxy: trustsHop(parts.allowedHosts),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.removeContentTypeParser('text/plain');
  await addGuards(app, parts);
  app.addHook('onRequest', async ({ method, headers }) => {
    // A page that nobody sees looks now and then; an instance that nobody uses may end meanwhile. What it sends, such as documents, is work.
    if (method !== 'GET' || headers['x-dossier-unseen'] === undefined) parts.presence.requested();
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const facts = { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    request.log.debug(facts, 'answered');
  });
  // What still runs then is a download that nobody reads, or an upload that was refused half-way.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), parts.closeGraceMs ?? CLOSE_GRACE_MS).unref();
  });
  app.setNotFoundHandler(() => {
    throw new DossierError('not-found', 'There is nothing at this address.');
  });
  await app.register(swagger, openApiOptions(parts));
  await app.register(healthRoutes(parts));
  await app.register(openingRoute(parts));
  for (const routes of ROUTES) {
    await app.register(routes(parts), { prefix: API_PREFIX });
  }
  if (parts.deployments !== undefined) await app.register(deploymentRoutes(parts.deployments), { prefix: API_PREFIX });
  const described = { 200: z.unknown().describe('OpenAPI 3.1'), ...problems };
  app.get(`${API_PREFIX}/openapi.json`, { schema: { summary: 'This description', response: described } }, async () =>
    app.swagger(),
  );
  await serveDashboard(app, parts);
  return app;
}

/** Whether an address is that of the base path or lies below it. */
function isBelow(basePath: string, url: string): boolean {
  return basePath !== '' && url.startsWith(basePath) && /^([/?]|$)/.test(url.slice(basePath.length));
}
