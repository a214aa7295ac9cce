import { representative } from '../text/equivalents.ts';
import { isStopWord } from '../text/stop-words.ts';
import { type Word, wordsOf } from '../text/words.ts';
import { speaksOfAnother } from './abbreviations.ts';
import { telling, termsShown } from './answer-signs.ts';
import { askedValue } from './asked-value.ts';
import { countedThing, counts } from './counted-things.ts';
import type { Findings, FoundSentence } from './found-sentences.ts';
import { looseTerms } from './loose-terms.ts';
import { properNames } from './proper-names.ts';

/*
 * Sentences that answer together with what stands around them: "The Program commenced operations in April 1992" under a heading, or after a
 * sentence, that names the programme. Nothing of the question may be left that neither the sentence nor its surroundings hold.
 */

/** The share of a question's words that the sentence must hold by itself. */
const OWN_SHARE = 0.5;
/** Questions that ask for no value of a kind. */
const OPEN =
  /^\W*(?:what|which) (?!(?:is|was|are|were) the\b|year|date|day|share|percentage|proportion|number|amount)/i;
/** What it counts more that a sentence begins with what is asked about. */
const BEGINS = 0.5;
/** Of so many words that are no names one may stand beside the sentence. */
const MAY_STAND_BESIDE = 2;
/** Who did something is told by a sentence that says that it was done. */
const NAMES_DOER =
  /^\W*(?:who|whose|(?:which|what) (?!(?:is|are|was|were|share|percentage|percent|proportion|number|amount|year|date|day)\b))/i;
const IN_DIGITS = /\b(?:which|what) (?:\w+ )?(?:year|age|group|level|number|version|date|day|range|class|category)\b/i;
/** What is told where several sentences cover a question alike. */
const MOST = 2;
const YEAR = /^(?:19|20)\d{2}(?:-\d{2})?$/;
const NEAR_BEST = 0.9;
const LIGHT = new Set(
  (
    'make made making take took taken give gave given get got receive happen occur exist ever often widely commonly mostly come came count ' +
    'kind type sort example people person many level called known name mention state list part please way against ' +
    'put cover list concern involve apply use provide offer serve run conduct hold show report record estimate measure register observe ' +
    'note describe refer relate regard base result belong appear represent account stand amount total reach lie want go see keep figure ' +
    'value thing'
  )
    .split(' ')
    .map((word) => representative(wordsOf(word)[0]?.stem ?? word)),
);

/** Verbs of two words with the one that documents use for them. */
const PHRASES: readonly [RegExp, string][] = [
  [/\b(?:leaves?|left|leaving) out\b/gi, 'excluded'],
  [/\b(?:takes?|took|taken) part\b/gi, 'participated'],
  [/\b(?:sets?|setting) up\b/gi, 'established'],
  [/\b(?:carry|carries|carried) out\b/gi, 'conducted'],
  [/\b(?:was|were|been|be) found\b/gi, 'existed'],
  [/\b(?:gives?|gave|given) up\b/gi, 'abandoned'],
];

interface Covered {
  sentence: FoundSentence;
  own: number;
}

/** The sentences that hold what is asked, with every other word of the question beside them; best first. */
export function coveredAnswers(asked: string, findings: Findings): FoundSentence[] {
  const question = PHRASES.reduce((text, [form, verb]) => text.replace(form, verb), asked);
  const terms = askedTerms(question);
  if (terms.length < 2) return [];
  const admits = askedValue(question);
  const found = [...findings.sentences, ...(findings.pairs ?? [])].flatMap((sentence): Covered[] => {
    if (!admits(sentence.text)) return [];
    const own = covers(question, terms, sentence, findings);
    return own === null ? [] : [{ sentence, own }];
  });
  // Where some count what is asked for, others that only hold a number do not.
  const thing = countedThing(question);
  const counting = thing === null ? [] : found.filter(({ sentence }) => counts(sentence.text, thing));
  const fitting = counting.length > 0 ? counting : found;
  const best = Math.max(0, ...fitting.map(({ own }) => own));
  const near = fitting.filter(({ own }) => own >= best * NEAR_BEST);
  const singles = near.filter(
    ({ sentence }) => !near.some((one) => one.sentence !== sentence && sentence.text.includes(one.sentence.text)),
  );
  return singles
    .sort((a, b) => b.own - a.own || a.sentence.text.length - b.sentence.text.length)
    .slice(0, MOST)
    .map(({ sentence }) => sentence);
}

/** The terms of a question without those that carry no meaning; what is asked for by a category ("which countries") is kept apart. */
function askedTerms(question: string): string[] {
  const { names } = properNames(question);
  const terms = telling(question).filter((term) => !LIGHT.has(term) || names.includes(term));
  return terms.length > 0 ? terms : telling(question);
}

/** How much of a question a sentence holds by itself, 0 to 1; null where something of the question is held by nothing around it. */
function covers(
  question: string,
  terms: readonly string[],
  sentence: FoundSentence,
  findings: Findings,
): number | null {
  const own = new Set([
    ...looseTerms(sentence.text),
    ...sentence.terms,
    ...termsShown(sentence.text),
    ...(sentence.answered ?? []),
  ]);
  const subjects = findings.subjects?.get(sentence.sourceId) ?? new Set<string>();
  const { near = new Set<string>(), around } = sentence;
  const category = categoryOf(question);
  const names = new Set(properNames(question).names);
  const known = findings.abbreviations?.get(sentence.sourceId) ?? [];
  if (speaksOfAnother(question, sentence.text, known)) return null;
  const short = known.map((one) => representative(one.short.toLowerCase()));
  // Letters for what is asked about are nobody else's name.
  const said = properNames(sentence.text).names.filter((name) => !terms.includes(name) && !short.includes(name));
  let held = 0;
  for (const term of terms) {
    if (own.has(term)) held += 1;
    else if (/\d/.test(term)) {
      // Another year than the one asked for is another fact.
      if (!(near.has(term) || around.has(term)) || hasOther(own, term)) return null;
    } else if (names.has(term)) {
      // A sentence that names somebody else speaks of them, unless all of its document is about what is asked.
      if (!(around.has(term) || subjects.has(term) || (near.has(term) && said.length === 0))) return null;
    } else if (term === category && (said.length > 0 || (IN_DIGITS.test(question) && /\d/.test(sentence.text))))
      held += 0.5;
    else if (!(near.has(term) || around.has(term) || subjects.has(term))) return null;
  }
  const share = held / terms.length;
  // "Area sources include dry cleaners" is about area sources.
  if (beginsAsAsked(question, sentence.text)) return Math.max(share, OWN_SHARE) + BEGINS;
  // What answers the question over it says nothing of what all of its text is about.
  const isContext = (term: string): boolean =>
    (sentence.answered?.size ?? 0) > 0 && !own.has(term) && (subjects.has(term) || around.has(term));
  const focus = terms.filter((term) => !names.has(term) && !/\d/.test(term) && term !== category && !isContext(term));
  const inFocus = focus.filter((term) => own.has(term)).length;
  return share >= OWN_SHARE &&
    inFocus >=
      focus.length - Math.floor(focus.length / (NAMES_DOER.test(question) ? MAY_STAND_BESIDE * 2 : MAY_STAND_BESIDE))
    ? share
    : null;
}

/** Whether a sentence is of the years that a question names: they stand in it, or it names no other and they stand around it. */
export function holdsYears(question: string, { text, near = new Set(), around }: FoundSentence): boolean {
  const years = [...looseTerms(question)].filter((term) => YEAR.test(term));
  const own = looseTerms(text);
  return years.every((year) => own.has(year) || (!hasOther(own, year) && (near.has(year) || around.has(year))));
}

/** Whether a sentence holds another number of the same form: 2012 where 2010 was asked for. */
function hasOther(own: ReadonlySet<string>, term: string): boolean {
  if (!YEAR.test(term)) return true;
  return [...own].some((one) => YEAR.test(one) && one !== term);
}

/** Whether a sentence begins with two words that stand together in the question, the second one a noun's: "area sources". */
function beginsAsAsked(question: string, text: string): boolean {
  const [first, second] = wordsOf(text.replace(/^(?:the|an?|these|such)\s+/i, ''));
  if (!OPEN.test(question)) return false;
  if (first === undefined || second === undefined || isStopWord(first.lower)) return false;
  if (isStopWord(second.lower) && !/s$/.test(second.lower)) return false;
  const asked = wordsOf(question);
  // A name is what many sentences begin with, whatever they say of it.
  return asked.some(
    ({ stem, text: own }, at) => stem === first.stem && asked[at + 1]?.stem === second.stem && /^\p{Ll}/u.test(own),
  );
}

/** "Which *countries* had": what kind of thing is asked for; an answer names the thing. Null where no kind is said. */
function categoryOf(question: string): string | null {
  const words = wordsOf(question);
  const at = words.findIndex(({ lower }) => lower === 'which' || lower === 'what');
  const isWord = (word: Word | undefined): word is Word => word !== undefined && !isStopWord(word.lower);
  const [first, second] = [words[at + 1], words[at + 2]];
  if (at === -1 || !isWord(first)) return null;
  return representative(
    isWord(second) && /s$/.test(second.lower) && !/s$/.test(first.lower) ? second.stem : first.stem,
  );
}
