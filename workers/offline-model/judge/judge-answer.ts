import type { z } from 'zod';
import { checkWording } from '../../../contract/evidence/claim-checks.ts';
import type { CheckedWords, CitedWords } from '../../../contract/evidence/claim-fault.ts';
import { columnWords, filterLiterals, YEAR_DIGITS } from '../../../contract/evidence/query-words.ts';
import type { judgeAnswerSchema } from '../../../contract/model-answers.ts';
import type { RequestData } from '../request-data.ts';
import { holdsClaim, isTurnedRound, numbersOf, sharedShare } from './compare.ts';
import { type CitedEvidence, type JudgedClaim, opposingPassage } from './opposing.ts';
import { resultOf } from './query-result.ts';
import { operationDiffers } from './query-words.ts';

type Judged = z.infer<typeof judgeAnswerSchema>;
type Verdict = Judged['verdicts'][number];
type Reading = Omit<Verdict, 'claimId'>;

const SPEAKS_OF_IT = 0.6;
/** What the templates of computed sentences say in words and a query in SQL. */
const OF_COMPUTING =
  'number of rows in table, total, average, highest, lowest, percentage, difference, different values, by, lies';
/** What can be said of the words around a query's result: the figures were compared cell by cell before. */
const OF_QUERIES = ['quotation', 'attribution', 'names'];

/** Judges each claim by reading its evidence again, and then the passages that could speak against it. */
export function judgeAnswer(data: RequestData): Judged {
  const evidence = new Map(data.required('evidence').map((one) => [one.id, one]));
  const claims = data.required('claims');
  const verdicts = claims.map((claim) => {
    const cited = claim.evidence.flatMap((id) => evidence.get(id) ?? []);
    return { claimId: claim.id, ...judge(claim, cited, claims) };
  });
  return { verdicts };
}

function judge(claim: JudgedClaim, cited: readonly CitedEvidence[], all: readonly JudgedClaim[]): Reading {
  if (cited.length === 0) return { verdict: 'insufficient', reason: 'None of the cited evidence was given.' };
  const quoting = cited.find((one) => one.query === null && holdsClaim(one.quote, claim.text));
  if (quoting !== undefined) {
    if (isTurnedRound(quoting.quote, claim.text))
      return { verdict: 'insufficient', reason: `What stands before these words in ${quoting.id} takes them back.` };
    return afterOpposing({ verdict: 'supported', reason: `The words stand in ${quoting.id}.` }, claim, all, cited);
  }
  const queries = cited.filter((one) => one.query !== null);
  const reading = queries.length > 0 ? judgeByQueries(claim, cited, queries) : judgeByWords(claim, cited);
  return reading.verdict === 'supported' ? afterOpposing(reading, claim, all, cited) : reading;
}

/** The words of a result with those of its columns and of what it was filtered by. */
function wordsOfQuery(quote: string, sql: string): string {
  const query = { sql, columns: [], tables: [] };
  return `${quote.replaceAll('_', ' ')} ; ${columnWords(query)} ; ${filterLiterals(query)}`;
}

function citedWords(one: CitedEvidence): CitedWords {
  return {
    id: one.id,
    quote: one.query === null ? one.quote : wordsOfQuery(one.quote, one.query),
    tabular: /^(?:row|sheet)/.test(one.place),
    passage: one.passage ?? one.query ?? '',
    headings: one.headings ?? [],
    title: one.source,
    query: null,
  };
}

/** A piece of evidence with the rows of its result, so that what is compared and ranked can be computed again. */
function withResult(one: CitedEvidence): CitedWords {
  return one.query === null ? citedWords(one) : { ...citedWords(one), query: resultOf(one.quote, one.query) };
}

/** What the checks find, as a verdict: words that say otherwise contradict, words that say less do not suffice. */
function faultOf(claim: CheckedWords, names?: readonly string[]): Reading | null {
  const { faults } = checkWording(claim, names);
  const worst = faults.find(({ against }) => against) ?? faults[0];
  if (worst === undefined) return null;
  return { verdict: worst.against ? 'contradicted' : 'insufficient', reason: worst.message };
}

/** Every number of the claim must be a cell, or stand in the query itself. */
function judgeByQueries(
  claim: JudgedClaim,
  cited: readonly CitedEvidence[],
  queries: readonly CitedEvidence[],
): Reading {
  const asked = queries.map(({ query }) => ({ sql: query ?? '', columns: [], tables: [] }));
  const named = asked.flatMap((one) => [filterLiterals(one), ...(columnWords(one).match(YEAR_DIGITS) ?? [])]);
  const cells = new Set([...cited.map(({ quote }) => quote), ...named].flatMap(numbersOf));
  // A year may stand within a month or day that the query names.
  const isHeld = (number: string): boolean =>
    cells.has(number) || [...cells].some((cell) => cell.startsWith(`${number}-`));
  const missing = numbersOf(claim.text).filter((number) => !isHeld(number));
  // A long result is shown in part; its other rows were compared with the draft by the checks that come before the judge.
  if (claim.text.includes(' | ') && queries.some((one) => /; and \d+ more rows$/.test(one.quote)))
    return {
      verdict: 'supported',
      reason: 'It is a row of a long result, of which only the first rows were shown here.',
    };
  const words = sharedShare(
    claim.text,
    `${OF_COMPUTING} ${cited.map((one) => `${one.quote} ${one.query ?? ''} ${one.source}`.replaceAll('_', ' ')).join(' ')}`,
  );
  if (missing.length > 0) {
    const reason = `The result of the recorded query does not hold ${missing.map((one) => `"${one}"`).join(', ')}.`;
    return { verdict: words >= SPEAKS_OF_IT ? 'contradicted' : 'insufficient', reason };
  }
  if (words < 0.5)
    return { verdict: 'insufficient', reason: 'The recorded query does not speak of what the claim names.' };
  const operation = operationDiffers(
    claim.text,
    queries.map(({ query }) => query ?? ''),
  );
  if (operation !== null) return { verdict: 'contradicted', reason: operation };
  const fault = faultOf({ text: claim.text, cited: cited.map(citedWords) }, OF_QUERIES);
  const tables = fault ?? faultOf({ text: claim.text, cited: cited.map(withResult) }, ['tables']);
  return tables ?? { verdict: 'supported', reason: 'Its values stand in the result of the recorded query.' };
}

function judgeByWords(claim: JudgedClaim, cited: readonly CitedEvidence[]): Reading {
  const words = { text: claim.text, cited: cited.map(citedWords) };
  const fault = faultOf(words);
  if (fault !== null) return fault;
  return { verdict: 'supported', reason: 'The cited words hold what the claim says.' };
}

/**
 * What another passage makes of a claim that its own evidence supports. A later one that gives another value makes it outdated, one that is not known
 * to be earlier disputes it, unless the report tells both sides; an earlier one is told with the verdict.
 */
function afterOpposing(
  reading: Reading,
  claim: JudgedClaim,
  all: readonly JudgedClaim[],
  cited: readonly CitedEvidence[],
): Reading {
  const against = opposingPassage(claim, cited, all);
  if (against === null) return reading;
  if (against.isTold || against.age === 'earlier')
    return { verdict: 'supported', reason: `${reading.reason} ${against.words}` };
  if (against.age === 'later') return { verdict: 'contradicted', reason: `Outdated: ${against.words}` };
  return { verdict: 'insufficient', reason: `Sources disagree: ${against.words}` };
}
