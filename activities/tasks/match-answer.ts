import type { z } from 'zod';
import { claimEvidenceSchema, type EvidencePointer } from '../../contract/model-answers.ts';
import type { ItemNotes } from '../../contract/notes.ts';
import type { Reading } from '../models/recorded-call.ts';
import { evidenceFor, type Findable } from './research-answer.ts';
import { oneLine } from './task-data.ts';

type Matched = z.infer<typeof claimEvidenceSchema>['sentences'][number];
type Side = ItemNotes['conflicts'][number]['sides'][number];

const MOST_FAULTS = 20;

/** All passages that an answer points to. */
export function passagesMatched(value: unknown): Set<string> {
  const { sentences } = claimEvidenceSchema.parse(value);
  const pointers = sentences.flatMap((one) => [...one.evidence, ...one.otherwise.flatMap((side) => side.evidence)]);
  return new Set(pointers.flatMap(({ passageId }) => passageId ?? []));
}

/**
 * Turns an answer into notes: each claim a statement in the document's own words, with what bears it out; what sources say otherwise
 * a conflict about it, which has one side only where no source bears it out; a claim that nothing speaks of a gap. Invalid, with each
 * fault named: a sentence left out, answered twice or not given, and whatever evidence does not resolve.
 */
export function readMatches(
  value: unknown,
  part: { id: string; question: string },
  sentences: readonly { id: string; text: string }[],
  findable: Findable,
): Reading<ItemNotes> {
  const answer = claimEvidenceSchema.parse(value);
  const faults = faultsOfIds(
    answer.sentences.map(({ id }) => id),
    sentences.map(({ id }) => id),
  );
  const resolve = (pointers: readonly EvidencePointer[]) =>
    pointers.flatMap((pointer) => {
      const found = evidenceFor(pointer, findable);
      if (typeof found !== 'string') return [found];
      faults.push(found);
      return [];
    });
  const matched = sentences.flatMap(({ id, text }) => {
    const one = answer.sentences.find((sentence) => sentence.id === id);
    if (one === undefined || !one.isClaim) return [];
    return [{ text, evidence: resolve(one.evidence), otherwise: sidesOf(one, resolve, faults) }];
  });
  if (faults.length > 0) return { kind: 'invalid', error: faults.slice(0, MOST_FAULTS).join('\n') };
  const spoken = matched.filter(({ evidence, otherwise }) => evidence.length + otherwise.length > 0);
  const silent = matched.filter((one) => !spoken.includes(one));
  const notes: ItemNotes = {
    item: part.id,
    question: part.question,
    status: silent.length === 0 ? 'answered' : spoken.length === 0 ? 'not-answered' : 'partly',
    statements: matched.map(({ text, evidence }) => ({ text, evidence })),
    conflicts: spoken
      .filter(({ otherwise }) => otherwise.length > 0)
      .map(({ text, evidence, otherwise }) => ({
        about: text,
        sides: evidence.length === 0 ? otherwise : [{ text, evidence }, ...otherwise],
      })),
    gaps: silent.map(({ text }) => `The sources do not say: "${text}"`),
  };
  return { kind: 'ok', value: notes };
}

function sidesOf(
  { otherwise }: Matched,
  resolve: (pointers: readonly EvidencePointer[]) => Side['evidence'],
  faults: string[],
): Side[] {
  return otherwise.map(({ text, evidence }) => {
    if (evidence.length === 0) faults.push(`The statement "${oneLine(text)}" has no evidence.`);
    return { text: oneLine(text), evidence: resolve(evidence) };
  });
}

function faultsOfIds(given: readonly string[], wanted: readonly string[]): string[] {
  const missing = wanted.filter((id) => !given.includes(id));
  const twice = [...new Set(given.filter((id, at) => given.indexOf(id) !== at))];
  const unknown = given.filter((id) => !wanted.includes(id));
  return [
    ...(missing.length === 0 ? [] : [`Sentences without an answer: ${missing.join(', ')}.`]),
    ...(twice.length === 0 ? [] : [`Sentences with more than one answer: ${twice.join(', ')}.`]),
    ...(unknown.length === 0 ? [] : [`Answers to sentences that were not given: ${unknown.join(', ')}.`]),
  ];
}
