import type { FailureCode } from '../../contract/failures.ts';
import { chainOf } from './causes.ts';

/** What the codes of Node's own errors, and of its fetch, mean for a call: nothing, or nothing more, came back. */
const NETWORK: Readonly<Record<string, readonly [code: FailureCode, why: string]>> = {
  ECONNREFUSED: ['model-unreachable', 'nothing listens there'],
  ECONNRESET: ['model-unreachable', 'the connection was cut before an answer came'],
  ECONNABORTED: ['model-unreachable', 'the connection was cut before an answer came'],
  EPIPE: ['model-unreachable', 'the connection was cut before an answer came'],
  UND_ERR_SOCKET: ['model-unreachable', 'the connection was cut before an answer came'],
  ENOTFOUND: ['model-unreachable', 'there is no server of this name'],
  EAI_AGAIN: ['model-unreachable', 'its name could not be looked up'],
  EAI_FAIL: ['model-unreachable', 'its name could not be looked up'],
  EHOSTUNREACH: ['model-unreachable', 'no way leads there'],
  EHOSTDOWN: ['model-unreachable', 'no way leads there'],
  ENETUNREACH: ['model-unreachable', 'no way leads there'],
  ENETDOWN: ['model-unreachable', 'the network is down'],
  EADDRNOTAVAIL: ['model-unreachable', 'the network is down'],
  ETIMEDOUT: ['model-unreachable', 'no connection came about in time'],
  UND_ERR_CONNECT_TIMEOUT: ['model-unreachable', 'no connection came about in time'],
  UND_ERR_HEADERS_TIMEOUT: ['model-call-timed-out', 'no answer began in time'],
  UND_ERR_BODY_TIMEOUT: ['model-call-timed-out', 'the answer stopped in its middle'],
  UND_ERR_HEADERS_OVERFLOW: ['model-unreachable', 'what answers there does not speak HTTP as it should'],
  EPROTO: ['model-unreachable', 'no safe connection came about'],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    'model-unreachable',
    'no safe connection came about: the address may be http, not https',
  ],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: [
    'model-unreachable',
    'no safe connection came about: the address may be http, not https',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: ['model-unreachable', 'its certificate is for another name'],
  CERT_HAS_EXPIRED: ['model-unreachable', 'its certificate has expired'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['model-unreachable', 'its certificate is not trusted here'],
  SELF_SIGNED_CERT_IN_CHAIN: ['model-unreachable', 'its certificate is not trusted here'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['model-unreachable', 'its certificate is not trusted here'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['model-unreachable', 'its certificate is not trusted here'],
};

/** What the codes of Node's errors mean where files are read and written. */
const DISK: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'storage-full',
  EDQUOT: 'storage-full',
  EACCES: 'storage-failed',
  EPERM: 'storage-failed',
  EROFS: 'storage-failed',
  EIO: 'storage-failed',
  EMFILE: 'storage-failed',
  ENFILE: 'storage-failed',
};

/** A system's code found in an error or in what caused it. */
export interface SystemCause {
  /** Node's own, such as `ECONNREFUSED`. */
  system: string;
  code: FailureCode;
  /** Why no answer came, of a code of the network. */
  why: string | null;
  /** `127.0.0.1:1`, or a host's name; null where the error names none. */
  where: string | null;
}

/** The first known code along the chain of causes; null where there is none. */
export function systemCause(thrown: unknown): SystemCause | null {
  for (const link of chainOf(thrown)) {
    if (typeof link !== 'object' || link === null) continue;
    const system: unknown = Reflect.get(link, 'code');
    if (typeof system !== 'string') continue;
    const network = own(NETWORK, system) ?? (system.startsWith('HPE_') ? BROKEN_HTTP : undefined);
    if (network !== undefined) return { system, code: network[0], why: network[1], where: whereOf(link) };
    const disk = own(DISK, system);
    if (disk !== undefined) return { system, code: disk, why: null, where: null };
  }
  return null;
}

/** Node's parser has a code for each way of breaking HTTP. */
const BROKEN_HTTP = ['model-unreachable', 'what answers there does not speak HTTP as it should'] as const;

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function whereOf(link: object): string | null {
  const host: unknown = Reflect.get(link, 'address') ?? Reflect.get(link, 'hostname');
  const port: unknown = Reflect.get(link, 'port');
  if (typeof host !== 'string') return null;
  return typeof port === 'number' ? `${host}:${port}` : host;
}
