import OpenAI from 'openai';
import { DossierError, type Failure, type FailureCode, failure } from '../../contract/failures.ts';
import { retryAfterMs } from './retry-after.ts';

/** Codes and types by which providers name a failure more exactly than by its status. */
const BY_CODE: Readonly<Record<string, FailureCode>> = {
  insufficient_quota: 'model-quota-exhausted',
  billing_hard_limit_reached: 'model-quota-exhausted',
  billing_not_active: 'model-quota-exhausted',
  context_length_exceeded: 'model-context-too-long',
  exceed_context_size_error: 'model-context-too-long',
  content_filter: 'model-refused',
  content_policy_violation: 'model-refused',
  invalid_prompt: 'model-refused',
  invalid_api_key: 'model-key-rejected',
  model_not_found: 'model-unknown',
  rate_limit_exceeded: 'model-rate-limited',
  server_error: 'model-unavailable',
};

const BY_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'model-key-rejected',
  402: 'model-quota-exhausted',
  403: 'model-permission-denied',
  404: 'model-unknown',
  408: 'model-call-timed-out',
  409: 'model-unavailable',
  413: 'model-context-too-long',
  425: 'model-unavailable',
  429: 'model-rate-limited',
};

/** Codes of Node's own errors, and of its fetch, where nothing came back. */
const BY_SYSTEM_CODE: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'model-unreachable',
  ECONNRESET: 'model-unreachable',
  EPIPE: 'model-unreachable',
  ENOTFOUND: 'model-unreachable',
  EAI_AGAIN: 'model-unreachable',
  EHOSTUNREACH: 'model-unreachable',
  ENETUNREACH: 'model-unreachable',
  ETIMEDOUT: 'model-unreachable',
  UND_ERR_SOCKET: 'model-unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'model-unreachable',
  UND_ERR_HEADERS_TIMEOUT: 'model-call-timed-out',
  UND_ERR_BODY_TIMEOUT: 'model-call-timed-out',
  ENOSPC: 'storage-full',
  EDQUOT: 'storage-full',
  EACCES: 'storage-failed',
  EROFS: 'storage-failed',
  EIO: 'storage-failed',
  EMFILE: 'storage-failed',
};

/**
 * The one function from whatever was thrown to a typed failure, by status, code and headers, never by a message's words.
 * What it does not know is a bug: `internal`.
 */
export function classifyFailure(thrown: unknown, now: number = Date.now()): Failure {
  if (thrown instanceof DossierError) return thrown.failure;
  if (thrown instanceof OpenAI.APIUserAbortError) return failure('cancelled', 'The call was cancelled.');
  if (thrown instanceof OpenAI.APIConnectionTimeoutError)
    return failure('model-call-timed-out', 'The provider did not begin to answer in time.');
  if (thrown instanceof OpenAI.APIConnectionError) return noResponse(thrown);
  if (thrown instanceof OpenAI.APIError) return fromAnswer(thrown, now);
  const name = thrown instanceof Error || isObject(thrown) ? Reflect.get(thrown, 'name') : undefined;
  if (name === 'AbortError') return failure('cancelled', 'The call was cancelled.');
  if (name === 'TimeoutError') return failure('model-call-timed-out', `No answer in time: ${words(thrown)}`);
  const code = systemCode(thrown);
  const known = code === null ? undefined : BY_SYSTEM_CODE[code];
  return known === undefined ? failure('internal', words(thrown)) : failure(known, `${words(thrown)} (${code})`);
}

function noResponse(error: Error): Failure {
  const code = systemCode(error);
  const known = code === null ? undefined : BY_SYSTEM_CODE[code];
  const timedOut = known === 'model-call-timed-out';
  return failure(
    timedOut ? 'model-call-timed-out' : 'model-unreachable',
    `The provider gave no answer at all${code === null ? '' : ` (${code})`}.`,
  );
}

type ApiError = InstanceType<typeof OpenAI.APIError>;

function fromAnswer(error: ApiError, now: number): Failure {
  const code = codeOf(error);
  const wish = retryAfterMs(error.headers, now);
  const named = error.code ?? error.type;
  const status = error.status === undefined ? 'an error in the middle of its answer' : `${error.status}`;
  const found = failure(code, `The provider answered ${status}${named ? ` (${named})` : ''}: ${words(error)}`, {
    ...(wish === null ? {} : { retryAfterMs: wish }),
    ...(code === 'model-unknown' && !named
      ? { remedy: 'Check OPENAI_BASE_URL (it mostly ends in /v1) and the name of the model, then retry the step.' }
      : {}),
  });
  const said = error.headers?.get('x-should-retry');
  return said === 'true' || said === 'false' ? { ...found, retryable: said === 'true' } : found;
}

function codeOf({ status, code, type }: ApiError): FailureCode {
  const named = BY_CODE[code ?? ''] ?? BY_CODE[type ?? ''];
  if (named !== undefined) return named;
  // An error inside a stream has no status: the provider broke off.
  if (status === undefined || status >= 500) return 'model-unavailable';
  return BY_STATUS[status] ?? 'model-request-rejected';
}

/** The code of an error or of what caused it, at most four deep. */
function systemCode(thrown: unknown): string | null {
  let error = thrown;
  for (let depth = 0; depth < 4 && isObject(error); depth += 1) {
    const code: unknown = Reflect.get(error, 'code');
    if (typeof code === 'string' && code in BY_SYSTEM_CODE) return code;
    error = Reflect.get(error, 'cause');
  }
  return null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** An error's message on one line, without what looks like a key. */
function words(thrown: unknown): string {
  const message = isObject(thrown) && 'message' in thrown ? String(thrown.message) : String(thrown);
  return message
    .replaceAll(/\b(sk-|Bearer\s+)[\w.~+/*-]{4,}/gi, '$1…')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 1_000);
}
