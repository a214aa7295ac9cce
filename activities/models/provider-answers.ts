import type { APIError } from 'openai';
import { type Failure, type FailureCode, failure } from '../../contract/failures.ts';
import { scrubbed } from './causes.ts';
import { LONGEST_WAIT_MS, retryAfterMs } from './retry-after.ts';
import { spanOf } from './stalled-call.ts';

/** Codes and types by which providers name a failure more exactly than by its status. */
const BY_NAME: Readonly<Record<string, FailureCode>> = {
  insufficient_quota: 'model-quota-exhausted',
  billing_hard_limit_reached: 'model-quota-exhausted',
  billing_not_active: 'model-quota-exhausted',
  billing_error: 'model-quota-exhausted',
  context_length_exceeded: 'model-context-too-long',
  exceed_context_size_error: 'model-context-too-long',
  string_above_max_length: 'model-context-too-long',
  request_too_large: 'model-context-too-long',
  content_filter: 'model-refused',
  content_policy_violation: 'model-refused',
  invalid_prompt: 'model-refused',
  invalid_api_key: 'model-key-rejected',
  account_deactivated: 'model-key-rejected',
  authentication_error: 'model-key-rejected',
  permission_error: 'model-permission-denied',
  unsupported_country_region_territory: 'model-permission-denied',
  model_not_found: 'model-unknown',
  DeploymentNotFound: 'model-unknown',
  rate_limit_exceeded: 'model-rate-limited',
  rate_limit_error: 'model-rate-limited',
  server_error: 'model-unavailable',
  overloaded_error: 'model-unavailable',
  engine_overloaded: 'model-unavailable',
};

const BY_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'model-key-rejected',
  402: 'model-quota-exhausted',
  403: 'model-permission-denied',
  404: 'model-unknown',
  405: 'model-unknown',
  407: 'model-permission-denied',
  408: 'model-call-timed-out',
  409: 'model-unavailable',
  413: 'model-context-too-long',
  425: 'model-unavailable',
  429: 'model-rate-limited',
  451: 'model-permission-denied',
};

/** What each means, as the beginning of a sentence. */
const SAID: Partial<Record<FailureCode, string>> = {
  'model-rate-limited': 'The provider takes no more requests for now',
  'model-unavailable': 'The provider failed',
  'model-refused': 'The filter of the provider refused the request',
  'model-context-too-long': 'The request is longer than the model can take in',
  'model-quota-exhausted': 'The account at the provider has no credit left',
  'model-key-rejected': 'The provider does not accept the API key',
  'model-permission-denied': 'The provider does not let this key use the model',
  'model-unknown': 'The provider does not know the model, or the address is wrong',
  'model-call-timed-out': 'The provider gave up before it had answered',
  'model-request-rejected': 'The provider finds the request wrong',
};

const MOST_WORDS = 600;

/** The failure that a provider's own error tells of: by its code or type, else by its status, with its wish for the next attempt. */
export function fromAnswer(error: APIError, now: number): Failure {
  const code = codeOf(error);
  const wish = retryAfterMs(error.headers, now);
  const named = [error.code, error.type].find((name) => typeof name === 'string' && /^\w{1,60}$/.test(name));
  const facts = [error.status ?? 'in the middle of its answer', ...(named === undefined ? [] : [named])].join(', ');
  const told = saidBy(error);
  const waits = wish === null ? '' : ` It asks to wait ${spanOf(wish)}.`;
  const said = SAID[code] ?? 'The provider answered with an error';
  const found = failure(code, `${said} (${facts})${told === '' ? '.' : `: “${told}”.`}${waits}`, {
    ...(wish === null ? {} : { retryAfterMs: wish }),
    ...(code === 'model-unknown' && named === undefined
      ? { remedy: 'Check OPENAI_BASE_URL (it mostly ends in /v1) and the name of the model, then retry the step.' }
      : {}),
  });
  return { ...found, retryable: isRetryable(found, error.headers) };
}

/** Whether Temporal tries again: not where the wait would be so long that a person should see it, else as the provider or the catalogue says. */
function isRetryable(found: Failure, headers: Headers | undefined): boolean {
  if ((found.retryAfterMs ?? 0) > LONGEST_WAIT_MS) return false;
  const said = headers?.get('x-should-retry');
  if (said === 'false') return false;
  return found.retryable || (said === 'true' && found.class !== 'access');
}

function codeOf({ status, code, type }: APIError): FailureCode {
  for (const name of [code, type]) {
    const named = typeof name === 'string' && Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
    if (named !== undefined) return named;
  }
  // An error inside a stream has no status of its own; some providers give one as its code.
  const counted = status ?? Number(code ?? Number.NaN);
  if (Number.isNaN(counted) || counted >= 500) return 'model-unavailable';
  return BY_STATUS[counted] ?? 'model-request-rejected';
}

/** The provider's own words; the client's rendering of them repeats the status, and holds whole pages where something else answers. */
function saidBy({ error }: APIError): string {
  const body: unknown = error;
  const message: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : body;
  if (typeof message !== 'string') return '';
  const plain = scrubbed(message).replace(/[.\s]+$/, '');
  return plain.length > MOST_WORDS ? `${plain.slice(0, MOST_WORDS - 1)}…` : plain;
}
