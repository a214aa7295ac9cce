import { z } from 'zod';
import { sha256OfJson } from '../../contract/hash.ts';

const toolCall = z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) });
const message = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content: z.string() }),
  z.object({ role: z.literal('user'), content: z.string() }),
  z.object({ role: z.literal('assistant'), content: z.string().nullish(), tool_calls: z.array(toolCall).default([]) }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
]);
const chatBody = z.object({
  model: z.string(),
  messages: z.array(message),
  tools: z.array(z.unknown()).default([]),
  tool_choice: z.string().default(''),
  max_completion_tokens: z.int().nullish(),
});
const keptRequest = z.object({
  model: z.string(),
  messages: z.array(z.string()),
  tools: z.array(z.unknown()),
  toolChoice: z.string(),
  maxOutputTokens: z.int().nullable(),
});

/** The name of a message as an artifact, from what the provider was sent. */
function messageHash(sent: z.infer<typeof message>): string {
  switch (sent.role) {
    case 'system':
      return sha256OfJson({ role: 'system', text: sent.content });
    case 'user':
      return sha256OfJson({ role: 'user', text: sent.content, images: [] });
    case 'assistant': {
      const toolCalls = sent.tool_calls.map(({ id, function: called }) => ({ id, ...called }));
      return sha256OfJson({ role: 'assistant', text: sent.content ?? null, toolCalls });
    }
    case 'tool':
      return sha256OfJson({ role: 'tool', toolCallId: sent.tool_call_id, text: sent.content });
  }
}

/** What a request asks, by the body that the provider got; the same as `digestOfKept` of the row that it was asked for. */
export function digestOfBody(body: unknown): string {
  const { model, messages, tool_choice, max_completion_tokens } = chatBody.parse(body);
  return sha256OfJson([model, messages.map(messageHash), tool_choice, max_completion_tokens ?? null]);
}

/** What a request asks, by the artifact that its row in the ledger names. */
export function digestOfKept(kept: unknown): string {
  const { model, messages, tools, toolChoice, maxOutputTokens } = keptRequest.parse(kept);
  // Where there are no tools, nothing is sent of the choice among them.
  return sha256OfJson([model, messages, tools.length === 0 ? '' : toolChoice, maxOutputTokens]);
}
