import { DossierError } from '../../../contract/failures.ts';
import type { AttachmentList } from '../../../contract/job-input.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import { type DocumentToCheck, documentToCheck, withoutDocument } from '../checked-document.ts';
import type { Command } from '../command.ts';
import { type Collected, collectDocuments } from '../documents.ts';
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

const NOTHING: Collected = { documents: [], leftOut: [], links: [] };

/** The sources that were named, or those that a bundle brings; throws `no-documents` where there are neither. */
function sourcesOf(document: DocumentToCheck, paths: readonly string[]): Collected {
  const named = paths.length === 0 ? NOTHING : withoutDocument(collectDocuments(paths), document.path);
  if (named.documents.length + named.links.length > 0) return named;
  if (paths.length === 0 && document.own.length > 0) return named;
  const [left] = named.leftOut;
  const why = left === undefined ? '' : ` ${left.name}: ${left.reason}`;
  throw new DossierError('no-documents', `Name the sources that the document is checked against.${why}`, {
    field: 'path',
    remedy: 'Name files, folders or web pages behind the document: dossier check DOCUMENT PATH|URL ...',
  });
}

/** Uploads what a bundle brings itself. */
async function uploadOwn(client: DossierClient, { own }: DocumentToCheck): Promise<AttachmentList> {
  const list: AttachmentList = { attachments: [], leftOut: [] };
  for (const { content, name } of own) list.attachments.push((await client.upload(content, name)).attachment);
  return list;
}

/** `dossier check`. Looks at the document and all that was typed before it looks for an instance. */
export const check: Command = {
  name: 'check',
  usage: `DOCUMENT PATH|URL ... [--question Q] ${START_USAGE}`,
  words: 'Check an existing document against these files, folders and web pages.',
  options: {
    question: { value: 'Q', words: 'what the check should keep an eye on; else whether the document holds' },
    ...START_OPTIONS,
  },
  positionals: {
    min: 1,
    max: Number.POSITIVE_INFINITY,
    missing: 'Name the document and its sources: dossier check DOCUMENT PATH|URL ...',
  },
  async run(context) {
    const { options, terminal } = context;
    const [named = '', ...paths] = context.positionals;
    const typed = options.text('question');
    const question = typed === undefined ? {} : { question: checkedQuestion(typed) };
    const request = startRequestOf('check', options);
    const toCheck = documentToCheck(named);
    const collected = sourcesOf(toCheck, paths);
    const connection = await context.connect();
    const { client } = connection;
    terminal.progress(`Checking ${toCheck.name}. ${takingIn(collected)}`.trim());
    const { attachment: document } = await client.upload(toCheck.content, toCheck.name);
    const list =
      paths.length === 0
        ? await uploadOwn(client, toCheck)
        : await uploadDocuments(client, collected, (line) => terminal.progress(line));
    if (paths.length === 0) terminal.progress('Its sources are the passages and tables that the bundle itself holds.');
    tellLeftOut(context, list);
    return await startAndTell(context, connection, { ...request, ...question, document, ...list });
  },
};
