import type { z } from 'zod';
import { findQuote } from '../../../../contract/evidence/quote.ts';
import { MODEL_ANSWERS, type ModelAnswerName } from '../../../../contract/model-answers.ts';
import { type FenceName, fence } from '../../../../contract/prompt-data.ts';
import { answerChat } from '../../../../workers/offline-model/answer-chat.ts';
import type { Answer } from '../../../../workers/offline-model/protocol/chat-answer.ts';
import type { ChatMessage, ChatRequest } from '../../../../workers/offline-model/protocol/chat-request.ts';
import type { DocumentSet } from './document-set.ts';

type Answers = { [Name in ModelAnswerName]: z.infer<(typeof MODEL_ANSWERS)[Name]> };
const SCHEMAS: { [Name in ModelAnswerName]: z.ZodType<Answers[Name]> } = MODEL_ANSWERS;
export type Plan = Answers['plan'];
export type Notes = Answers['research_notes'];
export type Draft = Answers['draft'];

export const TOOLS = ['search_documents', 'read_passage', 'list_tables', 'query_table'];

/** A request as the worker's adapter writes it. */
export function chatRequest(answer: string, messages: ChatMessage[], tools: string[] = []): ChatRequest {
  return {
    model: 'offline',
    messages: [{ role: 'system', content: 'Any prose.' }, ...messages],
    response_format: { type: 'json_schema', json_schema: { name: answer } },
    ...(tools.length > 0 && { tools: tools.map((name) => ({ type: 'function' as const, function: { name } })) }),
  };
}

/** A user message that holds fenced blocks. */
export function dataMessage(data: Partial<Record<FenceName, unknown>>): ChatMessage {
  const names = Object.keys(data) as FenceName[];
  return { role: 'user', content: names.map((name) => fence(name, data[name])).join('\n\n') };
}

/** Asks for one answer without tools. */
export function ask<Name extends ModelAnswerName>(
  name: Name,
  data: Partial<Record<FenceName, unknown>>,
): Answers[Name] {
  return readAnswer(name, answerChat(chatRequest(name, [dataMessage(data)])));
}

function readAnswer<Name extends ModelAnswerName>(name: Name, answer: Answer): Answers[Name] {
  if (answer.kind !== 'text') throw new Error('The model called tools instead of answering.');
  return SCHEMAS[name].parse(JSON.parse(answer.text));
}

export interface Query {
  sql: string;
  columns: string[];
  rows: (string | null)[][];
}

export interface Researched {
  notes: Notes;
  turns: number;
  queries: Map<string, Query>;
}

/** Runs the tool loop of one sub-question to its notes. */
export async function research(set: DocumentSet, question: string, turnLimit = 12): Promise<Researched> {
  const messages = [dataMessage({ 'sub-question': { id: 'q1', question, why: '' }, limits: { turnsLeft: turnLimit } })];
  const queries = new Map<string, Query>();
  for (let turn = 1; turn <= turnLimit; turn += 1) {
    const answer = answerChat(chatRequest('research_notes', messages, TOOLS));
    if (answer.kind === 'text') return { notes: readAnswer('research_notes', answer), turns: turn, queries };
    const calls = answer.calls.map((call, index) => ({ id: `t${turn}-${index}`, ...call }));
    const made = calls.map(({ id, name, arguments: args }) => ({
      id,
      type: 'function' as const,
      function: { name, arguments: JSON.stringify(args) },
    }));
    messages.push({ role: 'assistant', content: null, tool_calls: made });
    for (const call of calls) {
      const result = await set.callTool(call.name, call.arguments);
      if (isQuery(result)) queries.set(result.queryId, { ...result, sql: String(call.arguments.sql) });
      messages.push({ role: 'tool', tool_call_id: call.id, content: fence('tool-result', result) });
    }
  }
  throw new Error(`No notes after ${turnLimit} turns.`);
}

export function isQuery(result: unknown): result is Query & { queryId: string } {
  return typeof result === 'object' && result !== null && 'queryId' in result;
}

interface NumberedEvidence {
  id: string;
  source: string;
  place: string;
  quote: string;
  query: string | null;
}

/** Notes and evidence as the draft and judge steps get them, from what the items found. */
export function numbered(set: DocumentSet, items: { question: string; researched: Researched }[]) {
  const evidence: NumberedEvidence[] = [];
  const idOf = (found: Omit<NumberedEvidence, 'id'>): string => {
    const known = evidence.find((one) => one.quote === found.quote && one.place === found.place);
    if (known !== undefined) return known.id;
    const id = `e${evidence.length + 1}`;
    evidence.push({ id, ...found });
    return id;
  };
  const statement = (one: Notes['statements'][number], { queries }: Researched) => ({
    text: one.text,
    evidence: one.evidence.map(({ passageId, quote, queryId }) => {
      const query = queries.get(queryId ?? '');
      if (query !== undefined) {
        const told = [query.columns, ...query.rows].map((row) => row.join(' | ')).join('; ');
        return idOf({ source: 'table', place: `query ${queryId}`, quote: told, query: query.sql });
      }
      const passage = set.passages.find((candidate) => candidate.passageId === passageId);
      if (passage === undefined || quote === null || findQuote(passage.text, quote) === null)
        throw new Error(`Not in its passage: ${quote}`);
      return idOf({ source: passage.sourceTitle, place: passage.passageId, quote, query: null });
    }),
  });
  const notes = items.map(({ question, researched }, index) => ({
    item: `q${index + 1}`,
    question,
    status: researched.notes.status,
    statements: researched.notes.statements.map((one) => statement(one, researched)),
    conflicts: researched.notes.conflicts.map(({ about, sides }) => ({
      about,
      sides: sides.map((side) => statement(side, researched)),
    })),
    gaps: researched.notes.gaps,
  }));
  return { notes, evidence };
}

/** What the plan step is told of the documents. */
export function sourcesData(set: DocumentSet) {
  const ids = [...new Set([...set.passages, ...set.tables].map((one) => one.sourceId))];
  return ids.map((id) => ({
    id,
    title: [...set.passages, ...set.tables].find((one) => one.sourceId === id)?.sourceTitle ?? id,
    headings: [...new Set(set.passages.filter((one) => one.sourceId === id).flatMap((one) => one.headings))],
    tables: set.tables
      .filter((table) => table.sourceId === id)
      .map(({ name, columns, rowCount }) => ({ name, columns: columns.map((column) => column.name), rows: rowCount })),
  }));
}
