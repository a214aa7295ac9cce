import { join } from 'node:path';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import type { Source, SourceSet } from '../../../contract/evidence/source.ts';
import { failure } from '../../../contract/failures.ts';
import { type Attachment, attachmentListSchema, type LeftOut } from '../../../contract/job-input.ts';
import type { JobTenant } from '../../activities.ts';
import type { ActivityControl } from '../../activity-control.ts';
import type { ExtractionContent } from '../reading/extraction.ts';
import { createTicker } from '../reading/progress-ticker.ts';
import { extractorName } from '../registry.ts';
import { IndexWriter } from '../search/index-writer.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type ExtractionPorts, extractionOf, hintOf } from './extraction-of.ts';
import { LikeSources } from './like-sources.ts';
import { originOf, type SourceSetPorts, sourceOf } from './source-set.ts';
import { type LeftOutPage, type Taken, takenIn } from './taken-in.ts';

/** What ingest reaches the world through. */
export type IngestPorts = ExtractionPorts;

/** What ingest counts: `sources` are all that were attached, those that could not be read included; what was attached twice counts once. */
export interface IngestFacts {
  sources: number;
  unreadable: number;
  passages: number;
  tables: number;
}

/** Why nothing at all could be read, and what would help. */
export interface Unread {
  reasons: string;
  remedies: string;
}

/** How many of the files that nothing could be read from are told of one by one. */
const MOST_TOLD = 3;
/** Characters of their remedies, which a failure tells beside its own. */
const MOST_OF_REMEDIES = 380;

/** The `ingestSources` activity over its ports. */
export type IngestSources = (
  input: JobTenant & { attachments: ArtifactRef; pages?: ArtifactRef[] },
  control: Pick<ActivityControl, 'signal' | 'heartbeat'>,
) => Promise<{ output: ArtifactRef; facts: IngestFacts; unread?: Unread }>;

/**
 * Makes the activity that reads what was attached: each file's extraction is taken from the ledger where its bytes were read before,
 * the sources get their ids in the order of attachment (web pages behind files, what was left out at upload last, as unreadable), and their
 * passages are indexed. What was given more than once is one source.
 * A file that cannot be read is a source that says so; it never fails the step. The document of a `check` job is read besides, as `d1`: it
 * counts as no source and is not searched.
 */
export function createIngestSources({ artifacts, ledger }: IngestPorts): IngestSources {
  return async ({ organisation, owner, attachments: list, pages = [] }, control) => {
    const {
      attachments,
      leftOut,
      document,
      links = [],
    } = attachmentListSchema.parse(await artifacts.getJson(list.sha256));
    const taken = await takenIn(attachments, { pages, links }, artifacts);
    const ticker = createTicker(control, taken.length + (document === undefined ? 0 : 1));
    const read = (attachment: Attachment): Promise<ExtractionContent> =>
      extractionOf(attachment, { organisation, owner }, { artifacts, ledger }, ticker);
    return inTemporaryFolder(async (folder) => {
      const index = new IndexWriter(join(folder, 'index.sqlite'));
      try {
        const ports: SourceSetPorts = { artifacts, index, ticker, tableNames: new Set() };
        const sources = await sourcesOf(taken, read, ports);
        sources.push(...leftOut.map((one, at) => leftOutSource(`s${sources.length + at + 1}`, one)));
        const facts = factsOf(sources);
        const set: SourceSet = { sources, index: facts.passages === 0 ? null : await index.store(artifacts) };
        if (document !== undefined) {
          ticker.source(taken.length + 1, document.name);
          const alone: SourceSetPorts = { ...ports, index: null, tableNames: new Set() };
          set.document = await asSource('d1', document, await read(document), alone);
        }
        const output = await artifacts.putJson(set, 'Sources');
        return facts.sources > 0 && facts.sources === facts.unreadable
          ? { output, facts, unread: unreadOf(sources) }
          : { output, facts };
      } finally {
        index.close();
      }
    });
  };
}

/** Reads what was taken in, each content once: what comes again under another name is a remark of the source that it first became. */
async function sourcesOf(
  taken: readonly Taken[],
  read: (attachment: Attachment) => Promise<ExtractionContent>,
  ports: SourceSetPorts,
): Promise<Source[]> {
  const sources: Source[] = [];
  const like = new LikeSources();
  for (const [at, one] of taken.entries()) {
    const id = `s${sources.length + 1}`;
    if (one.status === 'left-out') {
      ports.ticker.source(at + 1, one.address);
      sources.push(leftOutPage(id, one));
      continue;
    }
    ports.ticker.source(at + 1, one.attachment.name);
    const extractor = extractorName(hintOf(one.attachment));
    if (like.take(one, extractor)) continue;
    const source = await asSource(id, one.attachment, await read(one.attachment), ports);
    if (source.status === 'read') like.keep(sources.length, one, extractor);
    sources.push(source);
  }
  return like.remarkedOn(sources);
}

async function asSource(
  id: string,
  attachment: Attachment,
  extraction: ExtractionContent,
  ports: SourceSetPorts,
): Promise<Source> {
  if (extraction.status === 'read') return sourceOf(id, attachment, extraction, ports);
  const { artifact, name } = attachment;
  return {
    status: 'unreadable',
    id,
    title: name,
    sha256: artifact.sha256,
    origin: originOf(attachment),
    failure: extraction.failure,
  };
}

function leftOutPage(id: string, { address, askedAt, failure }: LeftOutPage): Source {
  const origin = { kind: 'web' as const, address, fetchedAt: askedAt };
  return { status: 'unreadable', id, title: address, sha256: null, origin, failure };
}

function leftOutSource(id: string, { name, reason }: LeftOut): Source {
  return {
    status: 'unreadable',
    id,
    title: name,
    sha256: null,
    origin: { kind: 'upload', name },
    failure: failure('document-malformed', reason, {
      remedy: 'Put that right and attach it as a plain file, or leave it out.',
    }),
  };
}

function unreadOf(sources: readonly Source[]): Unread {
  const failed = sources.flatMap((source) => (source.status === 'unreadable' ? [source] : []));
  const told = failed.slice(0, MOST_TOLD);
  const more = failed.length > told.length ? [`And ${failed.length - told.length} more.`] : [];
  const reasons = told.map(({ title, failure }) => `${title.slice(0, 120)}: ${failure.message.slice(0, 300)}`);
  return {
    reasons: [...reasons, ...more].join(' '),
    remedies: [...new Set(told.map(({ failure }) => failure.remedy))].reduce(
      (all, one) => (all.length + one.length < MOST_OF_REMEDIES ? `${all} ${one}`.trim() : all),
      '',
    ),
  };
}

function factsOf(sources: readonly Source[]): IngestFacts {
  const read = sources.filter((source) => source.status === 'read');
  return {
    sources: sources.length,
    unreadable: sources.length - read.length,
    passages: read.reduce((sum, source) => sum + source.passageCount, 0),
    tables: read.reduce((sum, source) => sum + source.tables.length, 0),
  };
}
