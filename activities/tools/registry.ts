import type { ResearchTool } from '../tasks/agent-turn.ts';
import { listTables } from './list-tables.ts';
import { queryTable } from './query-table.ts';
import { readPassage } from './read-passage.ts';
import { searchDocuments } from './search-documents.ts';
import type { AnyTool } from './tool.ts';

/** The tools by name: one line a tool, in the order in which models are offered them. */
const TOOLS = {
  search_documents: searchDocuments,
  read_passage: readPassage,
  list_tables: listTables,
  query_table: queryTable,
} satisfies Record<string, AnyTool>;

/** Every tool's name. */
export type ToolName = keyof typeof TOOLS;

/** The tool of a name, or null where a model made the name up. */
export function toolByName(name: string): AnyTool | null {
  return Object.hasOwn(TOOLS, name) ? TOOLS[name as ToolName] : null;
}

/** All tools as they are offered to a model, always in the same order, with what the engine must know to call them. */
export function researchTools(): ResearchTool[] {
  return Object.entries(TOOLS).map(([name, { description, input, quick, effect }]) => ({
    name,
    description,
    parameters: input,
    quick,
    effect,
  }));
}

/** All names, for messages. */
export function toolNames(): string[] {
  return Object.keys(TOOLS);
}
