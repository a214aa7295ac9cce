import { DossierError } from '../../../contract/failures.ts';
import {
  type Attachment,
  type AttachmentList,
  attachmentListSchema,
  type JobInput,
} from '../../../contract/job-input.ts';
import { LINKS_LIMIT, readLink } from '../../../contract/links.ts';
import type { Changes } from '../../../contract/recovery/changes.ts';
import type { WishedChanges } from '../../../contract/recovery/wishes.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { checkArtifact, JOB_BYTES_LIMIT } from './job-input.ts';

/** Fewer digits than that are a name, not a hash. */
const HASH_DIGITS = 8;

/**
 * The list of documents and pages with those that a person added and removed, stored. Throws `request-invalid` naming the document that
 * is not there, `no-documents` where nothing is left, `request-too-large`, `artifact-not-found`.
 */
export async function changedSources(
  input: JobInput,
  { documents, links }: Pick<WishedChanges, 'documents' | 'links'>,
  artifacts: ArtifactStore,
): Promise<Changes['sources']> {
  if (documents === undefined && links === undefined) return undefined;
  const before = attachmentListSchema.parse(await artifacts.getJson(input.sources.sha256));
  const isLeaving = leaving(before, [...(documents?.remove ?? []), ...(links?.remove ?? [])]);
  const kept = before.attachments.filter((one) => !isLeaving.attachments.has(one));
  const added = (documents?.add ?? []).filter(({ artifact }) => !kept.some((one) => isSame(one, artifact.sha256)));
  await Promise.all(added.map(({ artifact }, at) => checkArtifact(artifact, `documents.add.${at}`, artifacts)));
  const keptLinks = (before.links ?? []).filter((link) => !isLeaving.links.has(link));
  const addedLinks = (links?.add ?? []).map(addressOf).filter((link) => !keptLinks.includes(link));
  const list = withAll(before, [...kept, ...added], [...new Set([...keptLinks, ...addedLinks])]);
  checkSize(list);
  return {
    list: await artifacts.putJson(list, 'Attachments'),
    count: list.attachments.length,
    linkCount: list.links?.length ?? null,
    added: added.length + addedLinks.length,
    removed: isLeaving.attachments.size + isLeaving.links.size,
  };
}

function isSame({ artifact }: Attachment, sha256: string): boolean {
  return artifact.sha256 === sha256;
}

/** What the names mean: a document's name or the first digits of its hash, or the address of a page. */
function leaving(
  { attachments, links = [] }: AttachmentList,
  names: readonly string[],
): { attachments: Set<Attachment>; links: Set<string> } {
  const found = { attachments: new Set<Attachment>(), links: new Set<string>() };
  for (const name of names) {
    const documents = attachments.filter(
      (one) => one.name === name || (name.length >= HASH_DIGITS && one.artifact.sha256.startsWith(name)),
    );
    const pages = links.filter((link) => link === name || link === addressOrNull(name));
    if (documents.length + pages.length === 0) {
      const known = [...attachments.map((one) => one.name), ...links];
      throw new DossierError('request-invalid', `The job has no document "${name}".`, {
        field: 'documents.remove',
        remedy:
          `It has ${known.slice(0, 12).join(', ')}${known.length > 12 ? ` and ${known.length - 12} more` : ''}.`.slice(
            0,
            500,
          ),
      });
    }
    for (const one of documents) found.attachments.add(one);
    for (const one of pages) found.links.add(one);
  }
  return found;
}

function addressOrNull(typed: string): string | null {
  const link = readLink(typed);
  return 'address' in link ? link.address : null;
}

function addressOf(typed: string): string {
  const link = readLink(typed);
  if ('address' in link) return link.address;
  throw new DossierError('request-invalid', link.fault, { field: 'links.add' });
}

/** The document under check is no evidence for itself. */
function withAll(before: AttachmentList, attachments: Attachment[], links: string[]): AttachmentList {
  const { links: _links, ...rest } = before;
  const checked = before.document?.artifact.sha256;
  const sources = attachments.filter(({ artifact }) => artifact.sha256 !== checked);
  return { ...rest, attachments: sources, ...(links.length > 0 && { links }) };
}

function checkSize({ attachments, links = [] }: AttachmentList): void {
  if (attachments.length + links.length === 0)
    throw new DossierError('no-documents', 'No document would be left.', { field: 'documents.remove' });
  const bytes = attachments.reduce((sum, { artifact }) => sum + artifact.bytes, 0);
  if (bytes <= JOB_BYTES_LIMIT && attachments.length <= 2_000 && links.length <= LINKS_LIMIT) return;
  throw new DossierError(
    'request-too-large',
    `The job would have ${attachments.length} documents of ${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB and ${links.length} pages.`,
    { field: 'documents.add' },
  );
}
