import type { Evidence } from '../../contract/evidence/evidence.ts';
import { findInPassage } from '../../contract/evidence/quote.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Fault } from './fault.ts';

/** The quoted words must stand in the passage, in the source that the evidence names. */
export function checkQuote(evidence: Evidence, reader: EvidenceReader): Fault | null {
  if (evidence.query !== null) return null;
  const fault = (message: string): Fault => ({ check: 'quote-not-found', message, evidence: [evidence.id] });
  if (evidence.passageId === null) return fault(`${evidence.id} names neither a passage nor a query.`);
  const passage = reader.passage(evidence.passageId);
  if (passage === null || passage.sourceId !== evidence.sourceId)
    return fault(`The passage of ${evidence.id} is not in its source.`);
  if (findInPassage(passage, evidence.quote) === null)
    return fault(`The words quoted by ${evidence.id} are not in its passage.`);
  return null;
}
