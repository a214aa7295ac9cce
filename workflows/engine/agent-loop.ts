import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { failure } from '../../contract/failures.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import type { ModelTask } from '../../contract/routing.ts';
import type { AgentState } from '../../contract/state/job-state.ts';
import type { ModelRequest, ResearchTurnResult } from '../../contract/steps.ts';
import type { ToolCallRef } from '../../contract/tools.ts';
import { askModel } from './ask-model.ts';
import { decided } from './gate.ts';
import type { JobRun } from './job-run.ts';
import { nextTurn } from './next-turn.ts';
import { Parked } from './parked.ts';
import type { Finished } from './unit.ts';

/** What an agent's loop needs from its job kind: how to ask the model for a turn, and the sources its tools work on. */
export interface AgentTask {
  task: ModelTask;
  sources: ArtifactRef;
  ask: (request: ModelRequest, agent: AgentState, turnsLeft: number) => Promise<ResearchTurnResult>;
}

/** Runs an item as `next → call → reduce` until the model gives its result; may be taken up at any turn. */
export async function agentLoop(job: JobRun, place: Place, task: AgentTask): Promise<Finished> {
  for (;;) {
    const agent = job.place(place).agent;
    if (agent === null) throw new Error(`${placeKey(place)} is not an agent's place.`);
    const next = nextTurn(agent, job.state.input.limits.itemTurns);
    if (next.kind === 'tools') {
      await runTools(job, place, task.sources, agent, next.calls);
      continue;
    }
    const result = await askModel(job, place, task.task, agent.turn, (request) =>
      task.ask(request, agent, next.turnsLeft),
    );
    if (result.outcome === 'ok') return { output: result.output, facts: result.facts };
    if (next.turnsLeft === 0)
      throw new Parked(failure('model-answer-invalid', 'The model asks for tools although no turn is left.'));
    const { answer, transcript, calls, made } = result;
    job.dispatch({ type: 'turn-taken', place, answer, transcript, calls, made });
  }
}

/** Makes the calls of one turn side by side. A failure is thrown only when all have settled, so that none runs on beside the parked item. */
async function runTools(
  job: JobRun,
  place: Place,
  sources: ArtifactRef,
  agent: AgentState,
  calls: ToolCallRef[],
): Promise<void> {
  const failures = await Promise.all(
    calls.map(async (call) => {
      try {
        await runTool(job, place, sources, agent, call);
        return null;
      } catch (error) {
        if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
        return error;
      }
    }),
  );
  const failed = failures.find((error) => error !== null);
  if (failed !== undefined) throw failed;
}

async function runTool(
  job: JobRun,
  place: Place,
  sources: ArtifactRef,
  agent: AgentState,
  call: ToolCallRef,
): Promise<void> {
  if (agent.answer === null) throw new Error(`${placeKey(place)} has tool calls without an answer.`);
  const refused = call.effect === 'write' ? await refusalOf(job, place, agent, call) : null;
  const { index } = call;
  const asked = { sources: sources.sha256, answer: agent.answer.sha256, index };
  const input = refused === null ? asked : { ...asked, refused };
  const summary = `${placeKey(place)} ${call.name}`.slice(0, 200);
  const { result, found } = await job.call(() => job.activities.work.runTool.executeWithOptions({ summary }, [input]));
  job.dispatch({ type: 'tool-answered', place, index, result, found });
}

/**
 * A tool that writes waits for a person; anything but an approval goes back to the model as the tool's error. The gate is named by
 * turn and index: servers that give calls no id repeat theirs in every turn, and a decision is about one call only.
 */
async function refusalOf(job: JobRun, place: Place, agent: AgentState, call: ToolCallRef): Promise<string | null> {
  const { turn, answer: artifact } = agent;
  if (artifact === null) throw new Error(`${placeKey(place)} has tool calls without an answer.`);
  const gate = `${placeKey(place)}#${turn}.${call.index}`;
  const decision = await decided(job, { gate, place, toolCall: call.name, artifact, beside: null });
  return decision.decision === 'approve' ? null : `A person did not allow this call: ${decision.comment}`;
}
