import { expect, test } from '@jest/globals';
import { toolUsesOf } from '../../../../client/dashboard/screens/job/progress/tool-uses.ts';
import { rateOf, type Written, withLook } from '../../../../client/dashboard/screens/job/progress/writing-rate.ts';

const rateAfter = (looks: Written[]): number | null => rateOf(looks.reduce<readonly Written[]>(withLook, []));

test('the rate is what was written over the last ten seconds', () => {
  expect(rateAfter([])).toBeNull();
  expect(rateAfter([{ at: 0, chars: 100 }])).toBeNull();
  expect(
    rateAfter([
      { at: 0, chars: 100 },
      { at: 2_000, chars: 300 },
    ]),
  ).toBe(100);
  const long = [0, 5_000, 12_000, 20_000].map((at) => ({ at, chars: at }));
  expect(rateAfter([...long, { at: 22_000, chars: 20_000 }])).toBe(800);
  expect(
    rateAfter([
      { at: 0, chars: 50 },
      { at: 8_000, chars: 50 },
    ]),
  ).toBe(0);
});

test('another text begins the measuring anew', () => {
  expect(
    rateAfter([
      { at: 0, chars: 900 },
      { at: 3_000, chars: 10 },
    ]),
  ).toBeNull();
  expect(
    rateAfter([
      { at: 0, chars: 900 },
      { at: 3_000, chars: 10 },
      { at: 4_000, chars: 40 },
    ]),
  ).toBe(30);
});

const asked = (id: string) => ({ id, name: 'search', arguments: `{"q":"${id}"}` });
const said = (more: object) => ({
  sha256: 'a',
  role: 'user' as const,
  text: null,
  images: [],
  toolCalls: [],
  toolCallId: null,
  ...more,
});
const request = (messages: object[]) => ({
  ...{ model: 'm', tools: [], toolChoice: 'auto', schema: { name: 's', schema: {} } },
  ...{ messages, parameters: { maxOutputTokens: null, reasoningEffort: null } },
});

test('the newest call tells of every tool that was used, each with what it gave', () => {
  const messages = [
    said({ text: 'Why?' }),
    said({ role: 'assistant', toolCalls: [asked('a'), asked('b')] }),
    said({ role: 'tool', toolCallId: 'b', text: 'two' }),
    said({ role: 'tool', toolCallId: 'a', text: 'one' }),
    { sha256: 'lost', missing: 'It is gone.' },
    // A provider may begin its ids anew with each turn.
    said({ role: 'assistant', toolCalls: [asked('a')] }),
    said({ role: 'tool', toolCallId: 'a', text: 'three' }),
  ];
  const answer = { text: null, toolCalls: [asked('c')], refusal: null, finishReason: 'tool_calls' };
  const uses = toolUsesOf({ request: request(messages), answer } as Parameters<typeof toolUsesOf>[0]);
  expect(uses.map(({ id, result }) => [id, result])).toEqual([
    ['a', 'one'],
    ['b', 'two'],
    ['a', 'three'],
    ['c', null],
  ]);
});

test('of a call whose request is lost, its answer still tells', () => {
  const lost = { sha256: 'x', missing: 'It is gone.' };
  expect(toolUsesOf({ request: lost, answer: null })).toEqual([]);
  expect(toolUsesOf({ request: lost, answer: lost })).toEqual([]);
});
