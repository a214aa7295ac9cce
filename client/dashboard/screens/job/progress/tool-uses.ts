import type { CallContent } from '../../../../../contract/call-api.ts';

/** One use of a tool in a conversation: what was given to it, and what it gave; null while it has not answered. */
export interface ToolUse {
  id: string;
  name: string;
  arguments: string;
  result: string | null;
}

/**
 * The tools that were used up to a call and in its answer, in order. Each call of a conversation is sent all that was said before, so that the
 * newest one tells of all. What is lost of it is left out.
 */
export function toolUsesOf({ request, answer }: Pick<CallContent, 'request' | 'answer'>): ToolUse[] {
  const messages = 'missing' in request ? [] : request.messages;
  const uses: ToolUse[] = [];
  for (const message of messages) {
    if ('missing' in message) continue;
    for (const { id, name, arguments: given } of message.toolCalls)
      uses.push({ id, name, arguments: given, result: null });
    if (message.role !== 'tool') continue;
    // Ids may come again in another turn: an answer belongs to the newest that has none.
    const asked = uses.findLast(({ id, result }) => id === message.toolCallId && result === null);
    if (asked !== undefined) asked.result = message.text ?? '';
  }
  const last = answer === null || 'missing' in answer ? [] : answer.toolCalls;
  return [...uses, ...last.map(({ id, name, arguments: given }) => ({ id, name, arguments: given, result: null }))];
}
