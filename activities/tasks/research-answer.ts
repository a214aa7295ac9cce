import type { z } from 'zod';
import type { FoundEvidence } from '../../contract/evidence/evidence.ts';
import { findInPassage } from '../../contract/evidence/quote.ts';
import type { Passage } from '../../contract/evidence/source.ts';
import { type EvidencePointer, researchAnswerSchema } from '../../contract/model-answers.ts';
import type { ItemNotes } from '../../contract/notes.ts';
import type { Reading } from '../models/recorded-call.ts';
import type { ResolvedQuery } from '../tools/tool-result.ts';
import { queryLine } from './query-line.ts';
import { oneLine } from './task-data.ts';

type Answer = z.infer<typeof researchAnswerSchema>;
type Pointed = Answer['statements'][number];

/** What evidence pointers are resolved against: passages by id, and the queries that were run by theirs. */
export interface Findable {
  passages: ReadonlyMap<string, Passage>;
  queries: ReadonlyMap<string, ResolvedQuery>;
}

const MOST_FAULTS = 20;

/** All passages that an answer points to. */
export function passagesPointedTo(value: unknown): Set<string> {
  const answer = researchAnswerSchema.parse(value);
  const pointed = [...answer.statements, ...answer.conflicts.flatMap((conflict) => conflict.sides)];
  return new Set(pointed.flatMap(({ evidence }) => evidence.flatMap((pointer) => pointer.passageId ?? [])));
}

/**
 * Turns an answer into notes whose evidence was looked up: quotes in the passage's own characters, queries with their result.
 * Invalid, with each fault named: an id that nothing has, a quote that is not in its passage, a statement without evidence.
 */
export function readNotes(
  value: unknown,
  item: { id: string; question: string },
  findable: Findable,
): Reading<ItemNotes> {
  const answer = researchAnswerSchema.parse(value);
  const faults: string[] = [];
  const resolve = (pointed: Pointed) => {
    const text = oneLine(pointed.text);
    if (pointed.evidence.length === 0) faults.push(`The statement "${text}" has no evidence.`);
    const evidence = pointed.evidence.flatMap((pointer) => {
      const found = evidenceFor(pointer, findable);
      if (typeof found !== 'string') return [found];
      faults.push(found);
      return [];
    });
    return { text, evidence };
  };
  const statements = answer.statements.filter(({ text }) => text.trim() !== '').map(resolve);
  const conflicts = answer.conflicts.map(({ about, sides }) => {
    if (sides.length < 2) faults.push(`The conflict about "${oneLine(about)}" has fewer than two sides.`);
    return { about: oneLine(about), sides: sides.map(resolve) };
  });
  if (answer.status === 'answered' && statements.length + conflicts.length === 0)
    faults.push('The status is "answered", but there is neither a statement nor a conflict.');
  if (faults.length > 0) return { kind: 'invalid', error: faults.slice(0, MOST_FAULTS).join('\n') };
  const gaps = answer.gaps.map((gap) => oneLine(gap)).filter((gap) => gap !== '');
  const { id, question } = item;
  return { kind: 'ok', value: { item: id, question, status: answer.status, statements, conflicts, gaps } };
}

/** The evidence that a pointer leads to, or what is wrong with the pointer. */
export function evidenceFor(pointer: EvidencePointer, { passages, queries }: Findable): FoundEvidence | string {
  const { passageId, quote, queryId } = pointer;
  if (queryId && passageId)
    return `Evidence points to the passage ${passageId} and the query ${queryId}; give one of them.`;
  if (queryId) {
    const found = queries.get(queryId);
    return found === undefined ? `No query with the id "${queryId}" was run.` : evidenceOfQuery(found);
  }
  if (!passageId) return 'Evidence points to nothing: give a passage with a quote, or a query.';
  const passage = passages.get(passageId);
  if (passage === undefined) return `There is no passage with the id "${passageId}".`;
  if (!quote) return `Evidence from the passage ${passageId} has no quote.`;
  const found = findInPassage(passage, quote);
  if (found === null) return `The quote "${oneLine(quote)}" is not in the passage ${passageId}, word for word.`;
  const { sourceId, locator } = passage;
  return { sourceId, passageId, locator, quote: found.exact, query: null };
}

function evidenceOfQuery({ query, sourceIds }: ResolvedQuery): FoundEvidence | string {
  const [sourceId] = sourceIds;
  const [table, ...tables] = query.tables;
  if (sourceId === undefined || table === undefined) return 'A query that reads no table is no evidence.';
  const locator = { kind: 'query' as const, tables: [table, ...tables] };
  return { sourceId, passageId: null, locator, quote: queryLine(query), query };
}
