import { compute } from '../question-forms/compute.ts';
import { dictionaryQuery, explained } from '../question-forms/dictionaries.ts';
import { type FoundValue, type KnownTable, knownTable } from '../question-forms/known-table.ts';
import { lookUps, valuesFound } from '../question-forms/look-up.ts';
import type { RequestData } from '../request-data.ts';
import { termsOf, wordsOf } from '../text/words.ts';
import type { ToolName, Transcript } from '../transcript.ts';
import { otherSpellings } from './abbreviations.ts';
import { abbreviationsOf, foundPassages, OPENING_NEIGHBOURS } from './found-sentences.ts';
import { headingReads } from './headed-answers.ts';
import { properNames } from './proper-names.ts';
import { questionKind } from './question-kind.ts';
import { type ComputedStatements, type ResearchNotes, researchNotes } from './research-notes.ts';

interface ToolRequest {
  name: ToolName;
  arguments: Record<string, unknown>;
}

/** The next move of an item: more tools, or its notes. */
export type NextTurn = { kind: 'tools'; calls: ToolRequest[] } | { kind: 'notes'; notes: ResearchNotes };

/** Questions that want a value for each of several things: a sentence alone cannot answer them. */
const ASKS_TO_COMPUTE = /\b(?:each|every)\b|\b(?:which|what)\b.*\b(?:most|fewest|highest|lowest)\b/i;
const PASSAGES = 12;
const MOST_SPELLINGS = 2;
const MOST_OPENINGS = 2;
const MOST_DICTIONARIES = 4;
/** Questions that a table may answer, for which it is worth to read what its columns mean. */
const ASKS_FOR_VALUE = /^\W*(?:what|which|who|how|when|where|in|at|by|of|for|on|from|was|were|is|are|did|does)\b/i;
const WEIGHING_WORDS = 'recommend propose agree allow risk against condition';

/**
 * Decides an item's next move from its conversation alone: search and list tables, look values up, compute, answer.
 * What was asked already is never asked again, so that the loop ends whatever the tools give back.
 */
export function nextTurn(data: RequestData, transcript: Transcript, tools: readonly ToolName[]): NextTurn {
  const { question } = data.required('sub-question');
  const turnsLeft = data.optional('limits')?.turnsLeft ?? Number.POSITIVE_INFINITY;
  const open = turnsLeft > 0 ? tools : [];
  const first = open.length > 0 && transcript.isEmpty ? firstCalls(question, open) : [];
  if (first.length > 0) return { kind: 'tools', calls: first };
  const reads = turnsLeft > 1 && open.includes('read_passage') ? headingReads(question, transcript) : [];
  if (reads.length > 0)
    return { kind: 'tools', calls: reads.map((read) => ({ name: 'read_passage' as const, arguments: { ...read } })) };
  const openings = turnsLeft > 2 && open.includes('read_passage') ? openingReads(transcript) : [];
  if (openings.length > 0) return { kind: 'tools', calls: openings };
  const searches = turnsLeft > 1 && open.includes('search_documents') ? furtherSearches(question, transcript) : [];
  if (searches.length > 0) return { kind: 'tools', calls: searches };
  const listed = listedTables(question, transcript);
  const dictionaries = listed.flatMap((table) => dictionaryQuery(table) ?? []).slice(0, MOST_DICTIONARIES);
  const tables = explained(listed, rowsOf(dictionaries, transcript));
  if (open.includes('query_table')) {
    const unread = turnsLeft > 2 && ASKS_FOR_VALUE.test(question) ? newQueries(dictionaries, transcript) : [];
    if (unread.length > 0) return { kind: 'tools', calls: unread };
    const queries =
      turnsLeft > 1
        ? newQueries(
            lookUps(question, tables).map(({ sql }) => sql),
            transcript,
          )
        : [];
    if (queries.length > 0) return { kind: 'tools', calls: queries };
    const computed = compute(question, tables, foundValues(question, tables, transcript));
    const wanted = computed.kind === 'computation' ? newQueries([computed.computation.sql], transcript) : [];
    if (wanted.length > 0) return { kind: 'tools', calls: wanted };
  }
  return {
    kind: 'notes',
    notes: researchNotes(question, transcript, computedStatements(question, tables, transcript)),
  };
}

function firstCalls(question: string, tools: readonly ToolName[]): ToolRequest[] {
  const calls: ToolRequest[] = tools.includes('list_tables') ? [{ name: 'list_tables', arguments: {} }] : [];
  if (!tools.includes('search_documents')) return calls;
  const terms = new Set(termsOf(question));
  const keyWords = wordsOf(question).filter((word) => termsOf(word.text).some((term) => terms.has(term)));
  const weighing =
    questionKind(question).kind === 'decision'
      ? [`${keyWords.map((word) => word.text).join(' ')} ${WEIGHING_WORDS}`]
      : [];
  const queries = [question, keyWords.map((word) => word.text).join(' '), ...weighing];
  const distinct = [...new Set(queries.map((query) => query.slice(0, 500)).filter((query) => query.trim() !== ''))];
  return [
    ...calls,
    ...distinct.map((query) => ({ name: 'search_documents' as const, arguments: { query, limit: PASSAGES } })),
  ];
}

/** Reads how the documents that were found first begin: what all of one is about often stands only there. */
function openingReads(transcript: Transcript): ToolRequest[] {
  const found = transcript.of('search_documents').flatMap((call) => call.result?.passages ?? []);
  const made = transcript.of('read_passage').map((call) => String(call.arguments.passageId));
  const known = new Set(found.map(({ passageId }) => passageId));
  const prose = found.filter(({ locator }) => !/^(?:rows|cell|sheet)$/.test(locator.kind));
  const firsts = [...new Set(prose.map(({ passageId }) => passageId.replace(/-p\d+$/, '-p1')))];
  return firsts
    .slice(0, MOST_OPENINGS)
    .filter((passageId) => !known.has(passageId) && !made.includes(passageId))
    .map((passageId) => ({ name: 'read_passage' as const, arguments: { passageId, neighbours: OPENING_NEIGHBOURS } }));
}

/** Searches by the letters that a document found has for a name in the question, and the other way round. */
function furtherSearches(question: string, transcript: Transcript): ToolRequest[] {
  const made = new Set(transcript.of('search_documents').map((call) => String(call.arguments.query)));
  const known = [...abbreviationsOf([...foundPassages(transcript).values()]).values()].flat();
  const queries = [...new Set(otherSpellings(question, known))].map((query) => query.slice(0, 500));
  // What a further search finds may hold more of them: only those of the first searches are followed.
  const isDone = queries.some((query) => made.has(query));
  return isDone
    ? []
    : queries
        .slice(0, MOST_SPELLINGS)
        .map((query) => ({ name: 'search_documents' as const, arguments: { query, limit: PASSAGES } }));
}

/** The tables, those of documents that were found first: only so many are looked into. The main heading of its document names a table too. */
function listedTables(question: string, transcript: Transcript): KnownTable[] {
  const found = transcript.of('search_documents').flatMap((call) => call.result?.passages ?? []);
  const place = ({ name, sourceId }: KnownTable): number => {
    const at = found.findIndex((one) =>
      one.locator.kind === 'rows' ? one.locator.table === name : one.sourceId === sourceId,
    );
    return at === -1 ? found.length : at;
  };
  const subjects = new Set(subjectNames(question, found));
  const tables = transcript.of('list_tables').at(-1)?.result?.tables.map(knownTable) ?? [];
  return tables
    .map((table) => {
      const heading =
        found.find((one) => one.sourceId === table.sourceId && !/^(?:rows|sheet)$/.test(one.locator.kind))
          ?.headings[0] ?? '';
      return { ...table, subjects, stems: new Set([...table.stems, ...wordsOf(heading).map(({ stem }) => stem)]) };
    })
    .sort((one, other) => place(one) - place(other));
}

/** Names in the question that half of what was found is about: they tell no table from another. */
function subjectNames(question: string, found: readonly { text: string; headings: readonly string[] }[]): string[] {
  const words = found.map(
    ({ text, headings }) => new Set(wordsOf([text, ...headings].join(' ')).map(({ stem }) => stem)),
  );
  const isSubject = (stem: string): boolean => words.filter((one) => one.has(stem)).length * 2 >= words.length;
  return words.length < 2 ? [] : properNames(question).names.filter(isSubject);
}

function queriesMade(transcript: Transcript) {
  return transcript.of('query_table').map((call) => ({ ...call, sql: String(call.arguments.sql) }));
}

function rowsOf(queries: readonly string[], transcript: Transcript): (string | null)[][] {
  const made = queriesMade(transcript);
  return queries.flatMap((sql) => made.find((call) => call.sql === sql)?.result?.rows ?? []);
}

function newQueries(wanted: readonly string[], transcript: Transcript): ToolRequest[] {
  const made = new Set(queriesMade(transcript).map(({ sql }) => sql));
  return wanted.filter((sql) => !made.has(sql)).map((sql) => ({ name: 'query_table' as const, arguments: { sql } }));
}

function foundValues(question: string, tables: readonly KnownTable[], transcript: Transcript): FoundValue[] {
  const made = queriesMade(transcript);
  return lookUps(question, tables).flatMap(({ table, sql }) =>
    valuesFound(table, made.find((call) => call.sql === sql)?.result?.rows ?? []),
  );
}

function computedStatements(
  question: string,
  tables: readonly KnownTable[],
  transcript: Transcript,
): ComputedStatements | null {
  const computed = compute(question, tables, foundValues(question, tables, transcript));
  if (computed.kind === 'none') {
    if (tables.length === 0 || !ASKS_TO_COMPUTE.test(question)) return null;
    return { queryId: '', sentences: [], remark: 'no table has a column or value for every word of the question' };
  }
  if (computed.kind === 'unclear') return { queryId: '', sentences: [], remark: computed.reason };
  const { computation } = computed;
  const made = queriesMade(transcript).find(({ sql }) => sql === computation.sql);
  if (made === undefined) return null;
  if (made.result === null) return { queryId: '', sentences: [], remark: `the query failed with "${made.error}"` };
  const { queryId, rows } = made.result;
  const doubt = computation.doubt?.(rows) ?? null;
  if (doubt !== null) return { queryId, sentences: [], remark: doubt };
  const sentences = computation.tell(rows);
  return {
    queryId,
    sentences,
    remark: sentences.length === 0 ? `no row of the table "${computation.table}" fits` : null,
  };
}
