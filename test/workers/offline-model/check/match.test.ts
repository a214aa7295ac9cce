import { describe, expect, test } from '@jest/globals';
import { fence } from '../../../../contract/prompt-data.ts';
import { answerChat } from '../../../../workers/offline-model/answer-chat.ts';
import type { Candidate } from '../../../../workers/offline-model/check/candidates.ts';
import { matchSentence } from '../../../../workers/offline-model/check/match-sentence.ts';
import type { ChatMessage } from '../../../../workers/offline-model/protocol/chat-request.ts';
import { termsOf } from '../../../../workers/offline-model/text/words.ts';
import { ask, chatRequest, dataMessage, TOOLS } from '../support/offline-job.ts';

function candidate(text: string, sourceId = 's1'): Candidate {
  const isRow = text.startsWith('|');
  const terms = new Set(termsOf(text));
  const [around, nearest] = [new Set<string>(), new Set<string>()];
  return { text, quote: text, passageId: `${sourceId}-p1`, sourceId, terms, around, nearest, isRow };
}
const matched = (text: string, ...sources: string[]) =>
  matchSentence(
    { id: 's1', text },
    sources.map((source, at) => candidate(source, `s${at + 1}`)),
    [],
  );

describe('a sentence and what the sources say to it', () => {
  test.each([
    ['word for word', 'The roof holds twelve panels.', 'The roof holds twelve panels.'],
    ['in a longer one', 'The roof holds 12 panels.', 'The roof holds 12 panels and faces south.'],
    ['with citations of its own', 'The roof holds 12 panels [3].', 'The roof holds 12 panels and faces south.'],
  ])('is borne out %s', (_how, text, source) => {
    expect(matched(text, source)).toMatchObject({ isClaim: true, evidence: [{ quote: source }], otherwise: [] });
  });

  test.each([
    ['another number', 'The roof holds 14 panels.', 'The roof holds 12 panels.'],
    ['another date', 'The contract ends on 3 May 2027.', 'The contract ends on 1 May 2027.'],
    ['the opposite', 'There is a fee for the roof panels.', 'There is no fee for the roof panels.'],
    [
      'another name',
      'The panels were checked in June by Alder Works.',
      'The panels were checked in June by Birch Works.',
    ],
  ])('is spoken against by %s', (_how, text, source) => {
    expect(matched(text, source)).toMatchObject({
      evidence: [],
      otherwise: [{ text: source, evidence: [{ quote: source }] }],
    });
  });

  test('a row is spoken against by the row of the same name with another cell', () => {
    expect(matched('north | 12 | 30', '| south | 12 | 30 |', '| north | 12 | 31 |')).toMatchObject({
      otherwise: [{ text: 'north | 12 | 31', evidence: [{ quote: '| north | 12 | 31 |' }] }],
    });
  });

  test('another source that disagrees is named beside the one that bears it out', () => {
    const found = matched('The roof holds 12 panels.', 'The roof holds 12 panels.', 'The roof holds 10 panels.');
    expect(found.evidence).toMatchObject([{ passageId: 's1-p1' }]);
    expect(found.otherwise).toMatchObject([{ evidence: [{ passageId: 's2-p1' }] }]);
  });

  test.each([
    ['The vendor pays every bill within two days.', 'The roof holds 12 panels.'],
    ['The large roof costs 900 dollars a year.', 'The small car costs 300 dollars a year.'],
  ])('"%s" is a claim that nothing speaks of', (text, source) => {
    expect(matched(text, source)).toEqual({ id: 's1', isClaim: true, evidence: [], otherwise: [] });
  });

  test.each(['We should buy the panels.', 'It sums up what was said.', 'For the board.'])(
    '"%s" is no claim',
    (text) => {
      expect(matched(text, 'The roof holds 12 panels.').isClaim).toBe(false);
    },
  );
});

test('each sentence is searched for, in turns of at most eight calls, and none is made twice', () => {
  const sentences = Array.from({ length: 12 }, (_, at) => ({
    id: `s${at + 1}`,
    text: `Roof ${at} holds panels.`,
    context: '',
  }));
  const messages: ChatMessage[] = [dataMessage({ sentences, limits: { turnsLeft: 11 } })];
  const made: string[] = [];
  for (let turn = 1; ; turn += 1) {
    const answer = answerChat(chatRequest('claim_evidence', messages, TOOLS));
    if (answer.kind === 'text') {
      expect(JSON.parse(answer.text).sentences.map(({ id }: { id: string }) => id)).toEqual(
        sentences.map(({ id }) => id),
      );
      break;
    }
    expect(answer.calls.length).toBeLessThanOrEqual(8);
    const calls = answer.calls.map((call, index) => ({ id: `t${turn}-${index}`, ...call }));
    made.push(...calls.map(({ name, arguments: args }) => `${name} ${JSON.stringify(args)}`));
    messages.push({
      role: 'assistant',
      content: null,
      tool_calls: calls.map(({ id, name, arguments: args }) => ({
        ...{ id, type: 'function' as const, function: { name, arguments: JSON.stringify(args) } },
      })),
    });
    for (const { id, name } of calls)
      messages.push({
        role: 'tool',
        tool_call_id: id,
        content: fence('tool-result', name === 'list_tables' ? { tables: [] } : { passages: [] }),
      });
  }
  expect(made).toHaveLength(13);
  expect(new Set(made).size).toBe(13);
});

describe('corrections', () => {
  const correct = (text: string, source: string, more: object = {}) =>
    ask('corrections', {
      evidence: [{ id: 'e1', source: 'list.md', place: 'line 1', quote: source, query: null }],
      'faulty-claims': [
        {
          id: 's1',
          text,
          context: '',
          verdict: 'insufficient',
          evidence: ['e1'],
          otherwise: [],
          findings: [],
          ...more,
        },
      ],
    }).corrections[0];

  test.each([
    ['It costs 6 dollars a month [2].', 'It costs 5 dollars a month.', 'It costs 5 dollars a month [2].'],
    [
      'We found: the contract ends on 3 May 2027.',
      'The contract ends on 1 May 2027.',
      'We found: the contract ends on 1 May 2027.',
    ],
    [
      'It was checked by Alder Works in June.',
      'It was checked by Birch Works in June.',
      'It was checked by Birch Works in June.',
    ],
    ['There is a fee for panels.', 'There is no fee for panels.', 'There is no fee for panels.'],
    ['north | 12 | 30', '| north | 12 | 31 |', 'north | 12 | 31'],
  ])('"%s" becomes what the source says', (text, source, right) => {
    expect(correct(text, source)).toMatchObject({ action: 'change', text: right, evidence: ['e1'] });
  });

  test('takes only words of the sentence and of the source', () => {
    const [text, source] = ['Our bill: it costs 6 dollars a month.', 'Since May it costs 5 dollars a month.'];
    const words = new Set(`${text} ${source}`.split(/\W+/));
    const corrected = correct(text, source)?.text ?? '';
    expect(corrected).toContain('5 dollars');
    expect(corrected.split(/\W+/).filter((word) => !words.has(word))).toEqual([]);
  });

  test('what no source corrects is kept, with the reason', () => {
    expect(correct('The sky is green.', 'It costs 5 dollars a month.')).toEqual({
      ...{ claimId: 's1', action: 'keep', text: null, evidence: [] },
      reason: 'The sources hold no words to correct it with.',
    });
    expect(correct('It costs 6 dollars.', 'It costs 5 dollars.', { verdict: 'supported' })?.action).toBe('keep');
  });

  test('what a reviewer names to be removed goes, and nothing else', () => {
    const claims = ['The vendor promised an answer.', 'It costs 5 dollars.'].map((text, at) => ({
      ...{ id: `s${at + 1}`, text, context: '', verdict: 'supported', evidence: [], otherwise: [], findings: [] },
    }));
    const { corrections } = ask('corrections', {
      evidence: [],
      'faulty-claims': claims,
      comment: { text: 'Please see to it. Remove the sentence on what the vendor promised.' },
    });
    expect(corrections.map(({ action }) => action)).toEqual(['remove', 'keep']);
  });
});
