import { checkedDocumentSchema } from '../../contract/checked-document.ts';
import { DossierError } from '../../contract/failures.ts';
import type { Activities } from '../activities.ts';
import { claimsInContext } from '../check/claims-in-context.ts';
import { createAgentTurn, type ResearchPorts, type TurnTask } from './agent-turn.ts';
import { dataFence } from './data-fence.ts';
import { passagesMatched, readMatches } from './match-answer.ts';
import { readArtifact } from './task-data.ts';

const MATCH: TurnTask = {
  task: 'match',
  answer: 'claim_evidence',
  async topic(artifacts, plan, subQuestion) {
    if (plan.document === undefined || subQuestion.claims === undefined)
      throw new DossierError('internal', `Part ${subQuestion.id} of the plan names no sentences of a document.`);
    const { draft } = await readArtifact(artifacts, plan.document, checkedDocumentSchema);
    const wanted = new Set(subQuestion.claims);
    return { subQuestion, sentences: claimsInContext(draft).filter(({ id }) => wanted.has(id)) };
  },
  fences: (_plan, { sentences }) => [dataFence('sentences', sentences ?? [])],
  pointsTo: passagesMatched,
  read: (value, { subQuestion, sentences }, findable) => readMatches(value, subQuestion, sentences ?? [], findable),
};

/** Makes the activity of one turn that looks up what the sources say to some sentences of a document. */
export function createMatchTurn(ports: ResearchPorts): Activities['matchTurn'] {
  return createAgentTurn(ports, MATCH);
}
