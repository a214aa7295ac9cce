import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityControl } from '../activities/activity-control.ts';
import { createIngestSources } from '../activities/documents/sources/ingest.ts';
import { createSourceReader, type SourceReader } from '../activities/documents/sources/passages.ts';
import { createSourcePassages } from '../activities/documents/sources/source-passages.ts';
import { loadCatalog } from '../activities/models/catalog.ts';
import { createChatCompletions } from '../activities/models/chat-completions.ts';
import type { CallPorts } from '../activities/models/recorded-call.ts';
import { loadPrompts } from '../activities/prompts/load-prompts.ts';
import type { SourcePassages } from '../activities/tasks/source-passages.ts';
import { createTableDatabases, type TableDatabases } from '../activities/tools/table-databases.ts';
import type { ArtifactRef } from '../contract/artifact.ts';
import { type SourceSet, sourceSetSchema } from '../contract/evidence/source.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { startOfflineModel } from '../workers/offline-model/server.ts';

/** A file to be read, under the name that a person would know it by. */
export interface LaboratoryFile {
  name: string;
  /** A path, or the text itself. */
  content: { file: string } | { text: string } | { bytes: Uint8Array };
}

/** The product's activities outside of Temporal, over a store of their own and the real offline model. */
export interface Laboratory {
  store: Store;
  sources: SourceReader;
  passages: SourcePassages;
  tables: TableDatabases;
  /** What model tasks need. */
  call: CallPorts;
  /** Reads files as the ingest step does. */
  ingest(files: readonly LaboratoryFile[]): Promise<{ output: ArtifactRef; set: SourceSet }>;
  close(): Promise<void>;
}

const CONTROL: ActivityControl = { signal: new AbortController().signal, attempt: 1, heartbeat: () => {} };

/** Opens a laboratory in a temporary folder, which goes when it is closed. */
export async function openLaboratory(): Promise<Laboratory> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-eval-'));
  const store = await openStore({
    databaseUrl: join(folder, 'ledger.sqlite'),
    artifactsUrl: join(folder, 'artifacts'),
  });
  const model = await startOfflineModel({ port: 0, delayMs: 0 });
  const sources = createSourceReader(store.artifacts);
  const tables = createTableDatabases(store.artifacts);
  const ingestSources = createIngestSources(store);
  const models = createChatCompletions({
    baseURL: model.url,
    apiKey: null,
    readImage: (image) => store.artifacts.getBytes(image.sha256),
  });
  return {
    store,
    sources,
    passages: createSourcePassages(sources),
    tables,
    call: { ...store, models, catalog: loadCatalog(), prompts: loadPrompts(), holder: 'eval', activity: () => CONTROL },
    async ingest(files) {
      const attachments = [];
      for (const { name, content } of files) {
        const bytes = bytesOf(content);
        const artifact = await store.artifacts.putBytes(bytes, { mediaType: 'application/octet-stream', title: name });
        attachments.push({ artifact, name });
      }
      const list = await store.artifacts.putJson({ attachments, leftOut: [] }, 'Attachments');
      const whose = { jobId: 'evaluation', organisation: 'local', owner: 'local' };
      const { output } = await ingestSources({ ...whose, attachments: list }, CONTROL);
      return { output, set: sourceSetSchema.parse(await store.artifacts.getJson(output.sha256)) };
    },
    async close() {
      await Promise.all([sources.close(), tables.close(), model.close()]);
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function bytesOf(content: LaboratoryFile['content']): Uint8Array {
  if ('file' in content) return readFileSync(content.file);
  return 'text' in content ? Buffer.from(content.text) : content.bytes;
}
