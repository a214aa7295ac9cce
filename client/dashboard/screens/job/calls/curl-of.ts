import type { KeptRequestAnswer } from '../../../../../contract/call-api.ts';

type Sent = Extract<KeptRequestAnswer['messages'][number], { role: string }>;

/**
 * A call as a command that asks the same of a server that speaks Chat Completions. The key is the variable OPENAI_API_KEY, the address
 * OPENAI_BASE_URL; pictures are named and not in it. Null where part of what was sent is lost.
 */
export function curlOf(request: KeptRequestAnswer): string | null {
  const messages: object[] = [];
  for (const message of request.messages) {
    if ('missing' in message) return null;
    messages.push(messageOf(message));
  }
  const { maxOutputTokens, reasoningEffort } = request.parameters;
  const body = {
    model: request.model,
    messages,
    response_format: { type: 'json_schema', json_schema: { ...request.schema, strict: true } },
    ...(request.tools.length > 0 && {
      tools: request.tools.map((tool) => ({ type: 'function', function: { ...tool, strict: true } })),
      tool_choice: request.toolChoice,
    }),
    ...(maxOutputTokens !== null && { max_completion_tokens: maxOutputTokens }),
    ...(reasoningEffort !== null && { reasoning_effort: reasoningEffort }),
  };
  // A quoted here-document: the shell looks at nothing in it, and no line of JSON is its end.
  return [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in.
    'curl "${OPENAI_BASE_URL:-https://api.openai.com/v1}/chat/completions" \\',
    '  -H "Authorization: Bearer $OPENAI_API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    "  --data-binary @- <<'END_OF_REQUEST'",
    JSON.stringify(body, null, 2),
    'END_OF_REQUEST',
    '',
  ].join('\n');
}

function messageOf({ role, text, images, toolCalls, toolCallId }: Sent): object {
  const named = images.map(({ title, sha256 }) => `[image ${title}, ${sha256}]`);
  const content = named.length === 0 ? text : [text ?? '', ...named].join('\n');
  return {
    role,
    content,
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ id, name, arguments: written }) => ({
        id,
        type: 'function',
        function: { name, arguments: written },
      })),
    }),
    ...(toolCallId !== null && { tool_call_id: toolCallId }),
  };
}
