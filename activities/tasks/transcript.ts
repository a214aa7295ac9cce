import { z } from 'zod';
import { type ArtifactRef, artifactRefSchema } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import { fence } from '../../contract/prompt-data.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { keepMessage } from '../models/kept-request.ts';
import { type ModelMessage, modelAnswerSchema, modelMessageSchema } from '../models/port.ts';
import { toolResultSchema } from '../tools/tool-result.ts';
import { readArtifact } from './task-data.ts';

/**
 * Content of a transcript's artifact: the messages of one item's conversation and the tool results among them, all by reference,
 * so that it grows by a line a message. The system message is not among them: each turn takes the prompt as it is then.
 */
export const transcriptSchema = z.object({
  messages: z.array(artifactRefSchema),
  results: z.array(artifactRefSchema),
});

/** A conversation so far. */
export interface Transcript {
  messages: ModelMessage[];
  kept: ReadonlyMap<ModelMessage, ArtifactRef>;
  results: ArtifactRef[];
}

/** The model's last answer and the results of the tools it called. */
export interface LastTurn {
  answer: ArtifactRef;
  results: readonly { id: string; result: ArtifactRef }[];
}

/** Begins a transcript with its first message. */
export async function beginTranscript(artifacts: ArtifactStore, first: ModelMessage): Promise<Transcript> {
  return { messages: [first], kept: new Map([[first, await keepMessage(artifacts, first)]]), results: [] };
}

/** Reads a transcript with all its messages. */
export async function readTranscript(artifacts: ArtifactStore, ref: ArtifactRef): Promise<Transcript> {
  const { messages, results } = await readArtifact(artifacts, ref, transcriptSchema);
  const read = await Promise.all(
    messages.map(async (message) => [await readArtifact(artifacts, message, modelMessageSchema), message] as const),
  );
  return { messages: read.map(([message]) => message), kept: new Map(read), results };
}

/** Adds the last answer and its tool results, each as a fence in the order of the calls. Throws `internal` where a call has no result: a provider would refuse that. */
export async function withLastTurn(artifacts: ArtifactStore, before: Transcript, last: LastTurn): Promise<Transcript> {
  const { text, toolCalls } = await readArtifact(artifacts, last.answer, modelAnswerSchema);
  const results = toolCalls.map(({ id }) => {
    const found = last.results.find((result) => result.id === id);
    if (found === undefined) throw new DossierError('internal', `The tool call ${id} was left without a result.`);
    return found;
  });
  const added: ModelMessage[] = [
    { role: 'assistant', text, toolCalls },
    ...(await Promise.all(results.map(({ id, result }) => toolMessage(artifacts, id, result)))),
  ];
  const kept = await Promise.all(
    added.map(async (message) => [message, await keepMessage(artifacts, message)] as const),
  );
  return {
    messages: [...before.messages, ...added],
    kept: new Map([...before.kept, ...kept]),
    results: [...before.results, ...results.map(({ result }) => result)],
  };
}

async function toolMessage(artifacts: ArtifactStore, toolCallId: string, result: ArtifactRef): Promise<ModelMessage> {
  const { shown } = await readArtifact(artifacts, result, toolResultSchema);
  return { role: 'tool', toolCallId, text: fence('tool-result', shown) };
}

/** Keeps a transcript as a manifest of references. */
export async function keepTranscript(artifacts: ArtifactStore, transcript: Transcript): Promise<ArtifactRef> {
  const messages = await Promise.all(
    transcript.messages.map((message) => transcript.kept.get(message) ?? keepMessage(artifacts, message)),
  );
  return await artifacts.putJson({ messages, results: transcript.results }, 'transcript');
}
