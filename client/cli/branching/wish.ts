import type { WishedChanges } from '../../../contract/recovery/wishes.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import type { Context } from '../command.ts';
import { takingIn, tellLeftOut } from '../starting.ts';
import { uploadDocuments } from '../upload-documents.ts';
import { removedOf, type Settings } from './settings.ts';

/** The wish as the API takes it: documents that were named are uploaded first, what is refused is told. */
export async function wishOf(context: Context, client: DossierClient, settings: Settings): Promise<WishedChanges> {
  const { wish, collected } = settings;
  const removed = removedOf(settings);
  let add: NonNullable<WishedChanges['documents']>['add'] = [];
  let links: string[] = [];
  if (collected !== null) {
    context.terminal.progress(takingIn(collected));
    const list = await uploadDocuments(client, collected, (line) => context.terminal.progress(line));
    tellLeftOut(context, list);
    add = list.attachments;
    links = list.links ?? [];
  }
  return {
    ...wish,
    ...(add.length + removed.documents.length > 0 && { documents: { add, remove: removed.documents } }),
    ...(links.length + removed.links.length > 0 && { links: { add: links, remove: removed.links } }),
  };
}
