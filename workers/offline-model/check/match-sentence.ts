import type { z } from 'zod';
import { withoutCitationMarks } from '../../../contract/evidence/citation-marks.ts';
import type { claimEvidenceSchema, EvidencePointer } from '../../../contract/model-answers.ts';
import { contradicts, holdsClaim, numbersOf, sharedShare } from '../judge/compare.ts';
import { valuesOf } from '../text/values.ts';
import { termsOf, wordsOf } from '../text/words.ts';
import type { Candidate } from './candidates.ts';
import { cellsOf, rowWithOtherCells } from './rows.ts';
import { identifiersNotIn, missingOf } from './same-thing.ts';

type Matched = z.infer<typeof claimEvidenceSchema>['sentences'][number];

/** What the tables say to a claim. */
export interface TableAnswer {
  verdict: 'bears-out' | 'otherwise';
  text: string;
  queryId: string;
}

/** Share of a claim's words that evidence must hold to bear it out, as the judge of the offline model has it. */
const BEARS_OUT = 0.8;
/** Share of its words from which on a sentence is about the same thing, and shared terms besides units that it takes. */
const SPEAKS_OF_IT = 0.6;
const SHARED_TERMS = 2;
/** Fewer terms than these say of nothing that it is so. */
const FEWEST_TERMS = 3;
/** Share from which on another source disagrees with one that bears the claim out. */
const DISAGREES = 0.8;
/** How many times a claim's terms a sentence may have that is about nothing more. */
const ABOUT_AS_LONG = 1.6;

const ADVICE = /\b(?:should|ought to|recommend(?:s|ed|ation)?|propose[sd]?|suggest(?:s|ed)?|let us|advise[sd]?)\b/i;
const ABOUT_ITSELF =
  /^(?:(?:this|the) (?:memo|report|document|paper|note|section|table|summary|chapter|overview)|it (?:sums? up|summari[sz]es|describes|lists|covers|explains))\b/i;

/** Says of one sentence what the found words and the tables say to it: what bears it out first, else what says otherwise. */
export function matchSentence(
  { id, text }: { id: string; text: string },
  candidates: readonly Candidate[],
  tables: readonly TableAnswer[],
): Matched {
  const claim = withoutCitationMarks(text);
  const bearing = bearsOut(claim, candidates);
  const computed = tables.filter(({ verdict }) => verdict === 'bears-out').slice(0, 1);
  const evidence = [
    ...bearing.map(quotePointer),
    ...(bearing.length === 0 ? computed.map(({ queryId }) => queryPointer(queryId)) : []),
  ];
  const against =
    evidence.length === 0
      ? saysOtherwise(claim, candidates, SPEAKS_OF_IT)
      : saysOtherwise(claim, candidates, DISAGREES).filter(
          ({ sourceId }) => !bearing.some((one) => one.sourceId === sourceId),
        );
  const queried = evidence.length === 0 && against.length === 0 ? tables.slice(0, 1) : [];
  const otherwise = [
    ...against.slice(0, 1).map((one) => ({ text: one.text, evidence: [quotePointer(one)] })),
    ...queried.map((one) => ({ text: one.text, evidence: [queryPointer(one.queryId)] })),
  ];
  const isRemark = ADVICE.test(claim) || (!/\d/.test(claim) && (ABOUT_ITSELF.test(claim) || isFragment(claim)));
  return { id, isClaim: !isRemark || evidence.length + otherwise.length > 0, evidence, otherwise };
}

/** Words too few to say of something that it is so. */
function isFragment(claim: string): boolean {
  return termsOf(claim).length < FEWEST_TERMS;
}

/** The fewest sentences that hold the claim: one, else two of the same passage that hold it together. */
function bearsOut(claim: string, candidates: readonly Candidate[]): Candidate[] {
  const exact = candidates.find((one) => holdsClaim(one.quote, claim));
  if (exact !== undefined) return [exact];
  if (isFragment(claim) && !claim.includes(' | ')) return [];
  const near = candidates
    .map((one) => ({ one, share: shareOf(claim, [one]) }))
    .filter(({ share }) => share > 0.3)
    .sort((a, b) => b.share - a.share)
    .slice(0, 12)
    .map(({ one }) => one);
  const single = near.find((one) => holds(claim, [one]));
  if (single !== undefined) return [single];
  for (const [at, one] of near.entries())
    for (const other of near.slice(at + 1))
      if (one.passageId === other.passageId && holds(claim, [one, other])) return [one, other];
  return [];
}

function holds(claim: string, together: readonly Candidate[]): boolean {
  const text = together.map((one) => one.text).join(' ');
  if (shareOf(claim, together) < BEARS_OUT) return false;
  if (!together.some((one) => identifiersNotIn(claim, one).length === 0)) return false;
  if (together.some((one) => contradicts(one.text, claim)) && !together.some((one) => one.isRow)) return false;
  const given = new Set(numbersOf(text));
  return (
    numbersOf(claim).every((number) => given.has(number)) && namesIn(claim).every((name) => holdsName(name, together))
  );
}

/** The share of a claim's words in some candidates; what a row's header names counts for the row. */
function shareOf(claim: string, together: readonly Candidate[]): number {
  const rows = together.flatMap((one) => (one.isRow ? [...one.around] : []));
  const terms = termsOf(claim).filter((term) => !/^\d/.test(term));
  if (terms.length === 0) return together.some((one) => one.isRow) ? 1 : 0;
  const held = new Set([...together.flatMap((one) => [...one.terms]), ...rows]);
  return terms.filter((term) => held.has(term)).length / terms.length;
}

function holdsName(name: string, together: readonly Candidate[]): boolean {
  return together.some((one) => one.terms.has(name) || one.around.has(name));
}

/** Stems of the words with a capital inside a sentence. */
function namesIn(text: string): string[] {
  const names = wordsOf(text).filter((word) => word.start > 0 && /^\p{Lu}/u.test(word.text) && !/\d/.test(word.text));
  return [...new Set(names.flatMap((word) => termsOf(word.text)))];
}

/** What is about the same and says something else: another value of the same kind, the opposite, another name, or another cell of the same row. */
function saysOtherwise(claim: string, candidates: readonly Candidate[], least: number): Candidate[] {
  const row = candidates.find((one) => one.isRow && rowWithOtherCells(claim, one.text));
  if (row !== undefined) return [{ ...row, text: cellsOf(row.text).join(' | ') }];
  const subject = subjectOf(claim);
  return candidates
    .filter((one) => !one.isRow && missingOf(claim, one).length === 0)
    .map((one) => ({
      one,
      share: sharedShare(claim, one.text),
      held: subject.filter((term) => one.terms.has(term)).length,
    }))
    .filter(({ share, held }) => share >= least && held >= SHARED_TERMS && held / subject.length >= least)
    .filter(({ one, share }) => opposes(claim, one) || (least < DISAGREES && lacksOneThing(claim, one, share)))
    .sort((a, b) => b.share - a.share)
    .map(({ one }) => one);
}

/** What a claim is about: its terms without values and their units, which two sentences may share that speak of different things. */
function subjectOf(claim: string): string[] {
  const units = new Set(valuesOf(claim).map(({ unit }) => unit));
  return termsOf(claim).filter((term) => !/^\d/.test(term) && !units.has(term));
}

/** Another value, or the opposite: of a long sentence a negation may be about something else in it. */
function opposes(claim: string, candidate: Candidate): boolean {
  if (!contradicts(candidate.text, claim) || !namesWithDigits(claim).every((name) => candidate.terms.has(name)))
    return false;
  const given = valuesOf(candidate.text);
  const isSame = valuesOf(claim).every((own) =>
    given.some(({ kind, value }) => kind === own.kind && value === own.value),
  );
  return !isSame || candidate.terms.size <= termsOf(claim).length * ABOUT_AS_LONG;
}

/** Names such as gpt-5.4: another value for another one of them is no contradiction. */
function namesWithDigits(text: string): string[] {
  const names = wordsOf(text).filter((word) => /^\p{L}/u.test(word.text) && /\d/.test(word.text));
  return names.map((word) => word.stem);
}

/** Whether all but one of the claim's words stand in a sentence of about its length, which then says something else in that place. */
function lacksOneThing(claim: string, candidate: Candidate, share: number): boolean {
  const terms = termsOf(claim);
  const given = new Set(numbersOf(candidate.text));
  const missing = terms.filter((term) => !candidate.terms.has(term) && !/^\d/.test(term));
  const numbers = numbersOf(claim).filter((number) => !given.has(number));
  return share >= 0.7 && missing.length + numbers.length === 1 && candidate.terms.size <= terms.length * ABOUT_AS_LONG;
}

function quotePointer({ passageId, quote }: Candidate): EvidencePointer {
  return { passageId, quote, queryId: null };
}

function queryPointer(queryId: string): EvidencePointer {
  return { passageId: null, quote: null, queryId };
}
