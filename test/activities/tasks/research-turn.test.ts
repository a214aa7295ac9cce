import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { ResearchBeginning, ResearchContinuation } from '../../../activities/activities.ts';
import { createResearchTurn } from '../../../activities/tasks/research-turn.ts';
import type { RunTool } from '../../../activities/tools/run-tool.ts';
import { readFences } from '../../../contract/prompt-data.ts';
import type { ResearchTurnResult } from '../../../contract/steps.ts';
import {
  type ModelRig,
  modelRequest,
  openModelRig,
  type ScriptedModel,
  scriptedModel,
} from '../../support/model-rig.ts';
import { BRIEF, PASSAGES, PLAN, passagesInMemory, QUERY_RESULT, SOURCES } from '../../support/task-artifacts.ts';

let rig: ModelRig;
let model: ScriptedModel;
let beginning: ResearchBeginning;
beforeEach(async () => {
  rig = await openModelRig();
  model = scriptedModel();
  beginning = {
    brief: await rig.artifacts.putJson(BRIEF, 'brief'),
    houseBrief: await rig.artifacts.putText('No jargon.', { mediaType: 'text/plain', title: 'house' }),
    sources: await rig.artifacts.putJson(SOURCES, 'sources'),
    plan: await rig.artifacts.putJson(PLAN, 'plan'),
  };
});
afterEach(() => rig.close());

const QUERY_TABLE = {
  name: 'query_table',
  description: 'Runs SQL',
  parameters: z.object({ sql: z.string() }),
  effect: 'read' as const,
  quick: false,
};
const SEARCH = { ...QUERY_TABLE, name: 'search_documents', description: 'Searches', quick: true };
const made: string[] = [];
const quoted = (passageId: string, quote: string) => ({ passageId, quote, queryId: null });
const queried = (queryId: string) => ({ passageId: null, quote: null, queryId });
const notes = (evidence: object[], more: object = {}) => ({
  status: 'answered',
  statements: [{ text: 'North costs\n12,000 euros.', evidence }],
  conflicts: [],
  gaps: [],
  ...more,
});

function turn(
  number: number,
  from: ResearchBeginning | ResearchContinuation = beginning,
  turnsLeft = 5,
): Promise<ResearchTurnResult> {
  const runTool: RunTool = async ({ index, refused }) => {
    made.push(`${index} ${refused}`);
    return { result: (await rig.artifacts.putJson({ made: index }, 'result')).sha256, found: 3 };
  };
  const ports = { ...rig.ports(model), tools: [QUERY_TABLE, SEARCH], passages: passagesInMemory, runTool };
  const research = createResearchTurn(ports);
  return research(modelRequest({ step: 'research', item: 'q1', turn: number }), { ...from, turnsLeft });
}

async function toolTurn() {
  model.next({ call: [{ name: 'query_table', arguments: { sql: 'select 1' } }] });
  const first = await turn(0);
  if (first.outcome !== 'tools') throw new Error(`It came out as ${first.outcome}.`);
  const result = await rig.artifacts.putJson(QUERY_RESULT, 'result');
  return { first, going: { transcript: first.transcript, answer: first.answer.sha256, results: [result.sha256] } };
}

async function errorOf(answer: object): Promise<string> {
  model.next({ say: answer });
  const result = await turn(0);
  return result.outcome === 'invalid' ? result.error : `It came out as ${result.outcome}.`;
}

describe('a research turn', () => {
  test('asks with data in fences only, limits last', async () => {
    model.next({ say: notes([quoted('s1-p1', '12,000 euros')]) });
    await turn(0);
    const [system, ...others] = model.requests[0]?.messages ?? [];
    expect(system?.role).toBe('system');
    const fences = others.flatMap((message) => readFences(message.text ?? '').map(({ name }) => name));
    expect(fences).toEqual(['sources', 'question', 'brief', 'plan', 'sub-question', 'limits']);
    for (const message of others) expect(message.text).toMatch(/^<<<data [\s\S]*<<<end data>>>$/);
  });

  test('gives the tool calls to make, then goes on from their results', async () => {
    const { first, going } = await toolTurn();
    expect(first.calls).toMatchObject([{ name: 'query_table', index: 0 }]);
    model.next({ say: notes([queried('9f86d081884c')]) });
    const second = await turn(1, going);
    expect(second).toMatchObject({ outcome: 'ok', facts: { statements: 1, conflicts: 0, gaps: 0 } });
    expect(model.requests[1]?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'user',
    ]);
    if (second.outcome !== 'ok') return;
    expect(await rig.artifacts.getJson(second.output.sha256)).toMatchObject({
      item: 'q1',
      statements: [{ text: 'North costs 12,000 euros.', evidence: [{ sourceId: 's1', quote: 'total: 25000' }] }],
    });
  });

  test('makes the quick calls itself, and none when no turn is left', async () => {
    const asking = [SEARCH, QUERY_TABLE].map(({ name }) => ({ name, arguments: { sql: 'x' } }));
    model.next({ call: asking });
    const first = await turn(0);
    if (first.outcome !== 'tools') throw new Error(`It came out as ${first.outcome}.`);
    expect(made.splice(0)).toEqual(['0 undefined']);
    expect(first.made).toMatchObject([{ index: 0, found: 3 }]);
    model.next({ call: asking });
    await turn(1, beginning, 0);
    expect(made).toEqual([]);
  });

  test('a transcript grows by references to what stands already', async () => {
    const { first, going } = await toolTurn();
    model.next({ call: [{ name: 'query_table', arguments: { sql: 'select 2' } }] });
    const second = await turn(1, going);
    if (second.outcome !== 'tools') throw new Error(`It came out as ${second.outcome}.`);
    const manifests = z
      .array(z.object({ messages: z.array(z.json()), results: z.array(z.json()) }))
      .parse([await rig.artifacts.getJson(first.transcript), await rig.artifacts.getJson(second.transcript)]);
    expect(manifests[1]?.messages.slice(0, 1)).toEqual(manifests[0]?.messages);
    expect(manifests.map(({ messages, results: kept }) => [messages.length, kept.length])).toEqual([
      [1, 0],
      [3, 1],
    ]);
  });

  test('killed after its answer, asks nothing again', async () => {
    const { first } = await toolTurn();
    expect(await turn(0)).toEqual(first);
    expect(model.requests).toHaveLength(1);
  });

  test('without turns left forbids tools', async () => {
    model.next({ call: [{ name: 'query_table', arguments: { sql: 'select 1' } }] });
    expect(await turn(0, beginning, 0)).toMatchObject({ outcome: 'invalid' });
    expect(model.requests[0]?.toolChoice).toBe('none');
  });

  test('keeps a quote in the characters of its passage', async () => {
    model.next({ say: notes([quoted('s1-p1', 'costs 12,000   euros')]) });
    const result = await turn(0);
    if (result.outcome !== 'ok') throw new Error(`It came out as ${result.outcome}.`);
    expect(await rig.artifacts.getJson(result.output.sha256)).toMatchObject({
      statements: [{ evidence: [{ quote: 'costs\n  12,000 euros', locator: PASSAGES[0]?.locator, query: null }] }],
    });
  });

  test.each([
    [
      'a quote that is not in its passage',
      notes([quoted('s1-p1', '11,000 euros')]),
      '"11,000 euros" is not in the passage s1-p1',
    ],
    ['a passage that no source has', notes([quoted('s9-p1', 'x')]), 'no passage with the id "s9-p1"'],
    ['a query that was not run', notes([queried('000000000000')]), 'No query with the id "000000000000"'],
    ['a pointer to nothing', notes([{ passageId: null, quote: null, queryId: null }]), 'points to nothing'],
    ['a statement without evidence', notes([]), '"North costs 12,000 euros." has no evidence'],
    ['an answer without a statement', notes([], { statements: [] }), 'neither a statement nor a conflict'],
    [
      'a conflict with one side',
      notes([], { statements: [], conflicts: [{ about: 'price', sides: [] }] }),
      'fewer than two sides',
    ],
  ])('%s is invalid, by name', async (_what, answer, error) => {
    expect(await errorOf(answer)).toContain(error);
  });
});
