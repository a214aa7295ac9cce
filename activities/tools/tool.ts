import type { z } from 'zod';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { OpenSources } from '../documents/sources/passages.ts';
import type { TableDatabase } from './duckdb-tables.ts';
import type { ResolvedQuery } from './tool-result.ts';

/** What a tool may reach: the sources of its job, and nothing else. */
export interface ToolContext {
  sources: OpenSources;
  artifacts: ArtifactStore;
  /** Runs `use` with the tables of the sources in a database that stays open between calls. */
  withTables<Result>(use: (tables: TableDatabase) => Promise<Result>): Promise<Result>;
  signal: AbortSignal;
}

/** What a tool found. */
export interface ToolOutcome<Output> {
  /** What the model is shown. */
  shown: Output;
  /** How many things were found, for people. */
  found: number;
  /** The passages shown, in order. */
  passageIds: string[];
  /** The query that was run, or null. */
  recorded: ResolvedQuery | null;
}

/** A tool that models may call. What it cannot do it throws as a `DossierError` with a `tool-` code, whose message is for the model. */
export interface Tool<Input, Output> {
  description: string;
  /** Every field is required; one that may be left out is nullable, as strict JSON schemas demand. */
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
  /** A tool that writes needs a person's decision first. */
  effect: 'read' | 'write';
  /** Whether it is local, without outside effects, and takes less than 50 ms nearly always: then it runs within the turn that asks for it. */
  quick: boolean;
  run(input: Input, context: ToolContext): Promise<ToolOutcome<Output>>;
}

/** A tool whose input and output types only its own file knows. */
export type AnyTool = Omit<Tool<never, unknown>, 'run' | 'input' | 'output'> & {
  input: z.ZodType;
  /** Runs the tool on arguments that its own schema reads first. Throws a `ZodError` where they do not fit. */
  call(unchecked: unknown, context: ToolContext): Promise<ToolOutcome<unknown>>;
};

/** Closes a tool over its types, so that tools of all types stand in one registry. */
export function defineTool<Input, Output>(tool: Tool<Input, Output>): AnyTool {
  const { description, input, output, effect, quick } = tool;
  return {
    description,
    input,
    effect,
    quick,
    async call(unchecked, context) {
      const outcome = await tool.run(input.parse(unchecked), context);
      return { ...outcome, shown: output.parse(outcome.shown) };
    },
  };
}
