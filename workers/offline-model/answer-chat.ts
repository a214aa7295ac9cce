import { MODEL_ANSWERS, type ModelAnswerName } from '../../contract/model-answers.ts';
import { questionAnswer } from './ask/question-answer.ts';
import { correctionAnswer } from './check/correction-answer.ts';
import { matchTurn } from './check/match-turn.ts';
import { draftAnswer } from './draft/draft-answer.ts';
import { judgeAnswer } from './judge/judge-answer.ts';
import { planAnswer } from './plan/plan-answer.ts';
import type { Answer } from './protocol/chat-answer.ts';
import type { ChatRequest } from './protocol/chat-request.ts';
import { unprocessable } from './protocol/refused-request.ts';
import { requestData } from './request-data.ts';
import { nextTurn } from './research/next-turn.ts';
import { knownTool, transcriptOf } from './transcript.ts';

/** Answers a request by the name of its schema and the tools it offers. Throws `RefusedRequest` (422) for anything it does not know. */
export function answerChat(request: ChatRequest): Answer {
  const offered = (request.tools ?? []).map((tool) => knownTool(tool.function.name));
  const name = schemaName(request);
  const data = requestData(request.messages);
  switch (name) {
    case 'plan':
      return inSchema(name, planAnswer(data));
    case 'research_notes': {
      const tools = request.tool_choice === 'none' ? [] : offered;
      const turn = nextTurn(data, transcriptOf(request.messages), tools);
      return turn.kind === 'tools' ? turn : inSchema(name, turn.notes);
    }
    case 'draft':
      return inSchema(name, draftAnswer(data));
    case 'claim_verdicts':
      return inSchema(name, judgeAnswer(data));
    case 'claim_evidence': {
      const tools = request.tool_choice === 'none' ? [] : offered;
      const turn = matchTurn(data, transcriptOf(request.messages), tools);
      return turn.kind === 'tools' ? turn : inSchema(name, turn.answer);
    }
    case 'corrections':
      return inSchema(name, correctionAnswer(data));
    case 'question_answer':
      return inSchema(name, questionAnswer(data));
    case 'echo':
      return inSchema(name, data.required('comment'));
  }
}

function schemaName(request: ChatRequest): ModelAnswerName {
  const name = request.response_format?.json_schema.name;
  if (name === undefined)
    throw unprocessable('unknown_schema', 'response_format', 'The request names no response schema.');
  if (Object.hasOwn(MODEL_ANSWERS, name)) return name as ModelAnswerName;
  throw unprocessable('unknown_schema', name, `The offline model does not know the response schema "${name}".`);
}

/** The last check before an answer leaves: a breach is a bug of this server, so it throws. */
function inSchema(name: ModelAnswerName, value: unknown): Answer {
  return { kind: 'text', text: JSON.stringify(MODEL_ANSWERS[name].parse(value)) };
}
