import { DossierError } from '../../../contract/failures.ts';
import type { Command } from '../command.ts';
import { collectDocuments } from '../documents.ts';
import {
  checkedQuestion,
  START_OPTIONS,
  START_USAGE,
  startAndTell,
  startRequestOf,
  takingIn,
  tellLeftOut,
} from '../starting.ts';
import { uploadDocuments } from '../upload-documents.ts';

/** `dossier report`. Checks all that was typed before it looks for an instance. */
export const report: Command = {
  name: 'report',
  usage: `"QUESTION" PATH|URL ... ${START_USAGE}`,
  words: 'Start a report job on these files, folders and web pages.',
  options: START_OPTIONS,
  positionals: {
    min: 1,
    max: Number.POSITIVE_INFINITY,
    missing: 'Ask a question: dossier report "QUESTION" PATH|URL ...',
  },
  async run(context) {
    const { options, terminal } = context;
    const [typed = '', ...paths] = context.positionals;
    const question = checkedQuestion(typed);
    const request = startRequestOf('report', options);
    if (paths.length === 0) {
      throw new DossierError('no-documents', 'Name the files, folders or web pages that the report should rest on.', {
        field: 'path',
      });
    }
    const collected = collectDocuments(paths);
    const connection = await context.connect();
    terminal.progress(takingIn(collected));
    const list = await uploadDocuments(connection.client, collected, (line) => terminal.progress(line));
    tellLeftOut(context, list);
    return await startAndTell(context, connection, { ...request, question, ...list });
  },
};
