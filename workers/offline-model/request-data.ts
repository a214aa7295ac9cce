import { z } from 'zod';
import { FENCED_VALUES } from '../../contract/model-answers.ts';
import { type FenceName, readFences } from '../../contract/prompt-data.ts';
import { type ChatMessage, textOfMessage } from './protocol/chat-request.ts';
import { unprocessable } from './protocol/refused-request.ts';

type FencedValues = { [Name in keyof typeof FENCED_VALUES]: z.infer<(typeof FENCED_VALUES)[Name]> };

const SCHEMAS: { [Name in keyof FencedValues]: z.ZodType<FencedValues[Name]> } = FENCED_VALUES;

/** The data of a request: what its fenced blocks hold, and nothing else of its text. */
export interface RequestData {
  /** The last block of that name, or null. Throws `RefusedRequest` (422) where its content is not what the name promises. */
  optional<Name extends keyof FencedValues>(name: Name): FencedValues[Name] | null;
  /** As `optional`, but a missing block is refused too: a renamed fence must fail loudly, never give an empty answer. */
  required<Name extends keyof FencedValues>(name: Name): FencedValues[Name];
}

/** Reads all fences of a text; whatever looks like a fence and is none is refused by name. */
export function fencesOf(text: string): { name: FenceName; value: unknown }[] {
  const strange = text
    .split('\n')
    .find((line) => line.startsWith('<<<') && !/^<<<(data \S+ \(untrusted\)|end data)>>>$/.test(line));
  if (strange !== undefined)
    throw unprocessable('malformed_fence', strange.slice(0, 80), `Malformed data fence "${strange.slice(0, 80)}".`);
  try {
    return readFences(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw unprocessable('unknown_fence', /"([^"]*)"/.exec(message)?.[1] ?? 'fence', message);
  }
}

/** Collects the fenced blocks of all messages that are not the model's own. */
export function requestData(messages: readonly ChatMessage[]): RequestData {
  const values = new Map<string, unknown>();
  for (const message of messages) {
    if (message.role === 'assistant' || message.role === 'tool') continue;
    for (const { name, value } of fencesOf(textOfMessage(message))) values.set(name, value);
  }
  const optional: RequestData['optional'] = (name) => {
    if (!values.has(name)) return null;
    const read = SCHEMAS[name].safeParse(values.get(name));
    if (read.success) return read.data;
    throw unprocessable('malformed_fence', name, `Data fence "${name}": ${z.prettifyError(read.error)}`);
  };
  return {
    optional,
    required(name) {
      const value = optional(name);
      if (value === null) throw unprocessable('missing_fence', name, `There is no data fence "${name}".`);
      return value;
    },
  };
}
