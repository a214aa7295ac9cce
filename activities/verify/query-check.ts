import type { Evidence } from '../../contract/evidence/evidence.ts';
import { differenceOfResults } from '../../contract/evidence/same-result.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Fault } from './fault.ts';

/** A recorded query must give the same result when it is run again. */
export async function checkQuery(evidence: Evidence, reader: EvidenceReader): Promise<Fault | null> {
  if (evidence.query === null) return null;
  const fault = (message: string): Fault => ({ check: 'query-differs', message, evidence: [evidence.id] });
  const repetition = await reader.repeat(evidence.query);
  if ('error' in repetition) return fault(`The query of ${evidence.id} cannot be run again: ${cut(repetition.error)}`);
  const difference = differenceOfResults(evidence.query, repetition.result);
  return difference === null ? null : fault(`The query of ${evidence.id} gives another result: ${cut(difference)}`);
}

function cut(text: string): string {
  return text.length > 600 ? `${text.slice(0, 599)}…` : text;
}
