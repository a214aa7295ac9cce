import type { Activities } from '../activities.ts';
import { createAgentTurn, type ResearchPorts, type TurnTask } from './agent-turn.ts';
import { dataFence } from './data-fence.ts';
import { passagesPointedTo, readNotes } from './research-answer.ts';

const RESEARCH: TurnTask = {
  task: 'research',
  answer: 'research_notes',
  topic: async (_artifacts, _plan, subQuestion) => ({ subQuestion }),
  fences: ({ title, outline, successCriteria }, { subQuestion: { id, question, why } }) => [
    dataFence('plan', { title, outline, successCriteria }),
    dataFence('sub-question', { id, question, why }),
  ],
  pointsTo: passagesPointedTo,
  read: (value, { subQuestion }, findable) => readNotes(value, subQuestion, findable),
};

/** Makes the activity of one research turn: what the sources say in answer to a sub-question. */
export function createResearchTurn(ports: ResearchPorts): Activities['researchTurn'] {
  return createAgentTurn(ports, RESEARCH);
}
