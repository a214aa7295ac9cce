import { z } from 'zod';
import { sourceSetSchema } from '../../contract/evidence/source.ts';
import { planAnswerSchema } from '../../contract/model-answers.ts';
import { type Plan, planSchema } from '../../contract/plan.ts';
import type { Activities, PlanInputs } from '../activities.ts';
import { type CallPorts, type Reading, recordedCall } from '../models/recorded-call.ts';
import { dataFence, userMessage } from './data-fence.ts';
import { resultOf } from './model-result.ts';
import { commentFence, houseBriefFence, oneLine, questionFence, readArtifact, sourcesFence } from './task-data.ts';

const MOST_SUB_QUESTIONS = 12;

/** Makes the activity that plans a report: sub-questions with ids, outline, success criteria. */
export function createPlanReport(ports: CallPorts): Activities['planReport'] {
  return async (request, inputs) => {
    const call = await recordedCall(
      ports,
      request,
      {
        task: 'plan',
        messages: [userMessage(...(await planFences(ports, inputs)))],
        last: null,
        tools: [],
        toolChoice: 'none',
        answer: 'plan',
      },
      (_answer, value) => readPlan(value),
    );
    return await resultOf(
      ports.artifacts,
      call,
      (plan) => plan.title,
      (plan) => ({ subQuestions: plan.subQuestions.length }),
    );
  };
}

async function planFences(ports: CallPorts, inputs: PlanInputs): Promise<string[]> {
  const { artifacts } = ports;
  const sources = await readArtifact(artifacts, inputs.sources, sourceSetSchema);
  const previous = inputs.previous === null ? null : await readArtifact(artifacts, inputs.previous, planSchema);
  return [
    sourcesFence(sources),
    await questionFence(artifacts, inputs.brief),
    await houseBriefFence(artifacts, inputs.houseBrief),
    previous === null ? '' : dataFence('plan', previous),
    commentFence(inputs.comment),
  ];
}

/** Turns an answer into a plan: texts on one line, repeated and empty entries left out, sub-questions numbered `q1`, `q2`... in their order. */
export function readPlan(value: unknown): Reading<Plan> {
  const answer = planAnswerSchema.parse(value);
  const whys = new Map(answer.subQuestions.map(({ question, why }) => [oneLine(question), oneLine(why)]));
  const subQuestions = [...whys]
    .filter(([question]) => question !== '')
    .map(([question, why], index) => ({ id: `q${index + 1}`, question, why }));
  if (subQuestions.length > MOST_SUB_QUESTIONS) {
    const error = `There are ${subQuestions.length} sub-questions; at most ${MOST_SUB_QUESTIONS} are allowed.`;
    return { kind: 'invalid', error };
  }
  const plan = planSchema.safeParse({
    title: oneLine(answer.title),
    subQuestions,
    outline: lines(answer.outline),
    successCriteria: lines(answer.successCriteria),
    wouldChangeTheAnswer: lines(answer.wouldChangeTheAnswer),
  });
  if (plan.success) return { kind: 'ok', value: plan.data };
  return { kind: 'invalid', error: `The plan cannot be used:\n${z.prettifyError(plan.error)}` };
}

function lines(texts: readonly string[]): string[] {
  return texts.map((text) => oneLine(text)).filter((text) => text !== '');
}
