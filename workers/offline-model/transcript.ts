import type { z } from 'zod';
import type { ToolName as OfferedToolName } from '../../activities/tools/registry.ts';
import {
  listTablesResultSchema,
  queryTableResultSchema,
  readPassageResultSchema,
  searchDocumentsResultSchema,
  toolErrorSchema,
} from '../../contract/tools.ts';
import type { ChatMessage } from './protocol/chat-request.ts';
import { textOfMessage } from './protocol/chat-request.ts';
import { unprocessable } from './protocol/refused-request.ts';
import { fencesOf } from './request-data.ts';

/** The tools that the offline model knows, with the shape of what each gives back. */
export const KNOWN_TOOLS = {
  search_documents: searchDocumentsResultSchema,
  read_passage: readPassageResultSchema,
  list_tables: listTablesResultSchema,
  query_table: queryTableResultSchema,
} as const satisfies Record<OfferedToolName, z.ZodType>;
export type ToolName = keyof typeof KNOWN_TOOLS;
type ToolResults = { [Name in ToolName]: z.infer<(typeof KNOWN_TOOLS)[Name]> };

/** A call that was made in an earlier turn with what came back: `result` is null where the tool failed. */
export interface MadeCall<Name extends ToolName = ToolName> {
  name: Name;
  arguments: Record<string, unknown>;
  result: ToolResults[Name] | null;
  error: string | null;
}

/** Everything the item's earlier turns did, in order. */
export interface Transcript {
  of<Name extends ToolName>(name: Name): MadeCall<Name>[];
  isEmpty: boolean;
}

/** Tells whether a name is one of the tools; throws `RefusedRequest` (422) that names it otherwise. */
export function knownTool(name: string): ToolName {
  if (name in KNOWN_TOOLS) return name as ToolName;
  throw unprocessable('unknown_tool', name, `The offline model does not know the tool "${name}".`);
}

/** Reads the calls and results of a conversation. A result outside its fence or of another shape is refused (422). */
export function transcriptOf(messages: readonly ChatMessage[]): Transcript {
  const results = new Map<string, unknown>();
  for (const message of messages)
    if (message.role === 'tool') results.set(message.tool_call_id, resultIn(textOfMessage(message)));
  const calls: MadeCall[] = [];
  for (const message of messages) {
    if (message.role !== 'assistant') continue;
    for (const call of message.tool_calls ?? [])
      if (results.has(call.id)) calls.push(madeCall(call.function, results.get(call.id)));
  }
  return {
    of: <Name extends ToolName>(name: Name) => calls.filter((call): call is MadeCall<Name> => call.name === name),
    isEmpty: calls.length === 0,
  };
}

function resultIn(text: string): unknown {
  const fence = fencesOf(text).find(({ name }) => name === 'tool-result');
  if (fence === undefined)
    throw unprocessable('missing_fence', 'tool-result', 'A tool message holds no data fence "tool-result".');
  return fence.value;
}

function madeCall(called: { name: string; arguments: string }, value: unknown): MadeCall {
  const name = knownTool(called.name);
  const args: unknown = JSON.parse(called.arguments);
  const made = { name, arguments: typeof args === 'object' && args !== null ? { ...args } : {} };
  const failed = toolErrorSchema.safeParse(value);
  if (failed.success) return { ...made, result: null, error: failed.data.error.message };
  const read = KNOWN_TOOLS[name].safeParse(value);
  if (read.success) return { ...made, result: read.data, error: null };
  throw unprocessable('malformed_fence', 'tool-result', `The result of "${name}" has an unknown shape.`);
}
