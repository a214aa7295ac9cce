import type { ViewAnswer } from '../../../contract/api.ts';
import type { Question } from '../../../contract/questions.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import type { Terminal } from '../terminal.ts';
import { oneLine } from '../terminal-text.ts';
import { retryWords } from './live-text.ts';

/** Least distance of two lines of progress. */
const PROGRESS_MS = 3_000;

/** How waiting ended: with the question as it stands then; undefined where it was not seen any more. */
export interface AwaitedAnswer {
  how: 'told' | 'interrupted';
  question: Question | undefined;
  last: ViewAnswer | undefined;
}

/** Waits until a question is answered, or will not be by a model. Ctrl-C ends the waiting and never the question. */
export async function waitForAnswer(
  client: DossierClient,
  id: string,
  question: string,
  terminal: Terminal,
): Promise<AwaitedAnswer> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.on('SIGINT', interrupt);
  const progress = progressLines(terminal);
  let found: Question | undefined;
  let last: ViewAnswer | undefined;
  try {
    for await (const answer of client.watch(id, { signal: interrupted.signal })) {
      last = answer;
      found = questionIn(answer, question) ?? found;
      if (found !== undefined && found.status !== 'pending') break;
      if (interrupted.signal.aborted) break;
      progress(answer, found);
    }
  } finally {
    process.off('SIGINT', interrupt);
  }
  return { how: interrupted.signal.aborted ? 'interrupted' : 'told', question: found, last };
}

/** A question of a job, at an open gate or a closed one. */
export function questionIn({ view }: ViewAnswer, id: string): Question | undefined {
  return [...view.gates, ...view.askedBefore].flatMap(({ questions }) => questions).find((one) => one.id === id);
}

/** Tells now and then what the model that is asked does; a failed try at once. */
function progressLines(terminal: Terminal): (answer: ViewAnswer, question: Question | undefined) => void {
  let next = 0;
  let toldRetry: string | null = null;
  return ({ live, view }, question) => {
    const own = live.find(({ place }) => question !== undefined && place.endsWith(`/#question-${question.number}`));
    const retry = own === undefined ? null : retryWords(own);
    if (retry !== null && retry !== toldRetry) terminal.progress(retry);
    toldRetry = retry;
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_MS;
    if (view.status === 'paused') terminal.progress('The job is paused: the question waits until it is resumed.');
    else if (own === undefined) terminal.progress('Waits for the answer …');
    else terminal.progress(oneLine(`The model writes (${own.outputChars.toLocaleString('en-US')} characters) …`));
  };
}
