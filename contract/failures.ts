import { z } from 'zod';

/** The classes of failure; each has its own way of recovering (`failure-policy.ts`). */
export const failureClassSchema = z.enum([
  'rate-limit',
  'outage',
  'refusal',
  'invalid-answer',
  'truncated',
  'context-too-long',
  'access',
  'budget',
  'input',
  'storage',
  'lost-artifact',
  'conflict',
  'internal',
]);
export type FailureClass = z.infer<typeof failureClassSchema>;

interface CatalogueEntry {
  class: FailureClass;
  /** Whether trying the same again may help without anybody doing anything. */
  retryable: boolean;
  /** Status of the HTTP answer that carries it. */
  status: number;
  /** What the person can do, in one sentence. */
  remedy: string;
}

/** Every failure that Dossier can report, by its stable code. `docs/failures.md` lists the same, which a test proves. */
// biome-ignore format: one line a failure reads as the table it is
export const FAILURES = {
  'model-rate-limited': { class: 'rate-limit', retryable: true, status: 503, remedy: 'Wait: it is tried again by itself; if it lasts, raise the rate limit with the provider, or ask another model (`dossier retry JOB STEP --model ID`).' },
  'model-unavailable': { class: 'outage', retryable: true, status: 503, remedy: 'Wait: it is tried again by itself; if it lasts, see the status page of the provider, or ask another model (`dossier retry JOB STEP --model ID`).' },
  'model-unreachable': { class: 'outage', retryable: true, status: 503, remedy: 'Check the network and OPENAI_BASE_URL: it is tried again by itself, or at once with `dossier retry JOB STEP`.' },
  'model-refused': { class: 'refusal', retryable: false, status: 422, remedy: 'Change what is asked (`dossier retry JOB STEP --set NAME=VALUE`), ask another model (`--model ID`), or leave this part out (`dossier skip JOB STEP`).' },
  'model-answer-invalid': { class: 'invalid-answer', retryable: false, status: 502, remedy: 'Ask a model that supports structured output (`dossier retry JOB STEP --model ID`), or the same one once more (`dossier retry JOB STEP`).' },
  'model-answer-truncated': { class: 'truncated', retryable: false, status: 502, remedy: 'Ask a model with a larger output limit (`dossier retry JOB STEP --model ID`), or supply the result yourself (`--output FILE`).' },
  'model-context-too-long': { class: 'context-too-long', retryable: false, status: 422, remedy: 'Ask a model with a larger context window (`dossier retry JOB STEP --model ID`), or go back with fewer documents (`dossier rewind JOB ingest`).' },
  'model-quota-exhausted': { class: 'access', retryable: false, status: 402, remedy: 'Add credit with the provider, then `dossier retry JOB`.' },
  'model-key-rejected': { class: 'access', retryable: false, status: 401, remedy: 'Set a valid OPENAI_API_KEY, restart Dossier (`dossier down`, then `dossier up`), then `dossier retry JOB`.' },
  'model-permission-denied': { class: 'access', retryable: false, status: 403, remedy: 'Give the key access to this model, then `dossier retry JOB`; or ask another model (`dossier retry JOB STEP --model ID`).' },
  'model-unknown': { class: 'access', retryable: false, status: 404, remedy: 'Ask a model that the provider has: `dossier retry JOB STEP --model ID`.' },
  'model-request-rejected': { class: 'input', retryable: false, status: 400, remedy: "See the provider's message, then ask another model (`dossier retry JOB STEP --model ID`) or change what is asked (`--set NAME=VALUE`)." },
  'model-call-timed-out': { class: 'outage', retryable: true, status: 504, remedy: 'Wait: it is tried again by itself; if it lasts, ask a faster model (`dossier retry JOB STEP --model ID`).' },
  'step-timed-out': { class: 'internal', retryable: true, status: 504, remedy: '`dossier retry JOB STEP`; if it comes back, go back with fewer or smaller documents (`dossier rewind JOB ingest`).' },
  'budget-exceeded': { class: 'budget', retryable: false, status: 402, remedy: 'Raise the limit (`dossier budget JOB USD`): the job goes on by itself; or end it (`dossier abort JOB`).' },
  'budget-too-small': { class: 'conflict', retryable: false, status: 409, remedy: 'Set a limit of at least what is spent; `dossier show JOB` tells it.' },
  'question-invalid': { class: 'input', retryable: false, status: 400, remedy: 'Ask a question of 3 to 20,000 characters.' },
  'request-invalid': { class: 'input', retryable: false, status: 400, remedy: 'Correct the named field and send it again.' },
  'request-too-large': { class: 'input', retryable: false, status: 413, remedy: 'Send less: 100 MB a file, 2,000 files and 1 GB a job.' },
  'path-missing': { class: 'input', retryable: false, status: 400, remedy: 'Check the path.' },
  'path-taken': { class: 'input', retryable: false, status: 400, remedy: 'Name a folder that is empty or does not exist.' },
  'backup-invalid': { class: 'input', retryable: false, status: 400, remedy: 'Use another backup.' },
  'folder-empty': { class: 'input', retryable: false, status: 400, remedy: 'Name a folder that holds documents.' },
  'no-documents': { class: 'input', retryable: false, status: 400, remedy: 'Attach at least one readable document.' },
  'document-empty': { class: 'input', retryable: false, status: 422, remedy: 'Attach a file that has content.' },
  'document-type-unknown': { class: 'input', retryable: false, status: 415, remedy: 'Attach a PDF, DOCX, XLSX, HTML, Markdown, plain text or CSV file.' },
  'document-binary': { class: 'input', retryable: false, status: 415, remedy: 'Attach its content as a PDF, DOCX, XLSX, HTML, Markdown, plain text or CSV file.' },
  'document-too-large': { class: 'input', retryable: false, status: 413, remedy: 'Split the file, or leave it out.' },
  'document-too-slow': { class: 'input', retryable: false, status: 422, remedy: 'Split the file, save it anew with another program, or leave it out.' },
  'document-locked': { class: 'input', retryable: false, status: 422, remedy: 'Save the file without its password, and attach it again.' },
  'document-without-text': { class: 'input', retryable: false, status: 422, remedy: 'Run text recognition (OCR) on it, and attach it again.' },
  'document-malformed': { class: 'input', retryable: false, status: 422, remedy: 'Repair the file, or leave it out.' },
  'document-encoding': { class: 'input', retryable: false, status: 422, remedy: 'Save the file as UTF-8.' },
  'link-refused': { class: 'input', retryable: false, status: 400, remedy: 'Name a public http or https address, or save the page and attach the file.' },
  'page-missing': { class: 'input', retryable: false, status: 422, remedy: 'Open the address in a browser, save the page, and attach the file.' },
  'page-unavailable': { class: 'outage', retryable: true, status: 503, remedy: 'Start the job again later, or save the page and attach the file.' },
  'tool-unknown': { class: 'input', retryable: false, status: 400, remedy: 'Use one of the tools that were offered.' },
  'tool-arguments-invalid': { class: 'input', retryable: false, status: 400, remedy: 'Correct the named argument.' },
  'tool-query-failed': { class: 'input', retryable: false, status: 422, remedy: 'Correct the SQL.' },
  'payload-too-large': { class: 'internal', retryable: false, status: 500, remedy: 'Report it: a step must hand over references, never content.' },
  'tool-failed': { class: 'internal', retryable: true, status: 500, remedy: '`dossier retry JOB STEP`; if it comes back, see the log of the worker (`dossier doctor` names the folder).' },
  'draft-markdown-invalid': { class: 'input', retryable: false, status: 422, remedy: 'Correct the named line and send the file again.' },
  'job-not-found': { class: 'input', retryable: false, status: 404, remedy: 'See `dossier jobs` for the ids that exist.' },
  'job-id-taken': { class: 'conflict', retryable: false, status: 409, remedy: 'Choose another --id, or repeat the start with exactly the same input.' },
  'job-closed': { class: 'conflict', retryable: false, status: 409, remedy: 'Take the job up again (`dossier rewind JOB STEP`), or begin a new one from it (`dossier fork JOB STEP`).' },
  'job-moving': { class: 'conflict', retryable: true, status: 409, remedy: 'Send it again in a moment.' },
  'job-unanswered': { class: 'outage', retryable: true, status: 503, remedy: 'Try again in a moment; see `dossier doctor` if it lasts.' },
  'job-stuck': { class: 'conflict', retryable: false, status: 409, remedy: 'Start a version with the fault mended, or go on from its record (`dossier rewind JOB STEP`).' },
  'job-open': { class: 'conflict', retryable: false, status: 409, remedy: 'Cancel the job first (`dossier cancel JOB`).' },
  'gate-unknown': { class: 'conflict', retryable: false, status: 409, remedy: 'See which gates are open (`dossier show JOB`).' },
  'gate-closed': { class: 'conflict', retryable: false, status: 409, remedy: 'See which gates are open (`dossier show JOB`).' },
  'gate-stale': { class: 'conflict', retryable: false, status: 409, remedy: 'Look at the new version first (`dossier show JOB --draft`), then decide with its hash.' },
  'questions-full': { class: 'conflict', retryable: false, status: 409, remedy: 'Decide, or send it back with the question as the comment (`dossier revise JOB --comment TEXT`).' },
  'question-unknown': { class: 'conflict', retryable: false, status: 409, remedy: 'See which questions were asked (`dossier show JOB`).' },
  'gate-already-decided': { class: 'conflict', retryable: false, status: 409, remedy: 'See the decision (`dossier show JOB`); to have it taken anew, go back (`dossier rewind JOB STEP`).' },
  'actor-not-allowed': { class: 'conflict', retryable: false, status: 403, remedy: 'Ask somebody who holds the role.' },
  'decision-incomplete': { class: 'input', retryable: false, status: 400, remedy: 'Give what the decision needs.' },
  'not-parked': { class: 'conflict', retryable: false, status: 409, remedy: 'See what the job does (`dossier show JOB`); to have something done again, go back (`dossier rewind JOB STEP`).' },
  'attempt-stale': { class: 'conflict', retryable: false, status: 409, remedy: 'Look at what stands now (`dossier show JOB`), then send again.' },
  'step-not-reached': { class: 'conflict', retryable: false, status: 409, remedy: 'Go back to a step that has begun (`dossier show`).' },
  'revision-stale': { class: 'conflict', retryable: false, status: 409, remedy: 'The job has moved since the preview: look at a new one, then send again.' },
  'change-not-allowed': { class: 'input', retryable: false, status: 422, remedy: 'Leave the change out, or go back to a step that takes it.' },
  'output-invalid': { class: 'input', retryable: false, status: 422, remedy: 'Correct the named part of the output and send it again.' },
  'action-not-allowed': { class: 'conflict', retryable: false, status: 409, remedy: 'Choose one of the ways on that `dossier show JOB` lists.' },
  'already-paused': { class: 'conflict', retryable: false, status: 409, remedy: 'Let it go on with `dossier resume JOB`.' },
  'not-paused': { class: 'conflict', retryable: false, status: 409, remedy: 'Nothing to do: the job is not paused.' },
  'artifact-not-found': { class: 'lost-artifact', retryable: false, status: 404, remedy: 'Check the hash; where a job needs it, restore it from a backup and `dossier retry JOB STEP`, supply the result (`--output FILE`), or have it made again (`dossier rewind JOB STEP`).' },
  'artifact-corrupt': { class: 'lost-artifact', retryable: false, status: 500, remedy: 'Its bytes no longer match its name: restore it from a backup and `dossier retry JOB STEP`, supply the result (`--output FILE`), or have it made again (`dossier rewind JOB STEP`).' },
  'storage-full': { class: 'storage', retryable: true, status: 507, remedy: 'Free disk space (500 MB are needed): what waits is tried again by itself, or at once with `dossier retry JOB`.' },
  'storage-failed': { class: 'storage', retryable: true, status: 500, remedy: 'Check the data folder (`dossier doctor`): what waits is tried again by itself, or at once with `dossier retry JOB`.' },
  'ledger-busy': { class: 'storage', retryable: true, status: 503, remedy: 'Try again in a moment.' },
  'view-exists': { class: 'conflict', retryable: false, status: 409, remedy: 'Choose another name, or replace the view that has it.' },
  'views-full': { class: 'conflict', retryable: false, status: 409, remedy: 'Delete a saved view that nobody needs, then save this one.' },
  'export-not-ready': { class: 'conflict', retryable: false, status: 409, remedy: 'Wait until the job has a draft.' },
  unauthorized: { class: 'access', retryable: false, status: 401, remedy: 'Open the dashboard with `dossier open`, or pass the token of the instance (it stands in instance.json of the data folder).' },
  'origin-refused': { class: 'access', retryable: false, status: 403, remedy: 'Call the API from its own address.' },
  'too-many-requests': { class: 'rate-limit', retryable: true, status: 429, remedy: 'Wait for as long as Retry-After says, then send it again; a program that sends this often asks too much.' },
  'not-found': { class: 'input', retryable: false, status: 404, remedy: 'Check the address.' },
  'configuration-invalid': { class: 'input', retryable: false, status: 500, remedy: 'Correct the named settings, then start again.' },
  'port-taken': { class: 'input', retryable: false, status: 500, remedy: 'Choose another --port, or leave it out.' },
  'data-folder-held': { class: 'conflict', retryable: false, status: 500, remedy: 'Stop the process that holds the data folder, or choose another with --data.' },
  'instance-superseded': { class: 'conflict', retryable: true, status: 503, remedy: 'Nothing to do: the newer start of the instance goes on with the work.' },
  'temporal-missing': { class: 'input', retryable: false, status: 500, remedy: 'Install Go or the temporal CLI 1.5.1 or newer, or set TEMPORAL_CLI_PATH.' },
  'versioning-off': { class: 'conflict', retryable: false, status: 409, remedy: 'Start workers with DOSSIER_WORKER_VERSIONING=pinned, then `dossier deploy --current BUILD`.' },
  'build-unknown': { class: 'input', retryable: true, status: 404, remedy: 'Start a worker of this build, or name one that `dossier deploy` lists.' },
  'dashboard-not-built': { class: 'internal', retryable: true, status: 503, remedy: 'Build it with `npm run build:dashboard`; the command line works without it.' },
  'temporal-unreachable': { class: 'outage', retryable: true, status: 503, remedy: 'Start Dossier (`dossier up`), or check TEMPORAL_ADDRESS.' },
  'instance-unreachable': { class: 'outage', retryable: true, status: 503, remedy: 'Start Dossier (`dossier up`), or check --server.' },
  'cancelled': { class: 'conflict', retryable: false, status: 409, remedy: 'Nothing to do: it was cancelled.' },
  internal: { class: 'internal', retryable: true, status: 500, remedy: 'Try again (a parked job: `dossier retry JOB STEP`); if it comes back, report it with the log.' },
} as const satisfies Record<string, CatalogueEntry>;

export type FailureCode = keyof typeof FAILURES;
export const failureCodeSchema = z.enum(Object.keys(FAILURES) as [FailureCode, ...FailureCode[]]);

/** A failure as data: what happened in words, and what the person can do. Travels in state, history and HTTP answers. */
export const failureSchema = z.object({
  code: failureCodeSchema,
  class: failureClassSchema,
  /** What happened, in one or two sentences, without stack or secret. */
  message: z.string().max(2_000),
  remedy: z.string().max(500),
  /** The offending field of the input, where there is one. */
  field: z.string().nullable(),
  retryable: z.boolean(),
  /** The server's own wish for the next attempt. */
  retryAfterMs: z.int().nonnegative().nullable(),
  /** What it came from, the root first: errors beneath it in one sentence each, without stack or secret. */
  causes: z.array(z.string().max(300)).max(5).optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** What a failure may say beyond its code and message. */
interface FailureDetails {
  field?: string;
  retryAfterMs?: number;
  remedy?: string;
  causes?: string[];
}

/** Builds a failure from its code; class, remedy and retryability come from the catalogue. */
export function failure(code: FailureCode, message: string, more: FailureDetails = {}): Failure {
  const entry = FAILURES[code];
  return {
    code,
    class: entry.class,
    message: message.length > 2_000 ? `${message.slice(0, 1_999)}…` : message,
    remedy: more.remedy ?? entry.remedy,
    field: more.field ?? null,
    retryable: entry.retryable,
    retryAfterMs: more.retryAfterMs ?? null,
    ...(more.causes !== undefined && more.causes.length > 0 && { causes: more.causes.slice(0, 5) }),
  };
}

/** The one error class of Dossier: an `Error` that carries a `Failure`. Everything else that is thrown is a bug or a library's, to be classified at the boundary. */
export class DossierError extends Error {
  readonly failure: Failure;
  constructor(code: FailureCode, message: string, more: FailureDetails & { cause?: unknown } = {}) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'DossierError';
    this.failure = failure(code, message, more);
  }
  get code(): FailureCode {
    return this.failure.code;
  }
}
