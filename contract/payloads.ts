import { type Failure, failure } from './failures.ts';

/**
 * Bytes of JSON that an activity or a message may be given or give: far more than references need, and where Temporal begins to warn.
 * Content beyond it would fill a job's history until Temporal ends the job.
 */
export const PAYLOAD_LIMIT = 256 * 1_024;

/** Bytes of JSON with which a run may be started: of 2 MB Temporal would end the job instead. What is carried is kept far below. */
export const STATE_LIMIT = 1_800_000;

/** Bytes of a value's JSON in UTF-8. `undefined` has no JSON, and takes no room. */
export function bytesOfJson(value: unknown): number {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? 0 : new TextEncoder().encode(text).byteLength;
}

/** What refuses a payload of more than `PAYLOAD_LIMIT` bytes; null where it is small. `what` names it: `The activity ingestSources was given`. */
export function tooLarge(what: string, payload: unknown): Failure | null {
  const bytes = bytesOfJson(payload);
  if (bytes <= PAYLOAD_LIMIT) return null;
  const [had, allowed] = [bytes, PAYLOAD_LIMIT].map((count) => count.toLocaleString('en-US'));
  return failure(
    'payload-too-large',
    `${what} ${had} bytes; ${allowed} are allowed, and content belongs into artifacts.`,
  );
}
