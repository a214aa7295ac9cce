import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from '../../activities/documents/json-lines.ts';
import { createIngestSources, type IngestPorts } from '../../activities/documents/sources/ingest.ts';
import type { ArtifactRef } from '../../contract/artifact.ts';
import {
  type Passage,
  passageSchema,
  type Source,
  type SourceSet,
  sourceSetSchema,
  type Table,
} from '../../contract/evidence/source.ts';
import type { Attachment, LeftOut } from '../../contract/job-input.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Extraction } from '../../store/ledger/port.ts';
import { type MemoryArtifacts, memoryArtifacts } from './memory-artifacts.ts';

/** An ingest with everything in memory, and the means to look at what it gave. */
export interface IngestRig {
  artifacts: MemoryArtifacts;
  extractions: Map<string, Extraction>;
  heartbeats: unknown[];
  ingest(
    files: Readonly<Record<string, string | Uint8Array>>,
    options?: { signal?: AbortSignal; leftOut?: LeftOut[]; document?: string },
  ): Promise<Ingested>;
}

/** The result of one ingest, read back. */
export interface Ingested {
  output: ArtifactRef;
  facts: Record<string, number>;
  set: SourceSet;
  /** Where nothing at all could be read. */
  unread: { reasons: string; remedies: string } | undefined;
}

/** Makes a rig; each has its own store and ledger. */
export function ingestRig(): IngestRig {
  const artifacts = memoryArtifacts();
  const extractions = new Map<string, Extraction>();
  const heartbeats: unknown[] = [];
  const ingestSources = createIngestSources({ artifacts, ledger: memoryExtractions(extractions) });
  const attach = async (name: string, content: string | Uint8Array): Promise<Attachment> => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return { name, artifact: await artifacts.putBytes(bytes, { mediaType: 'any/thing', title: name }) };
  };
  return {
    artifacts,
    extractions,
    heartbeats,
    async ingest(files, { signal = new AbortController().signal, leftOut = [], document } = {}) {
      const attachments = [];
      for (const [name, content] of Object.entries(files)) attachments.push(await attach(name, content));
      const checked = document === undefined ? {} : { document: await attach('checked.md', document) };
      const list = await artifacts.putJson({ attachments, leftOut, ...checked }, 'Attachments');
      const job = { jobId: 'job-1', organisation: 'local', owner: 'ann', attachments: list };
      const control = { signal, heartbeat: (details: unknown) => void heartbeats.push(details) };
      const { output, facts, unread } = await ingestSources(job, control);
      const set = sourceSetSchema.parse(await artifacts.getJson(output.sha256));
      return { output, facts: { ...facts }, set, unread };
    },
  };
}

/** The extractions of a ledger, in memory. */
export function memoryExtractions(rows: Map<string, Extraction>): IngestPorts['ledger'] {
  const key = (sha256: string, extractor: string) => `${sha256} ${extractor}`;
  return {
    findExtraction: async (sha256, extractor) => rows.get(key(sha256, extractor)) ?? null,
    async saveExtraction(extraction) {
      const at = key(extraction.sha256, extraction.extractor);
      const first = rows.get(at) ?? extraction;
      rows.set(at, first);
      return first;
    },
    async forgetExtractions(hashes) {
      for (const [at, { sha256, result }] of rows)
        if (hashes.includes(sha256) || hashes.includes(result.sha256)) rows.delete(at);
    },
  };
}

/** The files of a folder below the project's root, by name. */
export async function filesOf(folder: string, names: readonly string[]): Promise<Record<string, Uint8Array>> {
  const read = names.map(async (name) => [name, await readFile(join(folder, name))] as const);
  return Object.fromEntries(await Promise.all(read));
}

/** A source that was read; fails the test where it was not. */
export function readSource(set: SourceSet, at = 0): Extract<Source, { status: 'read' }> {
  const source = set.sources[at];
  if (source?.status !== 'read') throw new Error(`Source ${at} was not read: ${JSON.stringify(source)}`);
  return source;
}

/** The failure code and message of a source; fails the test where it was read. */
export function failureOf(set: SourceSet, at = 0): { code: string; message: string } {
  const source = set.sources[at];
  if (source?.status !== 'unreadable') throw new Error(`Source ${at} was read.`);
  return { code: source.failure.code, message: source.failure.message };
}

/** All passages of a source as other steps read them. */
export async function passagesOf(artifacts: ArtifactStore, set: SourceSet, at = 0): Promise<Passage[]> {
  const lines = await linesOf(artifacts, readSource(set, at).passages.sha256);
  return lines.map((line) => passageSchema.parse(line));
}

/** The raw cells of a table. */
export async function cellsOf(artifacts: ArtifactStore, table: Table): Promise<string[][]> {
  return z.array(z.array(z.string())).parse(await linesOf(artifacts, table.cells.sha256));
}

async function linesOf(artifacts: ArtifactStore, sha256: string): Promise<unknown[]> {
  const lines: unknown[] = [];
  for await (const batch of readJsonLines(artifacts, sha256)) lines.push(...batch);
  return lines;
}
