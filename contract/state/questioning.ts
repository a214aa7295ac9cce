import type { Failure } from '../failures.ts';
import type { Instant } from '../instants.ts';
import type { Question, QuestionAnswer } from '../questions.ts';
import type { JobEvent } from './events.ts';
import type { Gate, JobState } from './job-state.ts';

/** The events about questions at gates. */
export type QuestionEvent = Extract<JobEvent, { type: 'question-asked' | 'question-answered' | 'question-failed' }>;

/** Applies an event about a question to the gate that it names. Throws an `Error` where that was never opened. */
export function changeQuestions(state: JobState, event: QuestionEvent, at: Instant): JobState {
  const gate = state.gates[event.gate];
  if (gate === undefined) throw new Error(`A question at gate ${event.gate}, which was never opened.`);
  const questions = event.type === 'question-asked' ? asked(state, gate, event, at) : changed(gate, event, at);
  return { ...state, gates: { ...state.gates, [gate.id]: { ...gate, questions } } };
}

function asked(
  state: JobState,
  gate: Gate,
  { id, text, actor }: Extract<QuestionEvent, { type: 'question-asked' }>,
  at: Instant,
): Question[] {
  const number = questionsOf(state).length + 1;
  const question = { id, number, text, asker: actor, at, status: 'pending' as const, failure: null, answers: [] };
  return [...gate.questions, question];
}

function changed(
  gate: Gate,
  event: Extract<QuestionEvent, { type: 'question-answered' | 'question-failed' }>,
  at: Instant,
): Question[] {
  return gate.questions.map((question) => {
    if (question.id !== event.question) return question;
    if (event.type === 'question-answered') return answered(question, { ...event.answer, at });
    return failed(question, event.failure);
  });
}

/** A model's answer counts only where nobody answered before and the gate is open still; a person's is always added. */
function answered(question: Question, answer: QuestionAnswer): Question {
  if (answer.by.kind === 'model' && question.status !== 'pending') return question;
  return { ...question, status: 'answered', answers: [...question.answers, answer] };
}

function failed(question: Question, failure: Failure): Question {
  return question.status === 'pending' ? { ...question, status: 'failed', failure } : question;
}

/** The questions of all gates, in the order in which gates were opened. */
export function questionsOf(state: JobState): Question[] {
  return Object.values(state.gates).flatMap(({ questions }) => questions);
}

/** The gate as it closes: what no model answered yet stays unanswered. */
export function closedToQuestions(gate: Gate): Gate {
  if (gate.questions.every(({ status }) => status !== 'pending')) return gate;
  const questions = gate.questions.map((question): Question => {
    return question.status === 'pending' ? { ...question, status: 'unanswered' } : question;
  });
  return { ...gate, questions };
}
