import type { Correction } from '../../contract/checked-document.ts';
import { withoutCitationMarks } from '../../contract/evidence/citation-marks.ts';
import { correctionsSchema } from '../../contract/model-answers.ts';
import { cellsOf } from '../check/apply-corrections.ts';
import { CELLS_STAY, isRunOfCells, missingIdentifiers } from '../check/identifiers.ts';
import type { Reading } from '../models/recorded-call.ts';
import { oneLine } from './task-data.ts';

/** A claim that may be corrected; `cells` is how many cells it has where it is a row, else null. */
export interface Correctable {
  id: string;
  text: string;
  cells: number | null;
}

/** Words that two sentences are compared by: case, marks of citations and the full stop say nothing of what they state. */
function statedBy(text: string): string {
  return withoutCitationMarks(text)
    .replace(/[.!?…]+$/, '')
    .toLowerCase();
}

/**
 * Why a change is not made although an answer asks for it: it would rewrite cells, speak of another thing than the claim, or say again
 * what the document says already. Null where nothing stands against it.
 */
function heldBack(claim: Correctable, text: string, stated: ReadonlySet<string>): string | null {
  if (claim.cells === null && isRunOfCells(claim.text)) return CELLS_STAY;
  const other = missingIdentifiers(withoutCitationMarks(claim.text), text);
  if (claim.cells === null && other.length > 0)
    return `The correction proposed speaks of something else: it does not name ${other.map((one) => `“${one}”`).join(', ')}.`;
  const isSaid = text !== claim.text && stated.has(statedBy(text));
  return isSaid ? `The correction proposed says what another sentence of the document says already: “${text}”` : null;
}

const MOST_FAULTS = 20;
const MOST_REASON = 1_000;
const MARKS = /\s*\[\^?e\d+(?:\s*[,;]\s*\^?e\d+)*\]/g;

/**
 * Turns an answer into corrections in the order of the batch. Invalid, with each fault named: a claim left out, answered twice or not
 * given; a change without words, or without evidence that was given; a removal or keeping without a reason; a row of another width.
 * @param document All sentences and rows of the document as it stands.
 */
export function readCorrections(
  value: unknown,
  batch: readonly Correctable[],
  known: ReadonlySet<string>,
  document: readonly string[] = [],
): Reading<{ corrections: Correction[] }> {
  const answer = correctionsSchema.parse(value);
  const faults: string[] = [];
  const stated = new Set(document.map(statedBy));
  for (const { claimId } of answer.corrections)
    if (!batch.some(({ id }) => id === claimId)) faults.push(`The claim ${claimId} was not given.`);
  const corrections = batch.flatMap((claim): Correction[] => {
    const given = answer.corrections.filter(({ claimId }) => claimId === claim.id);
    if (given.length !== 1) {
      faults.push(
        given.length === 0 ? `Nothing is said of the claim ${claim.id}.` : `The claim ${claim.id} is answered twice.`,
      );
      return [];
    }
    return given.map((one) => {
      const evidence = [...new Set(one.evidence.map((id) => id.trim()))];
      const text =
        one.action === 'change' && one.text !== null ? oneLine(one.text.replaceAll(MARKS, '')).slice(0, 4_000) : null;
      const correction = {
        claimId: claim.id,
        action: one.action,
        text,
        evidence,
        reason: oneLine(one.reason).slice(0, MOST_REASON),
      };
      faults.push(...faultsOf(claim, correction, known));
      const held = text === null ? null : heldBack(claim, text, stated);
      if (held !== null)
        return { ...correction, action: 'keep' as const, text: null, evidence: [], reason: held.slice(0, MOST_REASON) };
      // A change into the same words is none.
      return text === claim.text ? { ...correction, action: 'keep' as const, text: null } : correction;
    });
  });
  if (faults.length > 0) return { kind: 'invalid', error: faults.slice(0, MOST_FAULTS).join('\n') };
  return { kind: 'ok', value: { corrections } };
}

function faultsOf(
  claim: Correctable,
  { action, text, evidence, reason }: Correction,
  known: ReadonlySet<string>,
): string[] {
  const faults = evidence
    .filter((id) => !known.has(id))
    .map((id) => `The evidence ${id} of ${claim.id} was not given.`);
  if (reason === '') faults.push(`What becomes of ${claim.id} has no reason.`);
  if (action !== 'change') return faults;
  if (text === null || text === '') faults.push(`The change of ${claim.id} has no text.`);
  if (evidence.length === 0)
    faults.push(`The change of ${claim.id} cites no evidence; keep or remove what nothing corrects.`);
  if (claim.cells !== null && text !== null && cellsOf(text).length !== claim.cells)
    faults.push(`The row ${claim.id} must keep its ${claim.cells} cells, divided by " | ".`);
  return faults;
}
