import type { z } from 'zod';
import type { foundPassageSchema } from '../../../contract/tools.ts';
import { type FoundSentence, findingsOf } from '../research/found-sentences.ts';
import { oneLine, termsOf } from '../text/words.ts';
import type { Transcript } from '../transcript.ts';

type FoundPassage = z.infer<typeof foundPassageSchema>;

/** Words of a source that a claim may be compared with: a sentence, or a row of a table with its header around it. */
export type Candidate = Pick<
  FoundSentence,
  'text' | 'quote' | 'passageId' | 'sourceId' | 'terms' | 'around' | 'nearest'
> & { isRow: boolean };

const DELIMITER = /^\s*\|?[\s:|-]+$/;

/** Everything that the searches of an item returned, as sentences and as rows. */
export function candidatesOf(transcript: Transcript): Candidate[] {
  const passages = new Map<string, FoundPassage>();
  for (const call of [...transcript.of('search_documents'), ...transcript.of('read_passage')])
    for (const passage of call.result?.passages ?? []) passages.set(passage.passageId, passage);
  const sentences = findingsOf(transcript).sentences.map((sentence) => ({ ...sentence, isRow: false }));
  return [...sentences, ...[...passages.values()].flatMap(rowsOf)];
}

function rowsOf(passage: FoundPassage): Candidate[] {
  const isTable = passage.locator.kind === 'rows' || passage.locator.kind === 'sheet';
  const lines = passage.text.split('\n').filter((line) => line.trim() !== '' && !DELIMITER.test(line));
  const rows = isTable ? lines : lines.filter((line) => line.trim().startsWith('|'));
  const header = rows[0] ?? '';
  const around = new Set(termsOf([passage.sourceTitle.replace(/\.\w+$/, ''), ...passage.headings, header].join(' ')));
  return rows.map((row) => ({
    text: oneLine(row),
    quote: row.trim(),
    passageId: passage.passageId,
    sourceId: passage.sourceId,
    terms: new Set(termsOf(row)),
    around,
    nearest: new Set(termsOf(header)),
    isRow: true,
  }));
}
