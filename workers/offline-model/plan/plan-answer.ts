import type { z } from 'zod';
import type { FENCED_VALUES, planAnswerSchema } from '../../../contract/model-answers.ts';
import type { RequestData } from '../request-data.ts';
import { cutLine, termsOf } from '../text/words.ts';
import { applyComment } from './apply-comment.ts';
import { askedQuestions } from './split-question.ts';

type PlanAnswer = z.infer<typeof planAnswerSchema>;
type PlannedSources = z.infer<typeof FENCED_VALUES.sources>;

const MAX_QUESTIONS = 12;

/** Plans from the question's own sentences and the sources' headings and tables. */
export function planAnswer(data: RequestData): PlanAnswer {
  const { question } = data.required('question');
  const sources = data.required('sources');
  const asked = askedQuestions(question);
  const divided = asked.isVague ? dividedByHeadings(asked.questions, sources) : asked.questions;
  const comment = data.optional('comment')?.text.trim() ?? '';
  const changed = applyComment(divided, comment);
  const kept = changed.questions.slice(0, MAX_QUESTIONS);
  const leftOut = changed.questions.slice(MAX_QUESTIONS);
  const subQuestions = kept.map((one) => ({ question: one, why: whyAsked(one, sources) }));
  return {
    title: cutLine(kept[0] ?? question, 120),
    subQuestions,
    outline: kept.map((one) => cutLine(one, 300)),
    successCriteria: [
      'Every sentence of fact cites the words or the query that it rests on.',
      'Where sources disagree, both sides are shown.',
      'What the documents do not answer is said.',
      ...changed.remarks,
    ].map((line) => cutLine(line, 500)),
    wouldChangeTheAnswer: [
      ...tablesNear(question, sources).map((name) => `Other values in the table "${name}".`),
      'A further document about one of the questions.',
      ...leftOut.map((one) => `Left out, since a plan holds ${MAX_QUESTIONS} questions: "${one}"`),
    ]
      .slice(0, 20)
      .map((line) => cutLine(line, 500)),
  };
}

function dividedByHeadings(questions: readonly string[], sources: PlannedSources): string[] {
  const wanted = new Set(termsOf(questions.join(' ')));
  const scored = sources.flatMap((source, order) =>
    [...new Set(source.headings)].map((heading) => ({
      heading,
      order,
      shared: termsOf(heading).filter((term) => wanted.has(term)).length,
    })),
  );
  const best = scored.filter(({ shared }) => shared > 0).sort((a, b) => b.shared - a.shared || a.order - b.order);
  const items = best.slice(0, 4).map(({ heading }) => `What do the documents say about "${cutLine(heading, 200)}"?`);
  return items.length > 0 ? [...new Set(items)] : [...questions];
}

/** One sentence that names what shares words with the question; the names are the sources' own. */
function whyAsked(question: string, sources: PlannedSources): string {
  const wanted = new Set(termsOf(question));
  const shares = (text: string): boolean => termsOf(text).some((term) => wanted.has(term));
  const headings = sources.flatMap((source) =>
    source.headings.filter(shares).map((heading) => `"${heading}" in ${source.title}`),
  );
  const tables = tablesNear(question, sources).map((name) => `the table "${name}"`);
  const places = [...new Set([...headings.slice(0, 2), ...tables.slice(0, 2)])];
  if (places.length === 0) return 'No heading or table shares a word with it; all documents are searched.';
  return cutLine(`It shares words with ${places.join(', ')}.`, 1_000);
}

function tablesNear(question: string, sources: PlannedSources): string[] {
  const wanted = new Set(termsOf(question));
  const scored = sources.flatMap((source) =>
    source.tables.map((table) => ({
      name: table.name,
      shared: termsOf(`${table.name} ${table.columns.join(' ')}`).filter((term) => wanted.has(term)).length,
    })),
  );
  return scored
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 5)
    .map(({ name }) => name);
}
