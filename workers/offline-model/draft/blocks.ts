import type { z } from 'zod';
import type { draftedBlockSchema } from '../../../contract/model-answers.ts';
import { cutLine, oneLine } from '../text/words.ts';

export type DraftedBlock = z.infer<typeof draftedBlockSchema>;
export type DraftedSentence = DraftedBlock['sentences'][number];

const EMPTY = { text: '', sentences: [], columns: [], rows: [] };

/** A heading; long questions are cut. */
export function heading(text: string): DraftedBlock {
  return { ...EMPTY, type: 'heading', text: cutLine(text, 200) };
}

export function paragraph(sentences: DraftedSentence[]): DraftedBlock {
  return { ...EMPTY, type: 'paragraph', sentences };
}

export function list(sentences: DraftedSentence[]): DraftedBlock {
  return { ...EMPTY, type: 'list', sentences };
}

/** A sentence of fact with the evidence it cites. */
export function fact(text: string, evidence: readonly string[]): DraftedSentence {
  return { kind: 'fact', text: oneLine(text), evidence: [...evidence] };
}

/** A sentence by template that states nothing of the documents' subject. */
export function analysis(text: string): DraftedSentence {
  return { kind: 'analysis', text: cutLine(text, 3_000), evidence: [] };
}
