import { createReadStream } from 'node:fs';
import { DossierError, FAILURES } from '../../contract/failures.ts';
import type { AttachmentList } from '../../contract/job-input.ts';
import type { DossierClient } from '../library/dossier-client.ts';
import type { Collected, Document } from './documents.ts';

/** Files that are sent at the same time; hashing and syncing on the other side is what takes time. */
const AT_ONCE = 4;

/** A document that the instance does not take is left out; everything else ends the command. */
function reasonToLeaveOut(error: unknown): string | undefined {
  if (!(error instanceof DossierError)) return undefined;
  const isAboutTheFile = FAILURES[error.code].class === 'input' && error.code !== 'not-found';
  return isAboutTheFile ? error.message.slice(0, 500) : undefined;
}

async function uploadOne(client: DossierClient, document: Document, list: AttachmentList): Promise<void> {
  const content = createReadStream(document.path);
  let whyUnread: string | undefined;
  content.on('error', (error) => {
    whyUnread = `It cannot be read: ${error.message}.`.slice(0, 500);
  });
  try {
    const { attachment } = await client.upload(content, document.name);
    list.attachments.push(attachment);
  } catch (error) {
    const reason = whyUnread ?? reasonToLeaveOut(error);
    if (reason === undefined) throw error;
    list.leftOut.push({ name: document.name, reason });
  }
}

/**
 * Sends documents to the instance, in a stable order; what it refuses is left out with its reason.
 * Web pages are only named: the instance fetches them. Throws `no-documents` when nothing is left.
 */
export async function uploadDocuments(
  client: DossierClient,
  { documents, leftOut, links }: Collected,
  progress: (line: string) => void,
): Promise<AttachmentList> {
  const list: AttachmentList = { attachments: [], leftOut: [...leftOut], ...(links.length > 0 && { links }) };
  const waiting = [...documents];
  let toldAt = Date.now();
  const sender = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await uploadOne(client, next, list);
      if (Date.now() - toldAt < 2_000) continue;
      toldAt = Date.now();
      progress(`Uploaded ${list.attachments.length} of ${documents.length} documents.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  if (list.attachments.length + links.length === 0) throw nothingLeft(list);
  const order = new Map(documents.map((document, index) => [document.name, index]));
  list.attachments.sort((one, other) => (order.get(one.name) ?? 0) - (order.get(other.name) ?? 0));
  return list;
}

function nothingLeft({ leftOut }: AttachmentList): DossierError {
  const [first] = leftOut;
  const more = leftOut.length > 1 ? ` (and ${leftOut.length - 1} more)` : '';
  const why = first === undefined ? '' : ` ${first.name}: ${first.reason}${more}`;
  return new DossierError('no-documents', `No document could be attached.${why}`, { field: 'path' });
}
