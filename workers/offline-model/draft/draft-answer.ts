import type { z } from 'zod';
import type { draftAnswerSchema, draftedBlockSchema } from '../../../contract/model-answers.ts';
import type { RequestData } from '../request-data.ts';
import { cutLine } from '../text/words.ts';
import { analysis, heading, paragraph } from './blocks.ts';
import { readReview } from './review.ts';
import { answeredSections, conflictSection, gapSection, type Note } from './sections.ts';

type DraftAnswer = z.infer<typeof draftAnswerSchema>;
type Block = z.infer<typeof draftedBlockSchema>;

/** Sentences of a section by the length that was asked for. */
const MOST_QUOTES: Readonly<Record<string, number>> = { short: 2, standard: 5, long: 100 };

/** Drafts from the notes alone: quotes and computed values with their evidence, both sides of conflicts, what is not answered. */
export function draftAnswer(data: RequestData): DraftAnswer {
  const notes: Note[] = data.required('notes');
  data.required('evidence');
  const brief = data.optional('question');
  const plan = data.optional('plan');
  const review = readReview(data, notes);
  const mostQuotes = review.isShorter ? 1 : (MOST_QUOTES[brief?.length ?? 'standard'] ?? 5);
  const kept = review.order(notes.map((note) => review.withoutLeftOut(note)));
  const blocks: Block[] = [
    ...opening(brief?.language ?? 'en', review.remark),
    ...kept.flatMap((note) => answeredSections(note, mostQuotes)),
    ...conflictSection(kept),
    ...gapSection(kept, notes),
  ];
  const title = plan?.title ?? brief?.question ?? notes[0]?.question ?? 'Report';
  return { title: cutLine(title, 200), blocks: blocks.length > 0 ? blocks : nothing() };
}

function opening(language: string, remark: string | null): Block[] {
  const isEnglish = /^(?:en\b|english|$)/i.test(language.trim());
  const sentences = [
    ...(remark === null ? [] : [analysis(remark)]),
    ...(isEnglish
      ? []
      : [analysis(`The offline model writes English only; "${cutLine(language, 40)}" was asked for.`)]),
  ];
  return sentences.length === 0 ? [] : [paragraph(sentences)];
}

function nothing(): Block[] {
  return [heading('Not answered by these documents'), paragraph([analysis('There are no notes to draft from.')])];
}
