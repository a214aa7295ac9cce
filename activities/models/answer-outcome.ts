import { z } from 'zod';
import { MODEL_ANSWERS, type ModelAnswerName } from '../../contract/model-answers.ts';
import type { AnswerOutcome, ModelAnswer } from './port.ts';

/** At most so many characters of an error go back to the model and into history. */
const MOST_ERROR = 4_000;

/**
 * Tells what became of an answer: pure, so that an answer read back from its artifact comes out as it did the first time.
 * A refusal counts before anything else, a cut answer before its broken JSON.
 */
export function outcomeOf(
  answer: ModelAnswer,
  asked: { answer: ModelAnswerName; toolChoice: 'auto' | 'none' },
): AnswerOutcome {
  if (answer.refusal !== null) return { kind: 'refused', words: answer.refusal };
  if (answer.finishReason === 'content_filter')
    return { kind: 'refused', words: "The provider's content filter stopped the answer." };
  if (answer.finishReason === 'length') return { kind: 'truncated' };
  if (answer.toolCalls.length > 0) {
    if (asked.toolChoice === 'auto') return { kind: 'ok', value: null };
    return invalid('No tools may be called any more: give the final answer from what was found.');
  }
  if (answer.text === null || answer.text.trim() === '') return invalid('The answer is empty.');
  return parsed(answer.text, asked.answer);
}

function parsed(text: string, name: ModelAnswerName): AnswerOutcome {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return invalid(`The answer is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = MODEL_ANSWERS[name].safeParse(json);
  if (result.success) return { kind: 'ok', value: result.data };
  return invalid(`The answer does not follow the schema ${name}:\n${z.prettifyError(result.error)}`);
}

/** An `invalid` outcome with an error short enough to travel. */
export function invalid(error: string): { kind: 'invalid'; error: string } {
  return { kind: 'invalid', error: error.length > MOST_ERROR ? `${error.slice(0, MOST_ERROR - 1)}…` : error };
}
