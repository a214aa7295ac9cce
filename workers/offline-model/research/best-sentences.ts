import { type Weights, weightsOf } from '../text/relevance.ts';
import { termsOf, wordsOf } from '../text/words.ts';
import { speaksOfAnother } from './abbreviations.ts';
import { telling, termsShown } from './answer-signs.ts';
import { coveredAnswers, holdsYears } from './covered-answers.ts';
import { abbreviationOf, definedTerm, defines } from './definitions.ts';
import type { Findings, FoundSentence } from './found-sentences.ts';
import { namings, thingToName } from './namings.ts';
import { holdsNames } from './proper-names.ts';
import { type QuestionKind, weighs } from './question-kind.ts';

/** A sentence with how much of the question it covers, 0 to 1. */
export interface ScoredSentence {
  sentence: FoundSentence;
  coverage: number;
}

/** How well the found sentences answer a question. */
export interface Ranked {
  /** Best first; only those that answer. */
  answers: ScoredSentence[];
  /** Words of the question that occur in nothing that was found. */
  absent: string[];
}

/** The share of a question's weight that a sentence must cover to answer it. */
const ANSWERS_FACT = 0.6;
const ANSWERS_DECISION = 0.6;
const WEIGHS_DECISION = 0.4;
const ANSWERS_OVERVIEW = 0.5;
/** What a decision's sentence must cover by itself, whatever heading it stands under. */
const OWN_SHARE = 0.3;
const OUTRIGHT = 0.9;
/** The share of a question's weight that a sentence and what stands over it must hold; terms that nothing holds are told apart. */
const HELD = 0.8;
/** Sentences that cover much less than the best one are left out. */
const NEAR_BEST = 0.85;
const MOST = { fact: 3, decision: 8, overview: 6 };

/** Ranks the found sentences by how much of the question's rare words they hold. */
export function rankSentences(question: string, kind: QuestionKind, findings: Findings): Ranked {
  const terms = telling(question);
  const weights = weightsOf(terms, findings.passages);
  const absent = wordsOf(question).filter((word) => weights.absent.includes(termsOf(word.text)[0] ?? ''));
  const words = [...new Set(absent.map((word) => word.text))];
  const definesShort = shortDefinition(question, findings);
  const isOutright = outrightDefinition(question);
  const scored = [...findings.sentences, ...(kind.kind === 'fact' ? (findings.pairs ?? []) : [])]
    .filter(({ text }) => kind.admits(text))
    .map((sentence) => withShown(sentence, terms))
    .map((sentence) => ({
      sentence,
      coverage: Math.max(
        weights.coverage(sentence.terms, sentence.nearest, sentence.around),
        standsUnder(terms, sentence) ? ANSWERS_FACT : 0,
      ),
    }));
  const answering = scored.filter(answers(question, kind, { weights, findings }, scored));
  const distinct = withoutRepeats(withoutNeedlessPairs(answering.sort(byCoverage(kind))));
  const best = distinct[0]?.coverage ?? 0;
  const near = kind.kind === 'fact' ? distinct.filter((one) => one.coverage >= best * NEAR_BEST) : distinct;
  const thing = thingToName(question);
  const named = thing === null ? [] : namings(thing, findings);
  const defined = [...named, ...findings.sentences.filter(({ text }) => definesShort(text) || isOutright(text))].map(
    (sentence) => ({ sentence, coverage: 1 }),
  );
  const covered =
    kind.kind === 'fact' ? coveredAnswers(question, findings).map((sentence) => ({ sentence, coverage: 1 })) : [];
  const told = withoutRepeats([...defined, ...covered, ...near]).slice(0, MOST[kind.kind]);
  return { answers: told, absent: covered.length + named.length > 0 ? [] : words };
}

/** Whether a sentence says outright what a term in letters is: "The mean error (ME) is ...". */
function outrightDefinition(question: string): (text: string) => boolean {
  const term = definedTerm(question);
  if (term === null || !/^\p{Lu}[\p{Lu}\d-]+$/u.test(term)) return () => false;
  return (text) =>
    text.includes(`(${term}) is `) || text.includes(`(${term}) are `) || text.includes(`(${term}) means `);
}

/** Whether a sentence defines what a question asks by the letters that a text found has for it: "This WC is defined as ...". */
function shortDefinition(question: string, { sentences }: Findings): (text: string) => boolean {
  const term = definedTerm(question);
  if (term === null) return () => false;
  const short = sentences.map(({ text }) => abbreviationOf(term, text)).find((one) => one !== null) ?? null;
  return (text) => short !== null && defines(text, short);
}

/** The sentence with the question's terms that it holds by its form. */
function withShown(sentence: FoundSentence, terms: readonly string[]): FoundSentence {
  const shown = termsShown(sentence.text).filter((term) => terms.includes(term));
  return shown.length === 0 ? sentence : { ...sentence, terms: new Set([...sentence.terms, ...shown]) };
}

type IsAnswer = (one: ScoredSentence) => boolean;

function answers(
  question: string,
  kind: QuestionKind,
  { weights, findings }: { weights: Weights; findings: Findings },
  scored: readonly ScoredSentence[],
): IsAnswer {
  switch (kind.kind) {
    case 'overview':
      return ({ coverage }) => coverage >= ANSWERS_OVERVIEW;
    case 'decision':
      return decides(weights, scored);
    case 'fact': {
      // The first thing a question names is what it is about: without it every match is a decoy.
      const [first = ''] = telling(question);
      const found = weights.withoutAbsent();
      const isNamed = holdsNames(question, findings);
      const several = telling(question).length > 1 || kind.isStrict === true;
      return ({ sentence, coverage }) =>
        coverage >= ANSWERS_FACT &&
        isUnder(first, sentence) &&
        isNamed(sentence) &&
        holdsYears(question, sentence) &&
        !speaksOfAnother(question, sentence.text, findings.abbreviations?.get(sentence.sourceId) ?? []) &&
        weights.absent.every((term) => sentence.terms.has(term) || !isNarrowing(question, term)) &&
        (several || isAbout(first, sentence)) &&
        found.coverage(new Set([...sentence.terms, ...sentence.around])) >= HELD;
    }
  }
}

const NARROWS = /\b(?:as|all|of|in|for|with|by|from|at|on|per|every|each|an?|the|any)\s+$/i;

/** Whether a word says which of several things is meant: of "windmill incidents" those of lighthouses are none. */
function isNarrowing(question: string, term: string): boolean {
  return wordsOf(question).some(
    ({ text, start }) => termsOf(text).includes(term) && NARROWS.test(question.slice(0, start)),
  );
}

/** Whether the headings over a sentence say all that was asked: what stands under "17.7.2", "Bug Fixes" is what was fixed in 17.7.2. */
function standsUnder(terms: readonly string[], { around, nearest }: FoundSentence): boolean {
  return terms.length > 1 && terms.every((term) => around.has(term)) && terms.some((term) => nearest.has(term));
}

/** Words at a sentence's beginning within which stands what it is about. */
const BEGINNING = 4;

/** Whether a sentence is about a term: with one word to go by, a mention says nothing. */
function isAbout(term: string, { text }: FoundSentence): boolean {
  return termsOf(text).slice(0, BEGINNING).includes(term);
}

function isUnder(term: string, { terms, around }: FoundSentence): boolean {
  return terms.has(term) || around.has(term);
}

/** What weighs a decision: sentences on it, and those that say more right where a sentence answers it outright. */
function decides(weights: Weights, scored: readonly ScoredSentence[]): IsAnswer {
  const outright = scored.filter(({ sentence }) => weights.coverage(sentence.terms) >= OUTRIGHT);
  const passages = new Set(outright.map(({ sentence }) => sentence.passageId));
  return ({ sentence, coverage }) => {
    const own = weights.coverage(sentence.terms);
    if (!weighs(sentence.text)) return coverage >= ANSWERS_DECISION && own >= OWN_SHARE;
    return (coverage >= WEIGHS_DECISION && own >= OWN_SHARE) || (own > 0 && passages.has(sentence.passageId));
  };
}

function byCoverage(kind: QuestionKind) {
  const score = (one: ScoredSentence): number =>
    one.coverage + (kind.kind === 'decision' && weighs(one.sentence.text) ? 0.25 : 0);
  return (a: ScoredSentence, b: ScoredSentence): number =>
    score(b) - score(a) || a.sentence.text.length - b.sentence.text.length || a.sentence.order - b.sentence.order;
}

/** Without pairs of which one sentence answers by itself. */
function withoutNeedlessPairs(scored: readonly ScoredSentence[]): ScoredSentence[] {
  const texts = scored.map(({ sentence }) => sentence.text);
  return scored.filter(({ sentence }) => !texts.some((text) => text !== sentence.text && sentence.text.includes(text)));
}

function withoutRepeats(scored: readonly ScoredSentence[]): ScoredSentence[] {
  const seen = new Set<string>();
  return scored.filter(({ sentence }) => !seen.has(sentence.text) && seen.add(sentence.text));
}
