import { withoutCitationMarks } from '../../../contract/evidence/citation-marks.ts';
import { numbersOf } from '../judge/compare.ts';
import { compute, QUESTION_FORMS } from '../question-forms/compute.ts';
import type { KnownTable } from '../question-forms/known-table.ts';
import { isNeutral } from '../question-forms/neutral-words.ts';
import { periodsOf } from '../question-forms/period.ts';
import { isStopWord } from '../text/stop-words.ts';
import { valuesOf } from '../text/values.ts';
import { type Word, wordsOf } from '../text/words.ts';
import type { Transcript } from '../transcript.ts';
import type { TableAnswer } from './match-sentence.ts';

/** What a claim says of a table, as a question that the forms can compute. */
interface TableQuestion {
  sql: string;
  tell: (rows: readonly (readonly (string | null)[])[]) => readonly string[];
  /** Share of the claim's content that the question leaves out. */
  leftOut: number;
}

/** Above this share a table's answer is about something else than the claim. */
const MOST_LEFT_OUT = 0.5;
/** Above this share another value is no contradiction: the claim may speak of fewer rows. */
const MOST_LEFT_OUT_AGAINST = 0.34;
const FORM_WORDS = new Set(QUESTION_FORMS.flatMap((form) => form.words));

/** The queries that would compute what a claim states, one a table at most. */
export function queriesFor(text: string, tables: readonly KnownTable[]): string[] {
  return questionsFor(text, tables).map(({ sql }) => sql);
}

/** What the queries that were made say to a claim. */
export function tableAnswers(text: string, tables: readonly KnownTable[], transcript: Transcript): TableAnswer[] {
  const claim = withoutCitationMarks(text);
  const stated = new Set(numbersOf(claim));
  const values = valuesOf(claim).filter(({ kind }) => kind === 'number');
  return questionsFor(text, tables).flatMap(({ sql, tell, leftOut }): TableAnswer[] => {
    const made = transcript.of('query_table').find((call) => call.arguments.sql === sql);
    if (made?.result == null || made.result.rows.length !== 1) return [];
    const { queryId, rows } = made.result;
    const [sentence] = tell(rows);
    const value = rows[0]?.at(-1) ?? null;
    if (sentence === undefined || value === null) return [];
    const isSaid = numbersOf(value).some((number) => stated.has(number));
    if (isSaid) return [{ verdict: 'bears-out', text: sentence, queryId }];
    const isOne = values.length === 1 && leftOut <= MOST_LEFT_OUT_AGAINST;
    return isOne ? [{ verdict: 'otherwise', text: sentence, queryId }] : [];
  });
}

function questionsFor(text: string, tables: readonly KnownTable[]): TableQuestion[] {
  const claim = withoutCitationMarks(text);
  if (valuesOf(claim).length === 0 || !QUESTION_FORMS.some((form) => form.pattern.test(claim))) return [];
  return tables.flatMap((table): TableQuestion[] => {
    const { question, leftOut } = askedOf(claim, table);
    if (leftOut > MOST_LEFT_OUT) return [];
    const computed = compute(question, [table], []);
    if (computed.kind !== 'computation') return [];
    const { sql, tell } = computed.computation;
    return [{ sql, tell, leftOut }];
  });
}

/** The words of a claim that a table knows, in their order: its columns, its values, times, and words that say how to compute. */
function askedOf(claim: string, table: KnownTable): { question: string; leftOut: number } {
  const known = new Set([...table.stems, ...table.columns.flatMap(({ stems }) => stems)]);
  const cells = new Set(
    table.columns.flatMap(({ sample }) => sample.flatMap((cell) => wordsOf(cell).map(({ lower }) => lower))),
  );
  const periods = periodsOf(claim);
  const isTime = (word: Word): boolean => periods.some(({ start, end }) => start <= word.start && word.end <= end);
  const numbers = valuesOf(claim);
  const isStated = (word: Word): boolean =>
    /^\d/.test(word.text) &&
    numbers.some(({ start, end }) => start <= word.start && word.end <= end) &&
    !cells.has(word.lower);
  const content = wordsOf(claim).filter((word) => isTime(word) || !isStated(word));
  const kept = content.filter(
    (word) => isTime(word) || known.has(word.stem) || cells.has(word.lower) || FORM_WORDS.has(word.lower),
  );
  const counted = content.filter((word) => !isStopWord(word.lower) && !isNeutral(word));
  const dropped = counted.filter((word) => !kept.includes(word));
  const leftOut = counted.length === 0 ? 1 : dropped.length / counted.length;
  return { question: `What is the ${kept.map((word) => word.text).join(' ')}?`, leftOut };
}
