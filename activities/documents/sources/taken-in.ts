import type { ArtifactRef } from '../../../contract/artifact.ts';
import type { Attachment } from '../../../contract/job-input.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { type PageSnapshot, pageSnapshotSchema } from '../../pages/page-snapshot.ts';

/** A web page that could not be had. */
export type LeftOutPage = Extract<PageSnapshot, { status: 'left-out' }>;

/** A file or a page to read; of a page the address by which it was asked for, which may have led elsewhere. */
export interface TakenDocument {
  status: 'taken';
  attachment: Attachment;
  asked: string | null;
}

/** What was attached to a job, one by one. */
export type Taken = TakenDocument | LeftOutPage;

/** Files, then web pages in the order of their links; a page whose title is taken gets a number behind it. */
export async function takenIn(
  attachments: readonly Attachment[],
  { pages, links }: { pages: readonly ArtifactRef[]; links: readonly string[] },
  artifacts: ArtifactStore,
): Promise<Taken[]> {
  const names = new Set(attachments.map(({ name }) => name));
  const addresses = new Set<string>();
  const snapshots = await Promise.all(pages.map(({ sha256 }) => artifacts.getJson(sha256)));
  const taken = snapshots.map((snapshot, at): Taken => {
    const page = pageSnapshotSchema.parse(snapshot);
    if (page.status === 'left-out') return page;
    const { attachment } = page;
    const address = attachment.fetched?.address ?? '';
    const asked = links[at] ?? address;
    // The same page again becomes no source of its own, so that it needs no name of its own.
    if (addresses.has(address)) return { status: 'taken', attachment, asked };
    addresses.add(address);
    let { name } = attachment;
    for (let number = 2; names.has(name); number += 1) name = `${attachment.name} (${number})`;
    names.add(name);
    return { status: 'taken', attachment: { ...attachment, name }, asked };
  });
  return [...attachments.map((attachment): Taken => ({ status: 'taken', attachment, asked: null })), ...taken];
}
