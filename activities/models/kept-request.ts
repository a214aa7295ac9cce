import type { ArtifactRef } from '../../contract/artifact.ts';
import { requestHash } from '../../contract/calls.ts';
import { MODEL_ANSWERS } from '../../contract/model-answers.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { ModelCallRequest, ModelMessage } from './port.ts';
import { strictJsonSchema } from './strict-json-schema.ts';

/** A request that is kept: the artifact that holds it, and the hash by which the same request is known again. */
export interface KeptRequest {
  artifact: ArtifactRef;
  hash: string;
}

/** Keeps a message; the same message is the same artifact, however many requests hold it. */
export async function keepMessage(
  artifacts: Pick<ArtifactStore, 'putJson'>,
  message: ModelMessage,
): Promise<ArtifactRef> {
  return await artifacts.putJson(message, `message of role ${message.role}`);
}

/**
 * Keeps a request by reference to its messages, so that a conversation of n turns is kept once and not n times.
 * `kept` names messages that are artifacts already. The hash covers everything that decides the answer: model, messages, tools, schema and parameters.
 */
export async function keepRequest(
  artifacts: Pick<ArtifactStore, 'putJson'>,
  request: ModelCallRequest,
  kept: ReadonlyMap<ModelMessage, ArtifactRef> = new Map(),
): Promise<KeptRequest> {
  const messages = await Promise.all(
    request.messages.map((message) => kept.get(message) ?? keepMessage(artifacts, message)),
  );
  const content = {
    model: request.model,
    messages: messages.map((message) => message.sha256),
    tools: request.tools.map(({ name, description, parameters }) => ({
      name,
      description,
      parameters: strictJsonSchema(parameters),
    })),
    toolChoice: request.toolChoice,
    answer: { name: request.answer, schema: strictJsonSchema(MODEL_ANSWERS[request.answer]) },
    maxOutputTokens: request.maxOutputTokens,
    reasoningEffort: request.reasoningEffort,
  };
  const artifact = await artifacts.putJson(content, `request to ${request.model}`);
  return { artifact, hash: requestHash(content) };
}
