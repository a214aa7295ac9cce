import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { DossierError } from '../../../contract/failures.ts';
import { type Command, type Context, ONE_JOB } from '../command.ts';
import { DECISION_OPTIONS, decide } from '../deciding.ts';

const MOST_BYTES = 10_000_000;

function readEdited(context: Context): string {
  const path = context.options.text('file');
  if (path === undefined) {
    throw new DossierError('decision-incomplete', 'Name the edited file: --file F.', {
      field: 'file',
      remedy: `Write the draft to a file with \`${context.commandLine('show', context.positionals[0] ?? 'JOB', '--draft')} > draft.md\`, edit it, then pass it.`,
    });
  }
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    throw new DossierError('request-invalid', `"${path}" is a folder.`, {
      field: 'file',
      remedy: 'Name the edited file in it.',
    });
  }
  if (stat === undefined || !stat.isFile()) {
    throw new DossierError('path-missing', `There is no file "${path}".`, { field: 'file' });
  }
  if (stat.size > MOST_BYTES) {
    throw new DossierError('request-too-large', `"${path}" has more than 10 MB.`, { field: 'file' });
  }
  const bytes = readFileSync(path);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new DossierError('document-encoding', `"${path}" is not UTF-8 text.`, { field: 'file' });
}

/** `dossier edit`. A refused file leaves job and file as they were. */
export const edit: Command = {
  name: 'edit',
  usage: 'JOB --file F [--gate G] [--hash H] [--comment C]',
  words: 'Approve an edited version: its changed sentences are verified again, and its words are what continues.',
  options: { file: { value: 'F', words: 'the edited Markdown' }, ...DECISION_OPTIONS },
  positionals: ONE_JOB,
  run: (context) => decide(context, 'edit', readEdited(context)),
};
