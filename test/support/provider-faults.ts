import type { CallPatience } from '../../activities/models/stalled-call.ts';
import type { FailureCode } from '../../contract/failures.ts';
import {
  answersError,
  answersGarbage,
  answersWith,
  drips,
  fallsSilent,
  type Misbehave,
  neverAnswers,
  resetsMidStream,
} from './faulty-provider.ts';

/** One way of misbehaving, with what must come of it where it lasts. */
export interface ProviderFault {
  fault: Misbehave;
  /** Bounds of the calls that meet it; without them, those of every day. */
  patience?: Partial<CallPatience>;
  code: FailureCode;
  /** Requests of one place before it parks: those of Temporal, or repairs, or none but the first. */
  requests: number;
  /** Whether the place looks again by itself. */
  looksAgain: boolean;
  /** What a person reads, whole or its beginning; MODEL stands for the model's name, PORT for that where nobody listens. */
  says: string;
  /** What stands beneath it: the root of the failure; unset, nothing is asked for. */
  because?: string;
}

/** Tries of Temporal before a place parks. */
const TRIES = 6;
/** A call that ended by its own bound has taken its time already. */
const OF_A_SILENT_CALL = 2;
const waits = { requests: TRIES, looksAgain: true } as const;
const parks = { requests: 1, looksAgain: false } as const;
/** Every fault by its name, as the model that the job asks is called. */
export const PROVIDER_FAULTS: Readonly<Record<string, ProviderFault>> = {
  'rate-limit': {
    fault: answersError(429, { code: 'rate_limit_exceeded', message: 'Limit reached for requests.' }),
    ...waits,
    code: 'model-rate-limited',
    says: 'The provider takes no more requests for now (429, rate_limit_exceeded): “Limit reached for requests”.',
  },
  'long-retry-after': {
    fault: answersError(429, { message: 'Come back later.' }, { 'retry-after': '1200' }),
    ...waits,
    requests: 1,
    code: 'model-rate-limited',
    says: 'The provider takes no more requests for now (429): “Come back later”. It asks to wait 20 minutes.',
  },
  'server-error': {
    fault: answersError(500, { message: 'The server had an error.', type: 'server_error' }),
    ...waits,
    code: 'model-unavailable',
    says: 'The provider failed (500, server_error): “The server had an error”.',
  },
  refused: {
    // Whoever asks is sent where nobody listens.
    fault: neverAnswers,
    ...waits,
    code: 'model-unreachable',
    says: 'The provider could not be reached at 127.0.0.1:PORT: nothing listens there (ECONNREFUSED).',
  },
  reset: {
    fault: resetsMidStream,
    ...waits,
    code: 'model-unavailable',
    says: 'The provider broke off in the middle of its answer, after 20 characters (ECONNRESET).',
  },
  'half-closed': {
    fault: fallsSilent,
    patience: { betweenMs: 500 },
    ...waits,
    requests: OF_A_SILENT_CALL,
    code: 'model-call-timed-out',
    says: 'The provider sent nothing for a second in the middle of its answer.',
  },
  mute: {
    fault: neverAnswers,
    patience: { firstMs: 500 },
    ...waits,
    requests: OF_A_SILENT_CALL,
    code: 'model-call-timed-out',
    says: 'The provider did not begin to answer within a second.',
  },
  'one-byte-a-second': {
    fault: drips,
    patience: { totalMs: 2_500 },
    ...waits,
    requests: 1,
    code: 'model-call-timed-out',
    says: 'The provider had not finished its answer after 3 seconds.',
  },
  'garbage-stream': {
    fault: answersGarbage,
    ...waits,
    code: 'model-unavailable',
    says: 'The provider sent something that is no part of an answer, after 4 characters.',
  },
  'garbage-json': {
    fault: answersWith({ content: 'Here you are: {"title": The notice' }),
    ...parks,
    requests: 3,
    code: 'model-answer-invalid',
    says: 'The answer of MODEL does not have the form that was asked for',
    because: 'The answer is not JSON',
  },
  'schema-breaking': {
    fault: answersWith({ content: '{"nothing":"of what was asked for"}' }),
    ...parks,
    requests: 3,
    code: 'model-answer-invalid',
    says: 'The answer of MODEL does not have the form that was asked for',
    because: 'The answer does not follow the schema',
  },
  refusal: {
    fault: answersWith({ refusal: 'I cannot help with that.' }),
    ...parks,
    requests: 2,
    code: 'model-refused',
    says: 'MODEL refused: I cannot help with that.',
  },
  'content-filter': {
    fault: answersError(400, { code: 'content_filter', message: 'The prompt was filtered.' }),
    ...parks,
    code: 'model-refused',
    says: 'The filter of the provider refused the request (400, content_filter): “The prompt was filtered”.',
  },
  cut: {
    fault: answersWith({ content: '{"title":"The no' }, 'length'),
    ...parks,
    requests: 2,
    code: 'model-answer-truncated',
    says: 'The answer of MODEL was cut off at its output limit.',
  },
  'wrong-key': {
    fault: answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key provided: sk-abcdefgh.' }),
    ...parks,
    code: 'model-key-rejected',
    says: 'The provider does not accept the API key (401, invalid_api_key): “Incorrect API key provided: …”.',
  },
  quota: {
    fault: answersError(429, { code: 'insufficient_quota', message: 'You exceeded your current quota.' }),
    ...parks,
    code: 'model-quota-exhausted',
    says: 'The account at the provider has no credit left (429, insufficient_quota): “You exceeded your current quota”.',
  },
  'context-too-long': {
    fault: answersError(400, { code: 'context_length_exceeded', message: 'This has 300000 tokens.' }),
    ...parks,
    code: 'model-context-too-long',
    says: 'The request is longer than the model can take in (400, context_length_exceeded): “This has 300000 tokens”.',
  },
};
