import type { Role } from '../actor.ts';
import type { Message } from '../messages.ts';
import { bytesOfJson } from '../payloads.ts';
import {
  ANSWER_BYTES,
  ANSWERS_TO_QUESTION,
  QUESTIONS_AT_GATE,
  QUESTIONS_BYTES,
  QUESTIONS_OF_JOB,
} from '../questions.ts';
import type { Refusal } from '../recovery/refusal.ts';
import { allowed, notEnding } from './checks.ts';
import type { JobState } from './job-state.ts';
import { questionsOf } from './questioning.ts';

/** Whoever works on a job may ask about it, and answer: only deciding is the reviewer's. */
const MAY_ASK: readonly Role[] = ['submitter', 'reviewer', 'operator', 'administrator'];

/** Checks a question: the gate must be open, and have room for one more. */
export function checkAsk(state: JobState, message: Message<'ask'>): Refusal {
  const barred = atOpenGate(state, message);
  if (barred !== null) return barred;
  if (message.text.trim() === '') return { code: 'request-invalid', words: 'The question is empty.' };
  const here = state.gates[message.gate]?.questions.length ?? 0;
  if (here >= QUESTIONS_AT_GATE)
    return { code: 'questions-full', words: `Gate ${message.gate} has ${QUESTIONS_AT_GATE} questions already.` };
  if (questionsOf(state).length >= QUESTIONS_OF_JOB)
    return { code: 'questions-full', words: `The job has ${QUESTIONS_OF_JOB} questions already.` };
  return withinBytes(state, message.text, ANSWER_BYTES);
}

/** Checks a person's answer: the question must stand at that gate, which must be open, and have room for one more answer. */
export function checkAnswer(state: JobState, message: Message<'answer'>): Refusal {
  const barred = atOpenGate(state, message);
  if (barred !== null) return barred;
  if (message.text.trim() === '') return { code: 'request-invalid', words: 'The answer is empty.' };
  const question = state.gates[message.gate]?.questions.find(({ id }) => id === message.question);
  if (question === undefined)
    return { code: 'question-unknown', words: `No such question was asked at gate ${message.gate}.` };
  if (question.answers.length < ANSWERS_TO_QUESTION) return withinBytes(state, message.text, 0);
  return { code: 'questions-full', words: `The question has ${ANSWERS_TO_QUESTION} answers already.` };
}

/** Room is kept for what is being asked, so that an answer is never refused. */
function withinBytes(state: JobState, text: string, more: number): Refusal {
  const questions = questionsOf(state);
  const pending = questions.filter(({ status }) => status === 'pending').length;
  const bytes = bytesOfJson(questions) + pending * ANSWER_BYTES + bytesOfJson(text) + more;
  if (bytes <= QUESTIONS_BYTES) return null;
  const wait = pending === 0 ? '' : ` ${pending} are being answered still.`;
  return { code: 'questions-full', words: `The questions of the job and their answers have no more room.${wait}` };
}

function atOpenGate(state: JobState, { actor, gate: id }: Message<'ask' | 'answer'>): Refusal {
  const barred = notEnding(state) ?? allowed(actor, MAY_ASK);
  if (barred !== null) return barred;
  const gate = state.gates[id];
  if (gate === undefined) return { code: 'gate-unknown', words: `There is no gate ${id} yet.` };
  if (gate.decision !== null)
    return { code: 'gate-closed', words: `Gate ${id} was closed at ${gate.decision.at}: it is decided.` };
  if (gate.voidedAt !== null)
    return { code: 'gate-closed', words: `Gate ${id} was closed at ${gate.voidedAt}: the job went back.` };
  return null;
}
