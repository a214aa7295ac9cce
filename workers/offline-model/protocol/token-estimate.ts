import { type ChatRequest, textOfMessage } from './chat-request.ts';

/** Estimated tokens of a text: one for each four UTF-16 units, rounded up. No tokenizer: the number is only there to be counted. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Estimated input tokens of a request: of each message's text and tool calls, and of the names of the tools. */
export function estimateInputTokens(request: ChatRequest): number {
  const messages = request.messages.map((message) => {
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
    const called = calls.map((call) => estimateTokens(call.function.name + call.function.arguments));
    return called.reduce((sum, tokens) => sum + tokens, estimateTokens(textOfMessage(message)));
  });
  const tools = (request.tools ?? []).map((tool) => estimateTokens(tool.function.name));
  return [...messages, ...tools].reduce((sum, tokens) => sum + tokens, 0);
}
