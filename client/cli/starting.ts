import type { StartRequest } from '../../contract/api.ts';
import { DossierError } from '../../contract/failures.ts';
import { jobIdSchema } from '../../contract/ids.ts';
import type { AttachmentList } from '../../contract/job-input.ts';
import { gateNameSchema, JOB_KINDS, type JobKind, riskSchema } from '../../contract/job-kind.ts';
import { parseUsd } from '../../contract/money.ts';
import { questionFault } from '../../contract/question.ts';
import type { DossierClient } from '../library/dossier-client.ts';
import type { Context, OptionDeclaration } from './command.ts';
import type { Collected } from './documents.ts';
import { EXIT } from './exit-codes.ts';
import type { OptionValues } from './option-values.ts';
import { oneLine } from './terminal-text.ts';
import { counted } from './watching/job-text.ts';
import { waitForReport } from './watching/wait-for-report.ts';

/** How the reference shows the options of a command that starts a job. */
export const START_USAGE =
  '[--risk low|medium|high] [--gates plan,approve|none] [--budget USD] [--model ID] [--id ID] [--wait] [--yes]';

/** Options of every command that starts a job. */
export const START_OPTIONS: Record<string, OptionDeclaration> = {
  risk: { value: 'R', words: 'low, medium or high; decides which steps a person must approve' },
  gates: { value: 'G', words: 'the steps a person must approve: plan, approve, plan,approve or none' },
  budget: { value: 'USD', words: 'pause the job before it costs more' },
  model: { value: 'ID', words: 'the model for all tasks' },
  id: { value: 'ID', words: 'the id of the job; repeating the command then finds the same job' },
  wait: { words: 'show the progress until the report is there, or the job rests (exit code 3)' },
  yes: { words: 'with --wait: approve gates as yourself, which the audit trail says' },
};

/** A question that may be sent, trimmed. Throws `question-invalid`. */
export function checkedQuestion(typed: string): string {
  const fault = questionFault(typed);
  if (fault !== null) throw new DossierError('question-invalid', fault, { field: 'question' });
  return typed.trim();
}

/** What the options of a command that starts a job say; throws for what cannot be before anything is sent. */
export function startRequestOf(kind: JobKind, options: OptionValues): Omit<StartRequest, 'attachments' | 'question'> {
  const invalid = (field: string, message: string): DossierError =>
    new DossierError('request-invalid', message, { field, remedy: `See \`dossier help ${kind}\`.` });
  const id = options.text('id');
  if (id !== undefined && !jobIdSchema.safeParse(id).success) {
    throw invalid('id', `--id must be 2 to 63 lower-case letters, digits or hyphens, not "${id}".`);
  }
  const risk = riskSchema.optional().safeParse(options.text('risk'));
  if (!risk.success) throw invalid('risk', `--risk is low, medium or high, not "${options.text('risk')}".`);
  const dollars = options.text('budget');
  const limitMicroUsd = dollars === undefined ? null : parseUsd(dollars);
  if (dollars !== undefined && limitMicroUsd === null) {
    throw invalid('budget', `--budget must be an amount in US dollars like 2 or 0.50, not "${dollars}".`);
  }
  const gates = options.text('gates');
  const model = options.text('model');
  const request = {
    kind,
    ...(id !== undefined && { id }),
    ...(risk.data !== undefined && { risk: risk.data }),
    ...(limitMicroUsd !== null && { budget: { limitMicroUsd, policy: 'pause' as const } }),
    ...(gates !== undefined && { gates: gatesOf(kind, gates, (words) => invalid('gates', words)) }),
    ...(model !== undefined && { model }),
  };
  if (options.flag('yes') && !options.flag('wait')) throw invalid('yes', '--yes works together with --wait.');
  return request;
}

function gatesOf(kind: JobKind, typed: string, refused: (words: string) => DossierError): StartRequest['gates'] & {} {
  if (typed === 'none') return [];
  const known = JOB_KINDS[kind].gates.high;
  return typed.split(',').map((name) => {
    const read = gateNameSchema.safeParse(name.trim());
    if (read.success && known.includes(read.data)) return read.data;
    throw refused(`--gates takes ${known.join(', ')}, several with a comma, or none; not "${name.trim()}".`);
  });
}

/** What is being taken in, in words; empty where that is nothing. */
export function takingIn({ documents, links }: Pick<Collected, 'documents' | 'links'>): string {
  const uploading = documents.length === 0 ? [] : [`Uploading ${counted(documents.length, 'document')}.`];
  const fetching = links.length === 0 ? [] : [`The job fetches ${counted(links.length, 'web page')}.`];
  return [...uploading, ...fetching].join(' ');
}

/** Names what was left out, with the reasons. */
export function tellLeftOut(context: Context, { leftOut }: Pick<AttachmentList, 'leftOut'>): void {
  if (leftOut.length === 0) return;
  context.terminal.progress(`Left out ${leftOut.length} (the report lists them):`);
  for (const { name, reason } of leftOut) context.terminal.progress(`  ${oneLine(name)}: ${reason}`);
}

/** Starts the job and says how to follow it, or follows it with `--wait`. Answers the exit code. */
export async function startAndTell(
  context: Context,
  { client, url }: { client: DossierClient; url: string },
  request: StartRequest,
): Promise<number> {
  const { options, terminal, commandLine } = context;
  const { job, created } = await client.start(request);
  const address = `${url}/api/v1/jobs/${job.id}`;
  const about = { created, url: address, leftOut: request.leftOut ?? [] };
  if (!created) terminal.progress(`Job ${job.id} was started before with the same input.`);
  if (options.flag('wait')) return waitForReport(context, client, job.id, about);
  const next = [commandLine('watch', job.id), commandLine('show', job.id)];
  terminal.result(
    { job: { ...job, url: address }, ...about, next },
    [`Job ${job.id} is started: ${address}`, `Follow it: ${next[0]}`, `See what it waits for: ${next[1]}`].join('\n'),
  );
  return EXIT.done;
}
