import { z } from 'zod';
import { DossierError, type FailureCode } from '../../contract/failures.ts';
import type { ToolResult } from '../../contract/steps.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { ToolInputs } from '../activities.ts';
import type { ActivityControl } from '../activity-control.ts';
import type { SourceReader } from '../documents/passages.ts';
import { modelAnswerSchema } from '../models/port.ts';
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
 * person's no) is a result that says so, with `failed`; trouble of the store is thrown.
 */
export function createRunTool({ artifacts, sources, tables }: RunToolPorts): RunTool {
  return async ({ sources: set, answer, call, refused }, { signal }) => {
    const outcome = await sources.withSources(set.sha256, async (opened) => {
      const context: ToolContext = {
        sources: opened,
        artifacts,
        withTables: (use) => tables.withTables(set.sha256, opened.set, use),
        signal,
      };
      try {
        if (refused !== null)
          throw new DossierError('actor-not-allowed', `A person did not allow this call: ${refused}`);
        return {
          failed: false,
          ...(await called(await argumentsOf(artifacts, answer.sha256, call), call.name, context)),
        };
      } catch (error) {
        return { failed: true, ...shownError(error) };
      }
    });
    const { shown, recorded, passageIds, found, failed } = outcome;
    const result = await artifacts.putJson({ shown, recorded, passageIds }, `Result of ${call.name}`.slice(0, 300));
    return { result, found, failed };
  };
}

async function argumentsOf(artifacts: ArtifactStore, answer: string, call: ToolInputs['call']): Promise<string> {
  const { toolCalls } = modelAnswerSchema.parse(await artifacts.getJson(answer));
  const asked = toolCalls[call.index];
  if (asked === undefined || asked.name !== call.name)
    throw new DossierError('internal', `Answer ${answer} holds no call of ${call.name} at ${call.index}.`);
  return asked.arguments;
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
