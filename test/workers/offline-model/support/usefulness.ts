import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkWording } from '../../../../contract/evidence/claim-checks.ts';
import { citedQuery, citedQuote } from '../../../support/cited-words.ts';
import { type DocumentSet, openDocumentSet } from './document-set.ts';
import { ask, type Notes, numbered, type Query, research, sourcesData } from './offline-job.ts';

/** A question with words of its answer (several spellings apart by `|`); null where the documents do not answer it. */
const askedSchema = z.array(z.object({ question: z.string(), answer: z.string().nullable() }));

/** What the offline model made of one question. */
export interface Asked {
  question: string;
  answer: string | null;
  /** Whether it gave the answer, or was silent where there is none. */
  isRight: boolean;
  status: Notes['status'];
  /** What is told and holds. */
  told: string[];
  /** What verifying would take away again, with its reason. */
  blocked: string[];
}

/** Asks the questions of a folder (its `questions.json`) by plan and research, and verifies what was found, as a job does. */
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
  const items = [];
  for (const { question: one } of plan.subQuestions)
    items.push({ question: one, researched: await research(set, one) });
  const { notes, evidence } = numbered(set, items);
  const statements = notes.flatMap((note) => [...note.statements, ...note.conflicts.flatMap(({ sides }) => sides)]);
  const queries = new Map(
    items.flatMap(({ researched }) => [...researched.queries.values()]).map((one) => [one.sql, one]),
  );
  const told: string[] = [];
  const blocked: string[] = [];
  for (const { text, evidence: ids } of statements) {
    const cited = evidence.filter(({ id }) => ids.includes(id));
    const { faults } = checkWording({ text, cited: cited.map((one) => citedWords(one, set, queries)) });
    const [verdict] = ask('claim_verdicts', {
      claims: [{ id: 's1', text, evidence: ids, against: [] }],
      evidence: cited,
    }).verdicts;
    const against = faults.filter(({ severity }) => severity === 'blocking').map(({ message }) => message);
    if (against.length === 0 && verdict?.verdict === 'supported') told.push(text);
    else blocked.push(`${text} (${[...against, verdict?.reason].join(' ')})`);
  }
  const isRight = answer === null ? told.length === 0 : told.some((text) => holds(text, answer));
  return { question, answer, isRight, status: notes[0]?.status ?? 'not-answered', told, blocked };
}

type NumberedEvidence = ReturnType<typeof numbered>['evidence'][number];

function citedWords({ quote, query, place }: NumberedEvidence, set: DocumentSet, queries: ReadonlyMap<string, Query>) {
  const asked = queries.get(query ?? '');
  if (asked !== undefined) return citedQuery({ ...asked, tables: [], scale: 4 });
  const passage = set.passages.find(({ passageId }) => passageId === place);
  return citedQuote(quote, {
    passage: passage?.text ?? quote,
    headings: passage?.headings ?? [],
    title: passage?.sourceTitle ?? '',
  });
}

/** Whether a text holds one of the spellings, not as part of a longer word or number. */
function holds(text: string, answer: string): boolean {
  return answer.split('|').some((one) => {
    const escaped = one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d*[1-9])`, 'iu').test(text);
  });
}
