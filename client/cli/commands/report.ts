import type { StartRequest } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import { jobIdSchema } from '../../../contract/ids.ts';
import type { AttachmentList } from '../../../contract/job-input.ts';
import { gateNameSchema, riskSchema } from '../../../contract/job-kind.ts';
import { parseUsd } from '../../../contract/money.ts';
import { questionFault } from '../../../contract/question.ts';
import type { Command, Context } from '../command.ts';
import { type Collected, collectDocuments } from '../documents.ts';
import { EXIT } from '../exit-codes.ts';
import type { OptionValues } from '../option-values.ts';
import { oneLine } from '../terminal-text.ts';
import { uploadDocuments } from '../upload-documents.ts';
import { counted } from '../watching/job-text.ts';
import { waitForReport } from '../watching/wait-for-report.ts';

function invalid(field: string, message: string, remedy = 'See `dossier help report`.'): DossierError {
  return new DossierError('request-invalid', message, { field, remedy });
}

function checkedQuestion(typed: string): string {
  const fault = questionFault(typed);
  if (fault !== null) throw new DossierError('question-invalid', fault, { field: 'question' });
  return typed.trim();
}

function gatesOf(typed: string): NonNullable<StartRequest['gates']> {
  if (typed === 'none') return [];
  return typed.split(',').map((name) => {
    const read = gateNameSchema.safeParse(name.trim());
    if (read.success) return read.data;
    throw invalid('gates', `--gates takes plan, approve, both with a comma, or none; not "${name.trim()}".`);
  });
}

/** Everything that was typed but the documents; throws for what cannot be before anything is sent. */
function requestOf(question: string, options: OptionValues): Omit<StartRequest, 'attachments'> {
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
  return {
    question,
    ...(id !== undefined && { id }),
    ...(risk.data !== undefined && { risk: risk.data }),
    ...(limitMicroUsd !== null && { budget: { limitMicroUsd, policy: 'pause' as const } }),
    ...(gates !== undefined && { gates: gatesOf(gates) }),
    ...(model !== undefined && { model }),
  };
}

function tellLeftOut(context: Context, { leftOut }: AttachmentList): void {
  if (leftOut.length === 0) return;
  context.terminal.progress(`Left out ${leftOut.length} (the report lists them):`);
  for (const { name, reason } of leftOut) context.terminal.progress(`  ${oneLine(name)}: ${reason}`);
}

function takingIn({ documents, links }: Collected): string {
  const uploading = documents.length === 0 ? [] : [`Uploading ${counted(documents.length, 'document')}.`];
  const fetching = links.length === 0 ? [] : [`The job fetches ${counted(links.length, 'web page')}.`];
  return [...uploading, ...fetching].join(' ');
}

/** `dossier report`. Checks all that was typed before it looks for an instance. */
export const report: Command = {
  name: 'report',
  usage:
    '"QUESTION" PATH|URL ... [--risk low|medium|high] [--gates plan,approve|none] [--budget USD] [--model ID] [--id ID] [--wait] [--yes]',
  words: 'Start a report job on these files, folders and web pages.',
  options: {
    risk: { value: 'R', words: 'low, medium or high; decides which steps a person must approve' },
    gates: { value: 'G', words: 'the steps a person must approve: plan, approve, plan,approve or none' },
    budget: { value: 'USD', words: 'pause the job before it costs more' },
    model: { value: 'ID', words: 'the model for all tasks' },
    id: { value: 'ID', words: 'the id of the job; repeating the command then finds the same job' },
    wait: { words: 'show the progress until the report is there, or the job rests (exit code 3)' },
    yes: { words: 'with --wait: approve gates as yourself, which the audit trail says' },
  },
  positionals: {
    min: 1,
    max: Number.POSITIVE_INFINITY,
    missing: 'Ask a question: dossier report "QUESTION" PATH|URL ...',
  },
  async run(context) {
    const { options, terminal, commandLine } = context;
    const [typed = '', ...paths] = context.positionals;
    const question = checkedQuestion(typed);
    const request = requestOf(question, options);
    if (options.flag('yes') && !options.flag('wait')) throw invalid('yes', '--yes works together with --wait.');
    if (paths.length === 0) {
      throw new DossierError('no-documents', 'Name the files, folders or web pages that the report should rest on.', {
        field: 'path',
      });
    }
    const collected = collectDocuments(paths);
    const { client, url } = await context.connect();
    terminal.progress(takingIn(collected));
    const list = await uploadDocuments(client, collected, (line) => terminal.progress(line));
    tellLeftOut(context, list);
    const { job, created } = await client.start({ ...request, ...list });
    const address = `${url}/api/v1/jobs/${job.id}`;
    const about = { created, url: address, leftOut: list.leftOut };
    if (!created) terminal.progress(`Job ${job.id} was started before with the same input.`);
    if (options.flag('wait')) return waitForReport(context, client, job.id, about);
    const next = [commandLine('watch', job.id), commandLine('show', job.id)];
    terminal.result(
      { job: { ...job, url: address }, ...about, next },
      [`Job ${job.id} is started: ${address}`, `Follow it: ${next[0]}`, `See what it waits for: ${next[1]}`].join('\n'),
    );
    return EXIT.done;
  },
};
