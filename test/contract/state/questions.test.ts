import { describe, expect, test } from '@jest/globals';
import { failure } from '../../../contract/failures.ts';
import { MESSAGES, type Message } from '../../../contract/messages.ts';
import {
  ANSWER_CHARS,
  QUESTION_CHARS,
  QUESTIONS_AT_GATE,
  QUESTIONS_OF_JOB,
  type Question,
} from '../../../contract/questions.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { upgraded } from '../../../contract/state/initial-state.ts';
import { JOB_STATE_VERSION, type JobState, jobStateSchema } from '../../../contract/state/job-state.ts';
import { checkAnswer, checkAsk } from '../../../contract/state/question-checks.ts';
import { viewOf } from '../../../contract/state/view-of.ts';
import { at, begun, decision, gateOpened, stateAfter } from '../../support/job-events.ts';
import { PERSON } from '../../support/job-input.ts';
import { CITED } from '../../support/scripted-activities.ts';

const approve = at('approve');
const gate = 'approve@0.1';
const open = [...begun(approve), gateOpened(approve)];
const approved: JobEvent = { type: 'gate-decided', gate, decision: decision(gate, 'approve') };
const asked = (id: string, where = gate): JobEvent => ({
  ...{ type: 'question-asked', gate: where, id, text: `What of ${id}?`, actor: PERSON },
});
const byModel = (question: string): JobEvent => ({
  type: 'question-answered',
  gate,
  question,
  answer: { by: { kind: 'model', model: 'm' }, text: 'It is new [e1]', citations: [CITED], notShown: [] },
});
const byPerson = (question: string): JobEvent => ({
  type: 'question-answered',
  gate,
  question,
  answer: { by: { kind: 'person', actor: PERSON }, text: 'I asked them.', citations: [], notShown: [] },
});
const failed = (question: string): JobEvent => ({
  ...{ type: 'question-failed', gate, question, failure: failure('model-key-rejected', 'No key.') },
});
const rewound: JobEvent = {
  ...{ type: 'rewound', because: 'rewind', step: 'draft', item: null, changes: {}, fresh: false, actor: PERSON },
};
const questionsAt = (state: JobState, id = gate): Question[] => state.gates[id]?.questions ?? [];

describe('a question', () => {
  test('waits, is answered with its citations, and takes what people add', () => {
    const waiting = stateAfter([...open, asked('a')]);
    expect(questionsAt(waiting)).toMatchObject([{ id: 'a', number: 1, status: 'pending', answers: [] }]);
    const answered = stateAfter([byModel('a'), byPerson('a')], waiting);
    expect(questionsAt(answered)).toMatchObject([
      { status: 'answered', answers: [{ by: { kind: 'model' }, citations: [CITED] }, { by: { kind: 'person' } }] },
    ]);
    expect(answered.revision).toBe(waiting.revision + 2);
    expect(answered.journal.slice(-3).map(({ words }) => words)).toEqual([
      'Asked: "What of a?"',
      'A question was answered by m (citing e1): It is new [e1]',
      'Answered a question: I asked them.',
    ]);
  });

  test('that no model answers says why, and stays for a person', () => {
    const state = stateAfter([...open, asked('a'), failed('a')]);
    expect(questionsAt(state)).toMatchObject([{ status: 'failed', failure: { message: 'No key.' } }]);
    expect(questionsAt(stateAfter([byPerson('a')], state))).toMatchObject([
      { status: 'answered', failure: { message: 'No key.' }, answers: [{ by: { kind: 'person' } }] },
    ]);
  });

  test('is counted over all gates of the job', () => {
    const plan = at('plan');
    const state = stateAfter([...begun(plan), gateOpened(plan), ...open, asked('a', 'plan@0.1'), asked('b')]);
    expect(questionsAt(state).map(({ number }) => number)).toEqual([2]);
  });

  test.each<[string, JobEvent]>([
    ['a decision', approved],
    ['going back', rewound],
    ['the end of the job', { type: 'ended' }],
  ])('%s leaves it unanswered, and a late answer of a model changes nothing', (_what, closing) => {
    const state = stateAfter([...open, asked('a'), asked('b'), failed('b'), closing, byModel('a'), failed('a')]);
    expect(questionsAt(state).map(({ status }) => status)).toEqual(['unanswered', 'failed']);
  });

  test('is in the view at its open gate, and afterwards beside the decisions', () => {
    const state = stateAfter([...open, asked('a'), byModel('a')]);
    expect(viewOf(state)).toMatchObject({ gates: [{ questions: [{ id: 'a' }] }], askedBefore: [] });
    expect(viewOf(stateAfter([approved], state))).toMatchObject({
      gates: [],
      askedBefore: [{ gate, step: 'approve', round: 1, questions: [{ id: 'a', status: 'answered' }] }],
    });
  });

  test('a state of the version before has none', () => {
    const state = stateAfter(open);
    const gates = Object.fromEntries(
      Object.entries(state.gates).map(([key, { questions: _none, ...one }]) => [key, one]),
    );
    const old = { ...state, version: 2, gates };
    expect(jobStateSchema.parse(old).gates[gate]?.questions).toEqual([]);
    const now = upgraded(jobStateSchema.parse(old));
    expect(now.version).toBe(JOB_STATE_VERSION);
    expect(stateAfter([asked('a')], now).gates[gate]?.questions).toHaveLength(1);
  });
});

const ask: Message<'ask'> = { messageId: 'm', actor: PERSON, gate, text: 'What?' };
const answer: Message<'answer'> = { messageId: 'm', actor: PERSON, gate, question: 'a', text: 'That.' };
const many = (count: number): JobEvent[] => Array.from({ length: count }, (_, index) => asked(`n${index}`));
/** None of them waits for a model any more. */
const answeredAll = many(QUESTIONS_AT_GATE).flatMap((one) => (one.type === 'question-asked' ? [failed(one.id)] : []));
const nobody = { ...PERSON, roles: [] };
const ended: JobEvent = { type: 'ending', status: 'cancelled', reason: '', actor: PERSON };
/** Gates of rounds after the first, each full of questions. */
const rounds = Array.from({ length: QUESTIONS_OF_JOB / QUESTIONS_AT_GATE }, (_, index) => {
  const place = at('approve', null, index + 2);
  return [
    ...begun(place),
    gateOpened(place),
    ...many(QUESTIONS_AT_GATE).map((one) => ({ ...one, gate: `approve@0.${index + 2}` })),
  ];
}).flat() as JobEvent[];

describe('asking', () => {
  test.each<[string, JobEvent[], Partial<Message<'ask'>>, string | null]>([
    ['at an open gate', open, {}, null],
    ['at a gate that is not open yet', [], {}, 'gate-unknown'],
    ['at a gate that was decided', [...open, approved], {}, 'gate-closed'],
    ['at a gate that the job went back behind', [...open, rewound], {}, 'gate-closed'],
    ['of a job that ends', [...open, ended], {}, 'job-closed'],
    ['by nobody', open, { actor: nobody }, 'actor-not-allowed'],
    ['nothing', open, { text: ' \n' }, 'request-invalid'],
    ['once more than a gate takes', [...open, ...many(QUESTIONS_AT_GATE), ...answeredAll], {}, 'questions-full'],
    ['once more than a job takes', [...open, ...rounds], {}, 'questions-full'],
    ['while as many wait as there is room to answer', [...open, ...many(12)], {}, 'questions-full'],
  ])('%s', (_name, events, more, code) => {
    expect(checkAsk(stateAfter(events), { ...ask, ...more })?.code ?? null).toBe(code);
  });

  test('takes a bounded text', () => {
    const text = (length: number) => MESSAGES.ask.safeParse({ ...ask, text: 'x'.repeat(length) }).success;
    expect([text(QUESTION_CHARS), text(QUESTION_CHARS + 1)]).toEqual([true, false]);
  });
});

describe('answering', () => {
  test.each<[string, JobEvent[], Partial<Message<'answer'>>, string | null]>([
    ['what waits for a model', [...open, asked('a')], {}, null],
    ['what a model answered', [...open, asked('a'), byModel('a')], {}, null],
    ['what was not asked', open, {}, 'question-unknown'],
    ['with nothing', [...open, asked('a')], { text: ' ' }, 'request-invalid'],
    ['at a gate that was decided', [...open, asked('a'), approved], {}, 'gate-closed'],
    [
      'where no room is left',
      [...open, ...many(12)],
      { question: 'n0', text: 'x'.repeat(ANSWER_CHARS) },
      'questions-full',
    ],
    ['a fourth time', [...open, asked('a'), byModel('a'), byPerson('a'), byPerson('a')], {}, 'questions-full'],
  ])('%s', (_name, events, more, code) => {
    expect(checkAnswer(stateAfter(events), { ...answer, ...more })?.code ?? null).toBe(code);
  });
});
