import type { ArtifactRef } from '../../contract/artifact.ts';
import type { ModelAnswerName } from '../../contract/model-answers.ts';
import { fence } from '../../contract/prompt-data.ts';
import type { CatalogModel, ModelTask } from '../../contract/routing.ts';
import type { ModelRequest } from '../../contract/steps.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { type Prompt, type Prompts, withRemedy } from '../prompts/load-prompts.ts';
import { type ModelAnswer, type ModelMessage, modelAnswerSchema, type OfferedTool } from './port.ts';

/** One task put to a model, before remedies, limits and the system message are added. */
export interface TaskQuestion {
  task: ModelTask;
  /** The conversation without its system message, stable part first. */
  messages: ModelMessage[];
  /** The artifacts of those messages that are kept already. */
  kept?: ReadonlyMap<ModelMessage, ArtifactRef>;
  /** Sent behind everything else: what varies from turn to turn. */
  last: ModelMessage | null;
  tools: readonly OfferedTool[];
  toolChoice: 'auto' | 'none';
  answer: ModelAnswerName;
}

/** Output limits of a first attempt, in tokens; roomy, since a model's reasoning counts against them. */
const OUTPUT_TOKENS: Record<ModelTask, number> = {
  plan: 16_000,
  research: 16_000,
  draft: 48_000,
  judge: 24_000,
  match: 24_000,
  correct: 24_000,
  ask: 8_000,
};

/** The prompt of an attempt: the task's own, with the words of its remedy where it has any. */
export function promptFor(prompts: Prompts, task: ModelTask, remedy: ModelRequest['remedy']): Prompt {
  const words = remedy === null || remedy.kind === 'enlarge' ? null : prompts.remedies[remedy.kind];
  return withRemedy(prompts.tasks[task], words);
}

/** All messages of an attempt in order: system, conversation, what is to be repaired, what varies. */
export async function messagesOf(
  artifacts: Pick<ArtifactStore, 'getJson'>,
  prompt: Prompt,
  question: TaskQuestion,
  remedy: ModelRequest['remedy'],
): Promise<ModelMessage[]> {
  const repair = remedy?.kind === 'repair' ? await repairMessages(artifacts, remedy) : [];
  const last = question.last === null ? [] : [question.last];
  return [{ role: 'system', text: prompt.text }, ...question.messages, ...repair, ...last];
}

async function repairMessages(
  artifacts: Pick<ArtifactStore, 'getJson'>,
  remedy: Extract<ModelRequest['remedy'], { kind: 'repair' }>,
): Promise<ModelMessage[]> {
  const answer = modelAnswerSchema.parse(await artifacts.getJson(remedy.answer.sha256));
  const words = writtenOut(answer);
  const before: ModelMessage[] = words === '' ? [] : [{ role: 'assistant', text: words, toolCalls: [] }];
  const findings = [{ claimText: null, message: remedy.error }];
  return [...before, { role: 'user', text: fence('findings', findings), images: [] }];
}

/** An invalid answer as text: its tool calls are not repeated as calls, since nothing answered them. */
function writtenOut(answer: ModelAnswer): string {
  if (answer.text !== null && answer.text !== '') return answer.text;
  return answer.toolCalls.length === 0 ? '' : JSON.stringify(answer.toolCalls);
}

/**
 * The output limit of an attempt: none for a model that the catalog does not list (nobody knows what its server takes),
 * unless the answer before was cut off.
 */
export function outputLimit(
  model: CatalogModel & { listed: boolean },
  task: ModelTask,
  remedy: ModelRequest['remedy'],
): number | null {
  if (remedy?.kind === 'enlarge') return model.outputTokens;
  return model.listed ? Math.min(model.outputTokens, OUTPUT_TOKENS[task]) : null;
}
