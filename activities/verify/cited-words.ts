import type { CitedWords } from '../../contract/evidence/claim-fault.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import type { EvidenceReader } from './evidence-reader.ts';

const TABULAR = new Set(['rows', 'cell', 'sheet']);

/** A piece of evidence with all that stands around its words, as the checks of wording want it. */
export function citedWords(evidence: Evidence, reader: EvidenceReader): CitedWords {
  const passage = evidence.passageId === null ? null : reader.passage(evidence.passageId);
  return {
    id: evidence.id,
    quote: evidence.quote,
    tabular: TABULAR.has(evidence.locator.kind),
    passage: passage?.text ?? '',
    headings: passage?.headings ?? [],
    title: reader.sourceTitle?.(evidence.sourceId) ?? '',
    query: evidence.query,
  };
}
