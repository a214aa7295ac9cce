import { z } from 'zod';
import type { ArtifactRef } from '../../contract/artifact.ts';
import type { Source, SourceSet } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import type { Sha256 } from '../../contract/ids.ts';
import { briefSchema } from '../../contract/steps.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { dataFence } from './data-fence.ts';

type Reader = Pick<ArtifactStore, 'getJson' | 'getText'>;

/** Reads an artifact that one of our own steps wrote, by its ref or its name alone; throws `internal` where it is not what it should be. */
export async function readArtifact<Schema extends z.ZodType>(
  artifacts: Pick<ArtifactStore, 'getJson'>,
  artifact: ArtifactRef | Sha256,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const { sha256, title } = typeof artifact === 'string' ? { sha256: artifact, title: artifact } : artifact;
  const read = schema.safeParse(await artifacts.getJson(sha256));
  if (read.success) return read.data;
  const what = title === '' ? 'An artifact' : `The artifact "${title}"`;
  throw new DossierError('internal', `${what} is not what was expected: ${z.prettifyError(read.error)}`);
}

/** The question in a fence. */
export async function questionFence(artifacts: Reader, brief: ArtifactRef): Promise<string> {
  const { question, audience, length, language } = await readArtifact(artifacts, brief, briefSchema);
  return dataFence('question', { question, audience, length, language });
}

/** The house's rules in a fence; empty where there are none. */
export async function houseBriefFence(artifacts: Reader, houseBrief: ArtifactRef | null): Promise<string> {
  return houseBrief === null ? '' : dataFence('brief', { text: await artifacts.getText(houseBrief.sha256) });
}

/** A person's comment in a fence; empty where there is none. */
export function commentFence(comment: string): string {
  return comment.trim() === '' ? '' : dataFence('comment', { text: comment });
}

/** Characters that headings of all sources together may take of a prompt. */
const MOST_HEADING_CHARS = 60_000;

/** What can be searched, in a fence: sources that were read, with as many of their headings as have room. */
export function sourcesFence(set: SourceSet): string {
  const read = set.sources.filter((source) => source.status === 'read');
  const room = Math.floor(MOST_HEADING_CHARS / Math.max(1, read.length));
  return dataFence(
    'sources',
    read.map((source) => ({
      id: source.id,
      title: source.title,
      headings: fitting(source.headings, room),
      tables: source.tables.map(({ name, columns, rows }) => ({
        name,
        columns: columns.map((column) => column.name),
        rows,
      })),
    })),
  );
}

function fitting(headings: readonly string[], room: number): string[] {
  const kept: string[] = [];
  let left = room;
  for (const heading of headings) {
    left -= heading.length;
    if (left < 0) break;
    kept.push(heading);
  }
  return kept;
}

/** The title of a source; its id where the set does not hold it. */
export function sourceTitle(set: SourceSet, id: string): string {
  return set.sources.find((source: Source) => source.id === id)?.title ?? id;
}

/** Text on one line: runs of white space become one space. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
