import type { ResearchContinuation } from '../../activities/activities.ts';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import type { ModelTask } from '../../contract/routing.ts';
import type { AgentState } from '../../contract/state/job-state.ts';
import type { ModelRequest, ResearchTurnResult } from '../../contract/steps.ts';
import { agentLoop } from '../engine/agent-loop.ts';
import type { JobRun } from '../engine/job-run.ts';
import { parts, step } from '../engine/step.ts';
import type { Finished } from '../engine/unit.ts';

interface Told {
  sources: ArtifactRef;
  plan: ArtifactRef;
}

/** What the model is asked of each item, and the activity that asks it for a turn. */
export interface ItemTask {
  task: ModelTask;
  turn: 'researchTurn' | 'matchTurn';
}

/** Works on every part of the plan side by side, and numbers the evidence in the order of the plan. */
export async function research(job: JobRun, told: Told, task: ItemTask): Promise<ArtifactRef> {
  const { output } = await step(job, 'research', async (place) => {
    const { items } = await job.quickly((activities) => activities.planItems({ plan: told.plan }));
    const found = await parts(job, place, items, (at) => researchItem(job, at, told, task), true);
    const notes = found.map((item) => ({ item: item.place.item ?? '', notes: item.output }));
    return await job.call(() => job.activities.work.gatherNotes({ items: notes }));
  });
  return output;
}

async function researchItem(job: JobRun, place: Place, { sources, plan }: Told, item: ItemTask): Promise<Finished> {
  const { brief, houseBrief } = job.state.input;
  const ask = (request: ModelRequest, agent: AgentState, turnsLeft: number): Promise<ResearchTurnResult> => {
    const question = job.place(place).changes?.question;
    const beginning = { brief, houseBrief, sources, plan, ...(question !== undefined && { question }) };
    const inputs = { ...(goingOn(agent) ?? beginning), turnsLeft };
    const summary = `${placeKey(place)} turn ${agent.turn + 1}`;
    return job.activities.models[item.turn].executeWithOptions({ summary }, [request, inputs]);
  };
  return await agentLoop(job, place, { task: item.task, sources, ask });
}

/** Where the conversation of an item goes on; null where it begins. */
function goingOn({ transcript, answer, calls, results }: AgentState): ResearchContinuation | null {
  if (transcript === null || answer === null) return null;
  return { transcript, answer: answer.sha256, results: calls.flatMap(({ index }) => results[index] ?? []) };
}
