import { DossierError } from '../../contract/failures.ts';
import { errorOf } from './answers.ts';

/** Where an instance is and what lets one in. */
export interface ClientOptions {
  /** Address of the instance, with or without a slash at its end. */
  url: string;
  token?: string | undefined;
  /** The surface that a person uses, for the audit trail; `api` where not given. */
  via?: 'cli' | 'dashboard';
  /** Whether somebody looks at what is asked for; while nobody does, an idle instance may end all the same. Unset, always. */
  isSeen?: () => boolean;
  /** Stands in for the global `fetch`; for tests. */
  fetch?: typeof fetch;
}

/** One request; `timeoutMs` counts to the answer's head and, for answers read whole, its end. */
export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  json?: unknown;
  body?: Uint8Array | Blob | ReadableStream<Uint8Array>;
  signal?: AbortSignal | undefined;
  /** Null: no limit. */
  timeoutMs?: number | null;
}

/** Sends one request and answers its successful response; throws `DossierError` for everything else but the caller's own abort. */
export type Transport = (path: string, call?: Call) => Promise<Response>;

const TIMEOUT_MS = 30_000;

/** Builds the transport of a client. Network trouble is `instance-unreachable`. */
export function createTransport(options: ClientOptions): Transport {
  const base = options.url.replace(/\/+$/, '');
  const send = options.fetch ?? fetch;
  return async (path, call = {}) => {
    const timeoutMs = call.timeoutMs === undefined ? TIMEOUT_MS : call.timeoutMs;
    const signals = [call.signal, timeoutMs === null ? undefined : AbortSignal.timeout(timeoutMs)];
    const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
    const response = await send(base + path, { ...initOf(call, options), signal }).catch((error: unknown) => {
      if (call.signal?.aborted) throw error;
      throw unreachable(base, error);
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  };
}

function initOf(call: Call, { token, via, isSeen }: ClientOptions): RequestInit {
  const body = call.json === undefined ? call.body : JSON.stringify(call.json);
  const init: RequestInit & { duplex?: 'half' } = {
    method: call.method ?? 'GET',
    headers: {
      ...(call.json !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(via !== undefined && { 'x-dossier-via': via }),
      ...(isSeen?.() === false && { 'x-dossier-unseen': '1' }),
      ...call.headers,
    },
    redirect: 'error',
  };
  if (body !== undefined) init.body = body as NonNullable<RequestInit['body']>;
  if (body instanceof ReadableStream) init.duplex = 'half';
  return init;
}

function unreachable(base: string, error: unknown): DossierError {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const words = isLate ? 'did not answer in time' : 'does not answer';
  return new DossierError('instance-unreachable', `The instance at ${base} ${words}.`, { cause: error });
}
