import { z } from 'zod';
import { RefusedRequest } from './refused-request.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const content = z.union([z.string(), z.array(textPart)]);

const toolCallSchema = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const messageSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content }),
  z.object({ role: z.literal('developer'), content }),
  z.object({ role: z.literal('user'), content }),
  z.object({
    role: z.literal('assistant'),
    content: content.nullable().optional(),
    tool_calls: z.array(toolCallSchema).optional(),
  }),
  z.object({ role: z.literal('tool'), content, tool_call_id: z.string() }),
]);

const toolSchema = z.object({
  type: z.literal('function'),
  function: z.object({ name: z.string() }),
});

/** The part of a Chat Completions request that the offline model reads; what it does not read it ignores. */
export const chatRequestSchema = z.object({
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  tools: z.array(toolSchema).optional(),
  tool_choice: z.enum(['auto', 'none']).optional(),
  response_format: z.object({ type: z.literal('json_schema'), json_schema: z.object({ name: z.string() }) }).optional(),
  stream: z.boolean().nullable().optional(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullable().optional(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;
export type ChatMessage = ChatRequest['messages'][number];

/** Reads a request's body. Throws `RefusedRequest` (400) where it is not JSON or not a chat request. */
export function readChatRequest(body: string): ChatRequest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new RefusedRequest(400, 'invalid_json', null, 'The body of the request is not JSON.');
  }
  const request = chatRequestSchema.safeParse(parsed);
  if (request.success) return request.data;
  const issue = request.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new RefusedRequest(
    400,
    'invalid_request',
    place || null,
    `Not a chat request at "${place}": ${issue?.message}.`,
  );
}

/** The text of a message; parts are joined as they stand. */
export function textOfMessage(message: ChatMessage): string {
  const { content: written } = message;
  if (written === null || written === undefined) return '';
  return typeof written === 'string' ? written : written.map((part) => part.text).join('\n');
}
