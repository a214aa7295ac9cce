import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../../../contract/api.ts';
import { DossierError, FAILURES, type FailureCode } from '../../../contract/failures.ts';

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What fastify itself refuses, in our codes; the status is its own where that says more. */
const OF_FASTIFY: Record<string, { code: FailureCode; words: string; status?: number }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'request-too-large', words: 'The body of the request is too large.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'request-invalid',
    words: 'The body must be JSON (Content-Type: application/json).',
    status: 415,
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'request-invalid', words: 'The body of the request is empty.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'request-invalid', words: 'The body of the request is not valid JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'request-invalid', words: 'The body is not as long as announced.' },
  FST_ERR_BAD_URL: { code: 'not-found', words: 'The address is malformed.' },
};

/** Answers any error as a problem: our own with their words, everything else without a word of what is inside. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { typed, status } = asDossierError(error, request.id);
  if (status >= 500) request.log.error({ err: error, code: typed.code }, 'request failed');
  return sendProblem(typed, status, request, reply);
}

/** The problem of any error, for an answer that is already on its way. */
export function problemOf(error: unknown, request: FastifyRequest): Problem {
  const { typed, status } = asDossierError(error, request.id);
  if (status >= 500) request.log.error({ err: error, code: typed.code }, 'request failed');
  return asProblem(typed, status, request);
}

function asProblem(typed: DossierError, status: number, request: FastifyRequest): Problem {
  return { ...problemWith(typed, status), instance: `urn:dossier:request:${request.id}` };
}

function problemWith({ failure }: DossierError, status: number): Problem {
  return {
    type: `urn:dossier:failure:${failure.code}`,
    title: failure.code.replaceAll('-', ' '),
    status,
    detail: failure.message,
    code: failure.code,
    remedy: failure.remedy,
    field: failure.field,
  };
}

/** Sends a typed error as a problem. */
export function sendProblem(
  typed: DossierError,
  status: number,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { failure } = typed;
  const problem = asProblem(typed, status, request);
  const waitMs = failure.retryAfterMs ?? (status === 503 ? 1_000 : null);
  if (waitMs !== null) void reply.header('retry-after', String(Math.ceil(waitMs / 1_000)));
  // What the route meant for its document must not stand on the refusal.
  for (const name of ['etag', 'content-disposition', 'content-length']) void reply.removeHeader(name);
  void reply.header('cache-control', 'no-store');
  return reply.code(status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem);
}

function asDossierError(error: unknown, requestId: string): { typed: DossierError; status: number } {
  if (error instanceof DossierError && error.code !== 'internal') {
    return { typed: error, status: FAILURES[error.code].status };
  }
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validation);
  const known = OF_FASTIFY[codeOf(error)];
  if (known !== undefined) {
    const { code, words, status } = known;
    return { typed: new DossierError(code, words, { cause: error }), status: status ?? FAILURES[code].status };
  }
  const refused = refusalOf(error);
  if (refused !== null) return refused;
  const words = `Something went wrong inside; the API's log tells more under ${requestId}.`;
  return { typed: new DossierError('internal', words, { cause: error }), status: FAILURES.internal.status };
}

/** What else fastify finds wrong with a request itself, with its status; null for everything that is not the sender's doing. */
function refusalOf(error: unknown): { typed: DossierError; status: number } | null {
  if (!(error instanceof Error) || !codeOf(error).startsWith('FST_ERR_')) return null;
  const { statusCode = 500 } = error as FastifyError;
  if (statusCode < 400 || statusCode >= 500) return null;
  return {
    typed: new DossierError('request-invalid', 'The request is malformed.', { cause: error }),
    status: statusCode,
  };
}

/** Answers, on the bare connection, what is no request: too long a head, or no HTTP at all. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, words] = NO_REQUEST[error.code ?? ''] ?? [400, 'request-invalid', 'This is no HTTP request.'];
  const body = JSON.stringify(problemWith(new DossierError(code, words), status));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const NO_REQUEST: Record<string, [status: number, code: FailureCode, words: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'request-too-large', 'Address and headers of the request are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-invalid', 'The request did not arrive whole in time.'],
};

interface Issue {
  instancePath: string;
  message?: string | undefined;
  keyword?: string;
}

function invalid(issues: readonly Issue[]): { typed: DossierError; status: number } {
  const [first] = issues;
  const field = (first?.instancePath ?? '').split('/').filter(Boolean).join('.');
  const tooMany = field === 'attachments' && first?.keyword === 'too_big';
  const code = tooMany ? 'request-too-large' : 'request-invalid';
  const what = field === '' ? 'The request' : `The field ${field}`;
  const words = `${what} is not as it must be: ${first?.message ?? 'it is missing'}.`;
  return { typed: new DossierError(code, words, field === '' ? {} : { field }), status: FAILURES[code].status };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String((error as FastifyError).code) : '';
}
