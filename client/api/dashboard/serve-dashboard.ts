import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DossierError } from '../../../contract/failures.ts';
import type { ApiParts } from '../http/parts.ts';

/** Where `npm run build:dashboard` puts the application. */
export const DASHBOARD_FOLDER = resolve(import.meta.dirname, '..', '..', '..', 'build', 'dashboard');

/** Only what comes from this instance runs, is drawn or is asked; pictures of pages are made in the browser. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "font-src 'self'", "connect-src 'self'"],
  ...["worker-src 'self'", "base-uri 'self'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');
const PERMISSIONS = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()';
const ASSETS = '/assets/';

/** Whether a browser asks for a page of the application, which holds no secret and needs no session to be shown. */
export function isPageRequest(request: FastifyRequest): boolean {
  const { url: route } = request.routeOptions;
  if (route === `${ASSETS}*`) return true;
  return route === '/*' && (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/api/');
}

/**
 * Serves the application: hashed files for good, and for every other address that a browser opens the one page, with the path that the instance
 * is reached under. Where the application was not built, the page says so.
 */
export async function serveDashboard(app: FastifyInstance, { basePath, dashboardFolder }: ApiParts): Promise<void> {
  const folder = dashboardFolder ?? DASHBOARD_FOLDER;
  const page = join(folder, 'index.html');
  const html = existsSync(page) ? pageAt(readFileSync(page, 'utf8'), basePath) : undefined;
  if (existsSync(join(folder, 'assets'))) {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: ASSETS,
      decorateReply: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply) => {
        reply.header('cache-control', 'public, max-age=31536000, immutable');
        // The worker that draws pages of PDFs is held by the headers of its own file.
        reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
      },
    });
  }
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (!isPageRequest(request)) throw new DossierError('not-found', 'There is nothing at this address.');
    if (html === undefined) throw new DossierError('dashboard-not-built', 'The dashboard was not built.');
    void reply.headers({
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'permissions-policy': PERMISSIONS,
      'cache-control': 'no-cache',
    });
    return reply.type('text/html; charset=utf-8').send(html);
  });
}

/** Addresses in the page are relative to its base, which only the instance knows. */
function pageAt(html: string, basePath: string): string {
  return html.replace('<base href="/" />', `<base href="${basePath}/" />`);
}
