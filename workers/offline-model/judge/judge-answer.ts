import type { z } from 'zod';
import type { FENCED_VALUES, judgeAnswerSchema } from '../../../contract/model-answers.ts';
import type { RequestData } from '../request-data.ts';
import { valuesOf } from '../text/values.ts';
import { cutLine } from '../text/words.ts';
import { contradicts, holdsClaim, numbersOf, sharedShare } from './compare.ts';

type Judged = z.infer<typeof judgeAnswerSchema>;
type Verdict = Judged['verdicts'][number];
type JudgedClaim = z.infer<typeof FENCED_VALUES.claims>[number];
type CitedEvidence = z.infer<typeof FENCED_VALUES.evidence>[number];

/** Share of a claim's words that evidence must hold to say the same in other words. */
const SAYS_THE_SAME = 0.8;
const SPEAKS_OF_IT = 0.6;
/** What the templates of computed sentences say in words and a query in SQL. */
const OF_COMPUTING =
  'number of rows in table, total, average, highest, lowest, percentage, difference, different values, by, lies';

/** Judges each claim by reading its evidence again, and then the passages that could speak against it. */
export function judgeAnswer(data: RequestData): Judged {
  const evidence = new Map(data.required('evidence').map((one) => [one.id, one]));
  const verdicts = data.required('claims').map((claim) => {
    const cited = claim.evidence.flatMap((id) => evidence.get(id) ?? []);
    return { claimId: claim.id, ...judge(claim, cited) };
  });
  return { verdicts };
}

function judge(claim: JudgedClaim, cited: readonly CitedEvidence[]): Omit<Verdict, 'claimId'> {
  if (cited.length === 0) return { verdict: 'insufficient', reason: 'None of the cited evidence was given.' };
  const quoting = cited.find((one) => one.query === null && holdsClaim(one.quote, claim.text));
  if (quoting !== undefined) return supported(`The words stand in ${quoting.id}.`, claim);
  const queries = cited.filter((one) => one.query !== null);
  if (queries.length > 0) return judgeByQueries(claim, queries);
  return judgeByWords(claim, cited);
}

/** Every number of the claim must be a cell, or stand in the query itself. */
function judgeByQueries(claim: JudgedClaim, queries: readonly CitedEvidence[]): Omit<Verdict, 'claimId'> {
  const cells = new Set(queries.flatMap((one) => [...numbersOf(one.quote), ...numbersOf(one.query ?? '')]));
  const missing = numbersOf(claim.text).filter((number) => !cells.has(number));
  // A long result is shown in part; its other rows were compared with the draft by the checks that come before the judge.
  if (claim.text.includes(' | ') && queries.some((one) => /; and \d+ more rows$/.test(one.quote)))
    return {
      verdict: 'supported',
      reason: 'It is a row of a long result, of which only the first rows were shown here.',
    };
  const words = sharedShare(
    claim.text,
    `${OF_COMPUTING} ${queries.map((one) => `${one.quote} ${one.query ?? ''} ${one.source}`).join(' ')}`,
  );
  if (missing.length === 0 && words >= 0.5)
    return supported('Its values stand in the result of the recorded query.', claim);
  if (missing.length === 0)
    return { verdict: 'insufficient', reason: 'The recorded query does not speak of what the claim names.' };
  const reason = `The result of the recorded query does not hold ${missing.map((one) => `"${one}"`).join(', ')}.`;
  return { verdict: words >= SPEAKS_OF_IT ? 'contradicted' : 'insufficient', reason };
}

function judgeByWords(claim: JudgedClaim, cited: readonly CitedEvidence[]): Omit<Verdict, 'claimId'> {
  const text = cited.map((one) => one.quote).join('\n');
  const share = sharedShare(claim.text, text);
  if (share >= SPEAKS_OF_IT && cited.some((one) => contradicts(one.quote, claim.text)))
    return { verdict: 'contradicted', reason: `The cited words say otherwise: "${cutLine(text, 300)}"` };
  const given = new Set(numbersOf(text));
  const missing = numbersOf(claim.text).filter((number) => !given.has(number));
  if (missing.length > 0)
    return {
      verdict: 'insufficient',
      reason: `The cited words do not hold ${missing.map((one) => `"${one}"`).join(', ')}.`,
    };
  if (share < SAYS_THE_SAME)
    return { verdict: 'insufficient', reason: 'The cited words do not hold what the claim says.' };
  const against = opposing(claim);
  if (against === null) return { verdict: 'supported', reason: 'The cited words hold what the claim says.' };
  return { verdict: 'insufficient', reason: against };
}

/** A quote stays supported by its own source; that another source disagrees is said with it. */
function supported(reason: string, claim: JudgedClaim): Omit<Verdict, 'claimId'> {
  const against = opposing(claim);
  return { verdict: 'supported', reason: against === null ? reason : `${reason} ${against}` };
}

function opposing(claim: JudgedClaim): string | null {
  if (valuesOf(claim.text).length === 0) return null;
  const passage = claim.against.find(({ text }) =>
    text
      .split(/(?<=[.!?])\s+/)
      .some((sentence) => sharedShare(claim.text, sentence) >= SAYS_THE_SAME && contradicts(sentence, claim.text)),
  );
  return passage === undefined ? null : `Another value stands in ${passage.source}, ${passage.place}.`;
}
