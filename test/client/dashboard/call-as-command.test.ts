import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { curlOf } from '../../../client/dashboard/screens/job/calls/curl-of.ts';
import type { KeptRequestAnswer } from '../../../contract/call-api.ts';

const HOSTILE = 'it\'s `id` $(touch /tmp/x) "$HOME" \\\nEND_OF_REQUEST\n<script>';
const common = { images: [], toolCalls: [], toolCallId: null, sha256: 'a' };
const request: KeptRequestAnswer = {
  model: 'gpt-5.4',
  messages: [
    { ...common, role: 'system', text: HOSTILE },
    { ...common, role: 'assistant', text: null, toolCalls: [{ id: 'c1', name: 'search', arguments: '{}' }] },
    { ...common, role: 'tool', text: 'found', toolCallId: 'c1' },
  ],
  tools: [{ name: 'search', description: 'Searches.', parameters: { type: 'object' } }],
  toolChoice: 'auto',
  schema: { name: 'plan', schema: { type: 'object' } },
  parameters: { maxOutputTokens: 100, reasoningEffort: null },
};

test('a call as a command sends what was sent, whatever words are in it, with the key as a variable', () => {
  const command = curlOf(request);
  if (command === null) throw new Error('It is whole.');
  const script = `curl() { printf '%s\\n' "$@" >&2; cat; }\n${command}`;
  const body = JSON.parse(
    execFileSync('bash', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  expect(body).toEqual({
    model: 'gpt-5.4',
    messages: [
      { role: 'system', content: HOSTILE },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'search', arguments: '{}' } }],
      },
      { role: 'tool', content: 'found', tool_call_id: 'c1' },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'plan', schema: { type: 'object' }, strict: true } },
    tools: [
      {
        type: 'function',
        function: { name: 'search', description: 'Searches.', parameters: { type: 'object' }, strict: true },
      },
    ],
    tool_choice: 'auto',
    max_completion_tokens: 100,
  });
  expect(command).toContain('Authorization: Bearer $OPENAI_API_KEY');
});

test('a call of which a message is lost is no command', () => {
  expect(curlOf({ ...request, messages: [{ sha256: 'a', missing: 'gone' }] })).toBeNull();
});
