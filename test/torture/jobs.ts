import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StartRequest } from '../../contract/api.ts';
import { DossierError } from '../../contract/failures.ts';
import type { JobView } from '../../contract/view.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { EXAMPLE } from '../end-to-end/installation.ts';
import type { Form } from './form.ts';
import { type Exports, normalExports } from './normal-exports.ts';
import { audienceOf } from './provider.ts';

const QUESTION =
  'What does gpt-5.5 cost per million output tokens? How many output tokens did each team use in total? What is the context window of gpt-5.5?';
const DOCUMENTS = ['price-list.md', 'usage.csv', 'vendor-call-notes.txt'];
/** A job of some fifteen calls, killed again and again, on a machine that has other things to do. */
const JOB_MS = 300_000;

/** The request of a small report of three items. */
export async function reportRequest(form: Form, id: string, more: Partial<StartRequest> = {}): Promise<StartRequest> {
  const uploads = DOCUMENTS.map((name) => form.client().upload(readFileSync(join(EXAMPLE, name)), name));
  const attachments = (await Promise.all(uploads)).map(({ attachment }) => attachment);
  return { id, question: QUESTION, attachments, gates: [], audience: audienceOf(id), ...more };
}

/** What a client cannot tell from an answer that was lost, or is told to try again: it sends the same once more. */
const AWAY = new Set(['instance-unreachable', 'temporal-unreachable', 'job-unanswered', 'job-moving', 'ledger-busy']);

/** Whether an error says that the same should be sent again. */
export function isAway(error: unknown): boolean {
  return error instanceof DossierError && AWAY.has(error.code);
}

/** Asks the same again as long as nobody is there to answer, or the answer is none yet; where that stays so, it says what was heard last. */
export function untilAnswered<Answer>(what: string, ask: () => Promise<Answer | undefined>): Promise<Answer> {
  let last = 'no answer yet';
  const once = async () => {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error)) throw error;
      last = String(error);
      return undefined;
    }
  };
  return eventually(what, once, JOB_MS).catch((error: unknown) => {
    throw new Error(`${String(error)} Last: ${last}`, { cause: error });
  });
}

/** Starts a small report, as a client that tries again does. */
export async function startReport(form: Form, id: string, more: Partial<StartRequest> = {}): Promise<void> {
  await untilAnswered(`the start of ${id}`, async () => form.client().start(await reportRequest(form, id, more)));
}

/** The view of a job, asked for again while the API or Temporal is away. */
export function viewOnce<Found>(
  form: Form,
  id: string,
  what: string,
  find: (view: JobView) => Found | undefined,
  timeoutMs = JOB_MS,
): Promise<Found> {
  let last = 'never seen';
  return eventually(
    `${what} of ${id}`,
    async () => {
      try {
        const { view, overlay } = await form.client().view(id);
        last = `${view.status}${overlay === null ? '' : ` (${overlay.kind})`}: ${view.sentence} ${unfinishedOf(view)}`;
        return find(view);
      } catch (error) {
        if (!(error instanceof DossierError)) throw error;
        last = error.message;
        return undefined;
      }
    },
    timeoutMs,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)} Last: ${last}`);
  });
}

/** Where a job stands, for whoever has to find out why it did not get on. */
function unfinishedOf({ steps, revision }: JobView): string {
  const places = steps.flatMap((step) => [step, ...step.items]).filter(({ startedAt }) => startedAt !== null);
  const open = places.filter(({ status }) => status !== 'done');
  const told = open.map(({ key, turn, status }) => `${key}${turn === null ? '' : ` turn ${turn}`}: ${status}`);
  return `Revision ${revision}; ${told.join(', ') || 'nothing open'}.`;
}

/** Gives the view of a job that is done; rejects as soon as it has ended otherwise. */
export async function untilDone(form: Form, id: string, timeoutMs = JOB_MS): Promise<JobView> {
  const ended = await viewOnce(form, id, 'the end', (view) => (view.endedAt === null ? undefined : view), timeoutMs);
  if (ended.status !== 'done') throw new Error(`${id} ended ${ended.status}.`);
  return ended;
}

/** The exports of a finished job, without ids and times. */
export async function exportsOf(form: Form, id: string): Promise<Exports> {
  const text = (format: 'md' | 'html' | 'json') =>
    eventually(`the ${format} of ${id}`, async () => {
      try {
        return await (await form.client().exportJob(id, format)).text();
      } catch (error) {
        // What has ended by its workflow is exported once its last record is written.
        if (isAway(error) || (error instanceof DossierError && error.code === 'export-not-ready')) return undefined;
        throw error;
      }
    });
  return normalExports({ md: await text('md'), html: await text('html'), json: await text('json') }, id);
}
