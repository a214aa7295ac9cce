import { planSchema } from '../../contract/plan.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities } from '../activities.ts';
import { readArtifact } from './task-data.ts';

const MOST_TITLE = 120;

/** Makes the activity that reads a plan's sub-questions, so that a plan which a person edited leads to the items it names. */
export function createPlanItems(ports: { artifacts: Pick<ArtifactStore, 'getJson'> }): Activities['planItems'] {
  return async ({ plan }) => {
    const { subQuestions } = await readArtifact(ports.artifacts, plan, planSchema);
    return { items: subQuestions.map(({ id, question }) => ({ id, title: shortened(question) })) };
  };
}

function shortened(question: string): string {
  return question.length > MOST_TITLE ? `${question.slice(0, MOST_TITLE - 1)}…` : question;
}
