import { FAILURES, type Failure, type FailureCode } from '../../../contract/failures.ts';

/** What a person can do on this page, where the catalogue tells it in commands. Complete, which a test proves. */
export const PAGE_REMEDIES: Partial<Record<FailureCode, string>> = {
  'model-rate-limited':
    'Wait: it is tried again by itself. If it lasts, raise the rate limit with the provider, or retry with another model.',
  'model-unavailable':
    'Wait: it is tried again by itself. If it lasts, see the status page of the provider, or retry with another model.',
  'model-unreachable': 'Check the network and OPENAI_BASE_URL: it is tried again by itself, or at once with “Retry”.',
  'model-refused': 'Edit the input and retry, retry with another model, or skip this part.',
  'model-answer-invalid': 'Retry with a model that supports structured output, or ask the same one once more.',
  'model-answer-truncated': 'Retry with a model that has a larger output limit, or supply the result yourself.',
  'model-context-too-long':
    'Retry with a model that has a larger context window, or go back to reading the documents with fewer of them.',
  'model-quota-exhausted': 'Add credit with the provider, then retry.',
  'model-key-rejected': 'Set a valid OPENAI_API_KEY, start Dossier again, then retry.',
  'model-permission-denied': 'Give the key access to this model, then retry; or retry with another model.',
  'model-unknown': 'Retry with a model that the provider has.',
  'model-request-rejected': "See the provider's message, then retry with another model, or edit the input and retry.",
  'model-call-timed-out': 'Wait: it is tried again by itself. If it lasts, retry with a faster model.',
  'step-timed-out': 'Retry. If it comes back, go back to reading the documents with fewer or smaller ones.',
  'budget-exceeded': 'Raise the limit: the job goes on by itself. Or abort it.',
  'budget-too-small': 'Set a limit of at least what is spent, which stands above.',
  'tool-failed': 'Retry. If it comes back, see the log of the worker, whose folder stands in Settings.',
  'job-not-found': 'See the list of jobs for those that exist.',
  'job-id-taken': 'Choose another id, or repeat the start with exactly the same input.',
  'job-closed': 'Take the job up again by going back to a step, or fork it.',
  'job-unanswered': 'Try again in a moment. If it lasts, Settings tells what does not answer.',
  'job-stuck': 'Start a version with the fault mended, or go on from its record.',
  'job-open': 'Cancel the job first.',
  'gate-unknown': 'Load this page again to see what waits for a decision.',
  'gate-closed': 'Load this page again to see what waits for a decision.',
  'gate-stale': 'Look at the new version first, then decide on it.',
  'questions-full': 'Decide, or request changes with the question as the comment.',
  'question-unknown': 'Load this page again to see which questions were asked.',
  'gate-already-decided': 'See the decision in Audit; to have it taken anew, go back to a step.',
  'not-parked': 'See in Progress what the job does; to have something done again, go back to it.',
  'attempt-stale': 'Look at what stands now, then send again.',
  'step-not-reached': 'Go back to a step that has begun.',
  'action-not-allowed': 'Choose one of the ways on that are shown.',
  'already-paused': 'Let it go on with “Resume”.',
  'artifact-not-found':
    'Where a job needs it, restore it from a backup and retry, supply the result, or have it made again by going back.',
  'artifact-corrupt':
    'Its bytes no longer match its name: restore it from a backup and retry, supply the result, or have it made again by going back.',
  'storage-full': 'Free disk space (500 MB are needed): what waits is tried again by itself, or at once with “Retry”.',
  'storage-failed':
    'Check the data folder, which stands in Settings: what waits is tried again by itself, or at once with “Retry”.',
  unauthorized: 'Open the dashboard with an address that Dossier prints, or sign in with the token of the instance.',
  'port-taken': 'Choose another port, or leave it out.',
  'data-folder-held': 'Stop the process that holds the data folder, or choose another folder.',
  'versioning-off': 'Start workers with DOSSIER_WORKER_VERSIONING=pinned, and make a build the current one.',
  'build-unknown': 'Start a worker of this build, or name one that is known.',
  'dashboard-not-built': 'Build it, then load this page again.',
  'temporal-unreachable': 'Start Dossier again, or check TEMPORAL_ADDRESS.',
  'instance-unreachable': 'Start Dossier, if it does not run: this page then goes on by itself.',
  internal: 'Try again, or retry what is parked; if it comes back, report it with the log.',
};

/** What a person can do about a failure, in the words of this page. What was said for this one failure alone stays as it was said. */
export function remedyOnPage({ code, remedy }: Pick<Failure, 'code' | 'remedy'>): string {
  return remedy === FAILURES[code].remedy ? (PAGE_REMEDIES[code] ?? remedy) : remedy;
}

/** A line that was recorded with a remedy of the catalogue at its end, with the words of this page instead. */
export function remediesOnPage(words: string): string {
  for (const [code, here] of Object.entries(PAGE_REMEDIES)) {
    const told = FAILURES[code as FailureCode].remedy;
    if (words.endsWith(told)) return words.slice(0, words.length - told.length) + here;
  }
  return words;
}
