import { shownInstant } from '../../../contract/instants.ts';
import type { Question, QuestionAnswer } from '../../../contract/questions.ts';
import type { JobView } from '../../../contract/view.ts';

const STATES: Record<Exclude<Question['status'], 'answered'>, string> = {
  pending: 'A model is being asked.',
  failed: 'No model could answer it; a person still may.',
  unanswered: 'The gate closed before it was answered.',
};

/** An answer with what it rests on and what could not be shown, a line each. */
export function answerLines({ by, text, citations, notShown }: QuestionAnswer): string[] {
  const who = by.kind === 'model' ? by.model : by.actor.id;
  return [
    `${who} answered:`,
    ...text.split('\n').map((line) => `  ${line}`),
    ...citations.map(({ id, source, place, quote }) => `  [${id}] ${source}, ${place}: "${quote}"`),
    ...notShown.map((line) => `  Not shown: ${line}`),
  ];
}

/** A question with everything that became of it. */
export function questionLines({ number, text, asker, at, status, failure, answers }: Question): string[] {
  const state = status === 'answered' ? [] : [STATES[status]];
  const reason = failure === null || answers.length > 0 ? [] : [`${failure.message} ${failure.remedy}`];
  return [
    `${number}. ${asker.id} asked on ${shownInstant(at)}: ${text.replace(/\s+/g, ' ')}`,
    ...[...state, ...reason, ...answers.flatMap(answerLines)].map((line) => `   ${line}`),
  ];
}

/** What was asked at open gates and at closed ones, each under its gate. */
export function askedLines({ gates, askedBefore }: JobView): string[] {
  const asked = [...askedBefore.map((one) => ({ ...one, id: one.gate })), ...gates];
  return asked.flatMap(({ id, questions }) =>
    questions.length === 0 ? [] : [`At gate ${id}:`, ...questions.flatMap(questionLines).map((line) => `  ${line}`)],
  );
}
