import { sourceSetSchema } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import type { Sha256 } from '../../contract/ids.ts';
import type { ModelAnswerName } from '../../contract/model-answers.ts';
import type { ItemNotes } from '../../contract/notes.ts';
import { type Plan, planSchema } from '../../contract/plan.ts';
import type { ModelTask } from '../../contract/routing.ts';
import type { MadeCall } from '../../contract/steps.ts';
import type { ToolCallRef } from '../../contract/tools.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities, ResearchBeginning } from '../activities.ts';
import type { ModelAnswer, OfferedTool } from '../models/port.ts';
import { type CallPorts, type Reading, type RecordedCall, recordedCall } from '../models/recorded-call.ts';
import type { RunTool } from '../tools/run-tool.ts';
import { type ResolvedQuery, toolResultSchema } from '../tools/tool-result.ts';
import { dataFence, userMessage } from './data-fence.ts';
import { resultOf } from './model-result.ts';
import type { Findable } from './research-answer.ts';
import type { SourcePassages } from './source-passages.ts';
import { houseBriefFence, questionFence, readArtifact, sourcesFence } from './task-data.ts';
import {
  beginTranscript,
  keepTranscript,
  readTranscript,
  type Topic,
  type Transcript,
  withLastTurn,
} from './transcript.ts';

/** A tool as research must know it: a quick one is called within the turn that asks for it. */
export type ResearchTool = OfferedTool & Pick<ToolCallRef, 'effect'> & { quick: boolean };

/** What research works with beyond a call. */
export interface ResearchPorts extends CallPorts {
  tools: readonly ResearchTool[];
  passages: SourcePassages;
  runTool: RunTool;
}

/** What the model is asked in a conversation about one part of a plan, and how its final answer becomes notes. */
export interface TurnTask {
  task: ModelTask;
  answer: ModelAnswerName;
  /** What is kept of the part in the transcript, since the answer is read against it. */
  topic(artifacts: ArtifactStore, plan: Plan, part: Plan['subQuestions'][number]): Promise<Omit<Topic, 'sources'>>;
  /** The fences that end the first message: what this conversation is about. */
  fences(plan: Plan, topic: Omit<Topic, 'sources'>): string[];
  /** All passages that an answer points to. */
  pointsTo(value: unknown): Set<string>;
  read(value: unknown, topic: Topic, findable: Findable): Reading<ItemNotes>;
}

type Found = { kind: 'tools'; calls: ToolCallRef[] } | { kind: 'notes'; notes: ItemNotes };

/** At most so many calls a turn, so that one answer cannot flood a job. */
const MOST_CALLS = 8;

/** Makes the activity of one turn: the model either calls tools or gives the item's notes with their evidence looked up. */
export function createAgentTurn(ports: ResearchPorts, task: TurnTask): Activities['researchTurn'] {
  return async (request, inputs) => {
    const transcript =
      'plan' in inputs
        ? await begun(ports.artifacts, task, request.call.item, inputs)
        : await withLastTurn(ports.artifacts, await readTranscript(ports.artifacts, inputs.transcript), inputs);
    const call = await recordedCall<Found>(
      ports,
      request,
      {
        task: task.task,
        messages: transcript.messages,
        kept: transcript.kept,
        last: userMessage(dataFence('limits', { turnsLeft: inputs.turnsLeft })),
        tools: ports.tools,
        toolChoice: inputs.turnsLeft > 0 ? 'auto' : 'none',
        answer: task.answer,
      },
      async (answer, value) => {
        if (answer.toolCalls.length > 0) return readCalls(answer, ports.tools);
        const sources = await readArtifact(ports.artifacts, transcript.sources, sourceSetSchema);
        const passages = await ports.passages.byId(sources, task.pointsTo(value));
        const queries = await queriesOf(ports.artifacts, transcript.results);
        const notes = task.read(value, transcript, { passages, queries });
        return notes.kind === 'ok' ? { kind: 'ok', value: { kind: 'notes', notes: notes.value } } : notes;
      },
    );
    const make = async (answer: Sha256, calls: ToolCallRef[]) =>
      inputs.turnsLeft === 0 ? [] : await makeQuickCalls(ports, transcript.sources, answer, calls);
    return await turnResult(ports.artifacts, call, transcript, make);
  };
}

async function turnResult(
  artifacts: ArtifactStore,
  call: RecordedCall<Found>,
  transcript: Transcript,
  make: (answer: Sha256, calls: ToolCallRef[]) => Promise<MadeCall[]>,
): ReturnType<Activities['researchTurn']> {
  if (call.outcome !== 'ok')
    return await resultOf(
      artifacts,
      call,
      () => '',
      () => ({ statements: 0, conflicts: 0, gaps: 0 }),
    );
  const { answer, receipt, value } = call;
  if (value.kind === 'tools') {
    const kept = await keepTranscript(artifacts, transcript);
    const made = await make(answer.sha256, value.calls);
    return { outcome: 'tools', answer, transcript: kept, calls: value.calls, made, receipt };
  }
  const { notes } = value;
  return await resultOf(
    artifacts,
    { ...call, value: notes },
    () => `notes on ${notes.item}`,
    () => ({
      statements: notes.statements.length,
      conflicts: notes.conflicts.length,
      gaps: notes.gaps.length,
    }),
  );
}

/**
 * Makes the quick calls of an answer at once: they ride on the activity that asked for them, which spares a round trip a turn.
 * A turn that is tried again finds its answer in the ledger and only these are made anew, with the same results.
 */
async function makeQuickCalls(
  { tools, runTool, activity }: ResearchPorts,
  sources: Sha256,
  answer: Sha256,
  calls: ToolCallRef[],
): Promise<MadeCall[]> {
  const isQuick = (name: string): boolean =>
    tools.some((tool) => tool.name === name && tool.quick && tool.effect === 'read');
  const made: MadeCall[] = [];
  for (const { index } of calls.filter(({ name }) => isQuick(name))) {
    made.push({ index, ...(await runTool({ sources, answer, index }, activity())) });
  }
  return made;
}

function subQuestionOf(plan: Plan, id: string): Plan['subQuestions'][number] {
  const found = plan.subQuestions.find((subQuestion) => subQuestion.id === id);
  if (found === undefined) throw new DossierError('internal', `The plan has no sub-question "${id}".`);
  return found;
}

async function begun(
  artifacts: ArtifactStore,
  task: TurnTask,
  item: string,
  inputs: ResearchBeginning,
): Promise<Transcript> {
  const sources = await readArtifact(artifacts, inputs.sources, sourceSetSchema);
  const plan = await readArtifact(artifacts, inputs.plan, planSchema);
  const planned = subQuestionOf(plan, item);
  const asked = inputs.question === undefined ? planned : { ...planned, question: inputs.question };
  const topic = await task.topic(artifacts, plan, asked);
  const first = userMessage(
    sourcesFence(sources),
    await questionFence(artifacts, inputs.brief),
    await houseBriefFence(artifacts, inputs.houseBrief),
    ...task.fences(plan, topic),
  );
  return await beginTranscript(artifacts, { ...topic, sources: inputs.sources.sha256 }, first);
}

/** The tool calls of an answer as refs; a name that is no tool's is passed on, since saying so is that call's result. */
function readCalls(answer: ModelAnswer, tools: readonly ResearchTool[]): Reading<Found> {
  if (answer.toolCalls.length > MOST_CALLS) {
    const error = `${answer.toolCalls.length} tools were called at once; call at most ${MOST_CALLS}.`;
    return { kind: 'invalid', error };
  }
  const calls = answer.toolCalls.map((call, index): ToolCallRef => {
    const tool = tools.find(({ name }) => name === call.name);
    return {
      name: call.name.slice(0, 100),
      index,
      effect: tool?.effect ?? 'read',
    };
  });
  return { kind: 'ok', value: { kind: 'tools', calls } };
}

/** The queries that were run in a conversation, by the id that the model was shown. */
async function queriesOf(
  artifacts: Pick<ArtifactStore, 'getJson'>,
  results: readonly Sha256[],
): Promise<Map<string, ResolvedQuery>> {
  const read = await Promise.all(results.map((result) => readArtifact(artifacts, result, toolResultSchema)));
  return new Map(read.flatMap(({ recorded }) => (recorded === null ? [] : [[recorded.queryId, recorded] as const])));
}
