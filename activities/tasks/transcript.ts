import { z } from 'zod';
import { type ArtifactRef, artifactRefSchema } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import { type Sha256, sha256Schema } from '../../contract/ids.ts';
import { subQuestionSchema } from '../../contract/plan.ts';
import { fence } from '../../contract/prompt-data.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { keepMessage } from '../models/kept-request.ts';
import { type ModelMessage, modelAnswerSchema, modelMessageSchema } from '../models/port.ts';
import { toolResultSchema } from '../tools/tool-result.ts';
import { readArtifact } from './task-data.ts';

/**
 * Content of a transcript's artifact: what one item's conversation is about, its messages and the tool results among them, all by
 * reference, so that it grows by a line a message. The system message is not among them: each turn takes the prompt as it is then.
 */
export const transcriptSchema = z.object({
  sources: sha256Schema,
  subQuestion: subQuestionSchema,
  /** Of a `check`: the sentences that the answer is about. */
  sentences: z.array(z.object({ id: z.string(), text: z.string(), context: z.string() })).optional(),
  messages: z.array(artifactRefSchema),
  results: z.array(sha256Schema),
});

/** What a conversation is about: the sub-question, and the sources in which its answer is looked for. */
export type Topic = Pick<z.infer<typeof transcriptSchema>, 'sources' | 'subQuestion' | 'sentences'>;

/** A conversation so far. */
export interface Transcript extends Topic {
  messages: ModelMessage[];
  kept: ReadonlyMap<ModelMessage, ArtifactRef>;
  results: Sha256[];
}

/** The model's last answer and the results of the tools it called, in the order of the calls. */
export interface LastTurn {
  answer: Sha256;
  results: readonly Sha256[];
}

/** Begins a transcript with its first message. */
export async function beginTranscript(
  artifacts: ArtifactStore,
  topic: Topic,
  first: ModelMessage,
): Promise<Transcript> {
  return { ...topic, messages: [first], kept: new Map([[first, await keepMessage(artifacts, first)]]), results: [] };
}

/** Reads a transcript with all its messages. */
export async function readTranscript(artifacts: ArtifactStore, transcript: Sha256): Promise<Transcript> {
  const { messages, ...rest } = await readArtifact(artifacts, transcript, transcriptSchema);
  const read = await Promise.all(
    messages.map(async (message) => [await readArtifact(artifacts, message, modelMessageSchema), message] as const),
  );
  return { ...rest, messages: read.map(([message]) => message), kept: new Map(read) };
}

/** Adds the last answer and its tool results, each as a fence in the order of the calls. Throws `internal` where a call has no result: a provider would refuse that. */
export async function withLastTurn(artifacts: ArtifactStore, before: Transcript, last: LastTurn): Promise<Transcript> {
  const { text, toolCalls } = await readArtifact(artifacts, last.answer, modelAnswerSchema);
  const results = toolCalls.map(({ id }, index) => {
    const result = last.results[index];
    if (result === undefined) throw new DossierError('internal', `The tool call ${id} was left without a result.`);
    return { id, result };
  });
  const added: ModelMessage[] = [
    { role: 'assistant', text, toolCalls },
    ...(await Promise.all(results.map(({ id, result }) => toolMessage(artifacts, id, result)))),
  ];
  const kept = await Promise.all(
    added.map(async (message) => [message, await keepMessage(artifacts, message)] as const),
  );
  return {
    ...before,
    messages: [...before.messages, ...added],
    kept: new Map([...before.kept, ...kept]),
    results: [...before.results, ...results.map(({ result }) => result)],
  };
}

async function toolMessage(artifacts: ArtifactStore, toolCallId: string, result: Sha256): Promise<ModelMessage> {
  const { shown } = await readArtifact(artifacts, result, toolResultSchema);
  return { role: 'tool', toolCallId, text: fence('tool-result', shown) };
}

/** Keeps a transcript as a manifest of references, and gives its name. */
export async function keepTranscript(artifacts: ArtifactStore, transcript: Transcript): Promise<Sha256> {
  const messages = await Promise.all(
    transcript.messages.map((message) => transcript.kept.get(message) ?? keepMessage(artifacts, message)),
  );
  const { sources, subQuestion, sentences, results } = transcript;
  const topic: Topic = { sources, subQuestion, ...(sentences !== undefined && { sentences }) };
  const content: z.infer<typeof transcriptSchema> = { ...topic, messages, results };
  return (await artifacts.putJson(content, 'transcript')).sha256;
}
