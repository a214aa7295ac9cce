import { z } from 'zod';
import { DossierError, type FailureCode } from '../../contract/failures.ts';
import type { Sha256 } from '../../contract/ids.ts';
import type { ToolResult } from '../../contract/steps.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { ToolInputs } from '../activities.ts';
import type { ActivityControl } from '../activity-control.ts';
import type { SourceReader } from '../documents/sources/passages.ts';
import { modelAnswerSchema, type RequestedToolCall } from '../models/port.ts';
import { toolByName, toolNames } from './registry.ts';
import type { TableDatabases } from './table-databases.ts';
import type { ToolContext, ToolOutcome } from './tool.ts';

/** What a model can do something about. */
const MENDABLE: ReadonlySet<FailureCode> = new Set([
  'tool-unknown',
  'tool-arguments-invalid',
  'tool-query-failed',
  'actor-not-allowed',
]);

/** What running tools reaches the world through. */
export interface RunToolPorts {
  artifacts: ArtifactStore;
  sources: SourceReader;
  tables: TableDatabases;
}

/** The `runTool` activity over its ports. */
export type RunTool = (input: ToolInputs, control: Pick<ActivityControl, 'signal'>) => Promise<ToolResult>;

/**
 * Makes the activity that runs one tool call of a model's answer. Whatever the model can mend (an unknown tool, bad arguments, failing SQL, a
 * person's no) is a result that says so; trouble of the store is thrown.
 */
export function createRunTool({ artifacts, sources, tables }: RunToolPorts): RunTool {
  return async ({ sources: set, answer, index, refused }, { signal }) => {
    const call = await callOf(artifacts, answer, index);
    const outcome = await sources.withSources(set, async (opened) => {
      const context: ToolContext = {
        sources: opened,
        artifacts,
        withTables: (use) => tables.withTables(set, opened.set, use),
        signal,
      };
      try {
        if (refused !== undefined)
          throw new DossierError('actor-not-allowed', `A person did not allow this call: ${refused}`);
        return await called(call.arguments, call.name, context);
      } catch (error) {
        return shownError(error);
      }
    });
    const { shown, recorded, passageIds, found } = outcome;
    const result = await artifacts.putJson({ shown, recorded, passageIds }, `Result of ${call.name}`.slice(0, 300));
    return { result: result.sha256, found };
  };
}

async function callOf(artifacts: ArtifactStore, answer: Sha256, index: number): Promise<RequestedToolCall> {
  const { toolCalls } = modelAnswerSchema.parse(await artifacts.getJson(answer));
  const call = toolCalls[index];
  if (call === undefined) throw new DossierError('internal', `Answer ${answer} holds no tool call at ${index}.`);
  return call;
}

async function called(json: string, name: string, context: ToolContext): Promise<ToolOutcome<unknown>> {
  const tool = toolByName(name);
  if (tool === null)
    throw new DossierError('tool-unknown', `There is no tool "${name}". The tools are: ${toolNames().join(', ')}.`);
  const parsed = tool.input.safeParse(parsedArguments(json));
  if (!parsed.success) throw new DossierError('tool-arguments-invalid', z.prettifyError(parsed.error));
  return tool.call(parsed.data, context);
}

function parsedArguments(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch (cause) {
    throw new DossierError('tool-arguments-invalid', 'The arguments are not JSON.', { cause });
  }
}

/** What went wrong as a result that the model reads. Rethrows what it cannot mend. */
function shownError(error: unknown): ToolOutcome<{ error: { code: string; message: string } }> {
  if (!(error instanceof DossierError) || !MENDABLE.has(error.code)) throw error;
  return {
    shown: { error: { code: error.code, message: error.message } },
    found: 0,
    passageIds: [],
    recorded: null,
  };
}
