import type { Block, Draft, Sentence } from './blocks.ts';

/** What a report is: its own text, or a document that was checked. */
export type ReportForm = 'report' | 'check';

const WORDS: Record<ReportForm, Record<Exclude<Sentence['kind'], 'fact'>, string>> = {
  report: { analysis: 'analysis', recommendation: 'recommendation' },
  check: { analysis: 'no claim', recommendation: 'recommendation' },
};

/** What the marks of sentences that nobody verified mean, for a legend. */
export const KIND_MEANINGS: Readonly<Record<ReportForm, readonly { word: string; meaning: string }[]>> = {
  report: [
    { word: 'analysis', meaning: "the writer's own reasoning" },
    { word: 'recommendation', meaning: "the writer's own advice" },
  ],
  check: [
    { word: 'no claim', meaning: 'the model that read the document found nothing in it to look up' },
    { word: 'recommendation', meaning: "the document's own advice" },
  ],
};

/** What a sentence that is no fact is called: `analysis`. */
export function kindWord(kind: Exclude<Sentence['kind'], 'fact'>, form: ReportForm): string {
  return WORDS[form][kind];
}

function sentencesOf(block: Block): readonly (readonly Sentence[])[] {
  switch (block.type) {
    case 'paragraph':
    case 'quotation':
      return [block.sentences];
    case 'list':
      return block.items;
    default:
      return [];
  }
}

/** The words that tell sentences apart which nobody verified, by the id of the last of each run: what stands before a mark, up to the last mark or citation, is what it speaks of. */
export function kindMarks({ blocks }: Pick<Draft, 'blocks'>, form: ReportForm): Map<string, string> {
  const marks = new Map<string, string>();
  for (const sentences of blocks.flatMap(sentencesOf)) {
    let run = 0;
    for (const [at, { id, kind }] of sentences.entries()) {
      run += 1;
      if (sentences[at + 1]?.kind === kind) continue;
      const count = run === 1 ? '' : `${run} sentences: `;
      if (kind !== 'fact') marks.set(id, `${count}${kindWord(kind, form)}, not verified`);
      run = 0;
    }
  }
  return marks;
}
