import OpenAI from 'openai';
import { DossierError, type Failure, failure } from '../../contract/failures.ts';
import { messageOf, scrubbed } from './causes.ts';
import { systemCause } from './network-codes.ts';
import { fromAnswer } from './provider-answers.ts';
import { StalledCall } from './stalled-call.ts';

const MOST_WORDS = 1_000;

/**
 * The one function from whatever was thrown to a typed failure, by status, code and headers, never by a message's words.
 * What it does not know is a bug: `internal`.
 */
export function classifyFailure(thrown: unknown, now: number = Date.now()): Failure {
  if (thrown instanceof DossierError) return thrown.failure;
  if (thrown instanceof StalledCall) return fromStall(thrown);
  if (thrown instanceof OpenAI.APIUserAbortError) return failure('cancelled', 'The call was cancelled.');
  // First the code: the client takes for a timeout whatever has the word in it, also where no connection came about.
  if (thrown instanceof OpenAI.APIConnectionError) return noAnswer(thrown);
  if (thrown instanceof OpenAI.APIError) return fromAnswer(thrown, now);
  const name = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'name') : undefined;
  if (name === 'AbortError') return failure('cancelled', 'The call was cancelled.');
  if (name === 'TimeoutError') return failure('model-call-timed-out', `No answer in time: ${words(thrown)}`);
  const cause = systemCause(thrown);
  return cause === null
    ? failure('internal', words(thrown))
    : failure(cause.code, `${words(thrown)} (${cause.system})`);
}

/** Whoever drips for a quarter of an hour will do so again: the next model, or a person, is the better try. */
function fromStall(stalled: StalledCall): Failure {
  const remedy =
    'Wait: it is tried again by itself. If it lasts, see the status page of the provider, or choose another model.';
  const found = failure('model-call-timed-out', stalled.message, { remedy });
  return stalled.kind === 'totalMs' ? { ...found, retryable: false } : found;
}

function noAnswer(error: Error): Failure {
  const cause = systemCause(error);
  if (cause?.why == null) {
    return error instanceof OpenAI.APIConnectionTimeoutError
      ? failure('model-call-timed-out', 'The provider did not begin to answer in time.')
      : failure('model-unreachable', 'The provider could not be reached: no connection came about.');
  }
  const where = cause.where === null ? '' : ` at ${cause.where}`;
  const said =
    cause.code === 'model-call-timed-out' ? 'The provider did not answer' : 'The provider could not be reached';
  return failure(cause.code, `${said}${where}: ${cause.why} (${cause.system}).`);
}

function words(thrown: unknown): string {
  return scrubbed(messageOf(thrown)).slice(0, MOST_WORDS);
}
