import { createSourceReader } from '../../activities/documents/sources/passages.ts';
import { createRunTool } from '../../activities/tools/run-tool.ts';
import { createTableDatabases } from '../../activities/tools/table-databases.ts';
import { type ToolResultContent, toolResultSchema } from '../../activities/tools/tool-result.ts';
import type { ToolResult } from '../../contract/steps.ts';
import { queryTableResultSchema, toolErrorSchema } from '../../contract/tools.ts';
import { type Ingested, type IngestRig, ingestRig } from './ingested-documents.ts';

/** Tools over ingested documents, called as a model would call them. */
export interface ToolRig {
  rig: IngestRig;
  ingested: Ingested;
  call(
    name: string,
    args: unknown,
    options?: { refused?: string; signal?: AbortSignal },
  ): Promise<ToolResult & { content: ToolResultContent; failed: boolean }>;
  /** The error that a call gives back; fails the test where it gives none. */
  error(name: string, args: unknown): Promise<{ code: string; message: string }>;
  /** The shown result of SQL; fails the test where it fails. */
  query(sql: string): Promise<{ columns: string[]; rows: (string | null)[][]; truncated: boolean; queryId: string }>;
  close(): Promise<void>;
}

/** Ingests files and opens the tools over them. */
export async function toolRig(files: Readonly<Record<string, string | Uint8Array>>): Promise<ToolRig> {
  const rig = ingestRig();
  const ingested = await rig.ingest(files);
  const { artifacts } = rig;
  const [sources, tables] = [createSourceReader(artifacts), createTableDatabases(artifacts)];
  const runTool = createRunTool({ artifacts, sources, tables });
  const call: ToolRig['call'] = async (name, args, { refused, signal = new AbortController().signal } = {}) => {
    const toolCalls = [{ id: 'call-1', name, arguments: typeof args === 'string' ? args : JSON.stringify(args) }];
    const answer = await artifacts.putJson(
      { text: null, toolCalls, refusal: null, finishReason: 'tool_calls' },
      'Answer',
    );
    const asked = { sources: ingested.output.sha256, answer: answer.sha256, index: 0 };
    const done = await runTool(refused === undefined ? asked : { ...asked, refused }, { signal });
    const content = toolResultSchema.parse(await artifacts.getJson(done.result));
    return { ...done, content, failed: toolErrorSchema.safeParse(content.shown).success };
  };
  return {
    rig,
    ingested,
    call,
    async error(name, args) {
      const { failed, content } = await call(name, args);
      if (!failed) throw new Error(`An error was expected: ${JSON.stringify(content.shown)}`);
      return toolErrorSchema.parse(content.shown).error;
    },
    async query(sql) {
      const { content } = await call('query_table', { sql });
      if (!('queryId' in content.shown)) throw new Error(`The query failed: ${JSON.stringify(content.shown)}`);
      return queryTableResultSchema.parse(content.shown);
    },
    close: async () => void (await Promise.all([sources.close(), tables.close()])),
  };
}
