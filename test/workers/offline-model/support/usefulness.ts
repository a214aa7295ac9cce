import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DocumentSet, openDocumentSet } from './document-set.ts';
import { ask, type Notes, research, sourcesData } from './offline-job.ts';

/** A question with words of its answer (several spellings apart by `|`); null where the documents do not answer it. */
const askedSchema = z.array(z.object({ question: z.string(), answer: z.string().nullable() }));

/** What the offline model made of one question. */
export interface Asked {
  question: string;
  answer: string | null;
  /** Whether it gave the answer, or was silent where there is none. */
  isRight: boolean;
  status: Notes['status'];
  told: string[];
}

/** Asks the questions of a folder (its `questions.json`) by plan and research, as a job does. */
export async function askAll(folder: string): Promise<Asked[]> {
  const questions = askedSchema.parse(JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')));
  const names = readdirSync(folder).filter((name) => name !== 'questions.json');
  const set = await openDocumentSet(folder, names.sort());
  try {
    const asked: Asked[] = [];
    for (const { question, answer } of questions) asked.push(await askOne(set, question, answer));
    return asked;
  } finally {
    await set.close();
  }
}

async function askOne(set: DocumentSet, question: string, answer: string | null): Promise<Asked> {
  const brief = { question, audience: '', length: 'standard', language: 'en' };
  const plan = ask('plan', { question: brief, sources: sourcesData(set) });
  const notes = [];
  for (const { question: one } of plan.subQuestions) notes.push((await research(set, one)).notes);
  const told = notes.flatMap((note) => [
    ...note.statements.map(({ text }) => text),
    ...note.conflicts.flatMap(({ sides }) => sides.map(({ text }) => text)),
  ]);
  const isRight = answer === null ? told.length === 0 : told.some((text) => holds(text, answer));
  return { question, answer, isRight, status: notes[0]?.status ?? 'not-answered', told };
}

/** Whether a text holds one of the spellings, not as part of a longer word or number. */
function holds(text: string, answer: string): boolean {
  return answer.split('|').some((one) => {
    const escaped = one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d*[1-9])`, 'iu').test(text);
  });
}
