import type { z } from 'zod';
import { withoutCitationMarks } from '../../../contract/evidence/citation-marks.ts';
import type { claimEvidenceSchema } from '../../../contract/model-answers.ts';
import { knownTable } from '../question-forms/known-table.ts';
import type { RequestData } from '../request-data.ts';
import { wordsOf } from '../text/words.ts';
import type { ToolName, Transcript } from '../transcript.ts';
import { candidatesOf } from './candidates.ts';
import { matchSentence } from './match-sentence.ts';
import { queriesFor, tableAnswers } from './table-claims.ts';

interface ToolRequest {
  name: ToolName;
  arguments: Record<string, unknown>;
}

/** The next move of a part: more tools, or what the sources say to each sentence. */
export type MatchTurn =
  | { kind: 'tools'; calls: ToolRequest[] }
  | { kind: 'answer'; answer: z.infer<typeof claimEvidenceSchema> };

/** Calls that one turn may hold. */
const MOST_CALLS = 8;
const PASSAGES = 12;

/** Decides the next move from the conversation alone: a search for each sentence, the tables, queries for what is computed, then the answer. */
export function matchTurn(data: RequestData, transcript: Transcript, tools: readonly ToolName[]): MatchTurn {
  const sentences = data.required('sentences');
  const turnsLeft = data.optional('limits')?.turnsLeft ?? Number.POSITIVE_INFINITY;
  const tables = (transcript.of('list_tables').at(-1)?.result?.tables ?? []).map(knownTable);
  const wanted: ToolRequest[] = [
    { name: 'list_tables', arguments: {} },
    ...sentences.map(({ text }) => ({
      name: 'search_documents' as const,
      arguments: { query: queryOf(text), limit: PASSAGES },
    })),
    ...sentences.flatMap(({ text }) =>
      queriesFor(text, tables).map((sql) => ({ name: 'query_table' as const, arguments: { sql } })),
    ),
  ];
  const made = new Set(tools.flatMap((name) => transcript.of(name).map((call) => keyOf(call))));
  const open = distinct(wanted).filter((call) => tools.includes(call.name) && !made.has(keyOf(call)));
  if (turnsLeft > 0 && open.length > 0) return { kind: 'tools', calls: open.slice(0, MOST_CALLS) };
  const candidates = candidatesOf(transcript);
  return {
    kind: 'answer',
    answer: {
      sentences: sentences.map((sentence) =>
        matchSentence(sentence, candidates, tableAnswers(sentence.text, tables, transcript)),
      ),
    },
  };
}

function queryOf(text: string): string {
  return wordsOf(withoutCitationMarks(text))
    .map((word) => word.text)
    .join(' ')
    .slice(0, 500);
}

function keyOf({ name, arguments: asked }: ToolRequest): string {
  return `${name} ${String(asked.sql ?? asked.query ?? '')}`;
}

function distinct(calls: readonly ToolRequest[]): ToolRequest[] {
  return [...new Map(calls.map((call) => [keyOf(call), call])).values()];
}
