import type { CitedWords } from '../../contract/evidence/claim-fault.ts';
import type { RecordedQuery } from '../../contract/evidence/evidence.ts';

/** Quoted words as the checks of wording get them; they are their own passage unless another is given. */
export function citedQuote(quote: string, around: Partial<CitedWords> = {}): CitedWords {
  return { id: 'e1', quote, tabular: false, passage: quote, headings: [], title: 'notes.md', query: null, ...around };
}

/** A query as the checks of wording get it. */
export function citedQuery(query: RecordedQuery): CitedWords {
  const quote = `${query.columns.join(', ')}: ${query.rows.map((row) => row.join(', ')).join('; ')}`;
  return { ...citedQuote(quote), passage: '', query };
}
