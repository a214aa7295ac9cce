import type { z } from 'zod';
import type { foundPassageSchema } from '../../../contract/tools.ts';
import { readsAsInstruction } from '../text/instructions.ts';
import { type Sentence, sentencesOf } from '../text/sentences.ts';
import { oneLine, termsOf, wordsOf } from '../text/words.ts';
import type { Transcript } from '../transcript.ts';
import { type Abbreviation, knownAbbreviations, termsMeant } from './abbreviations.ts';
import { withPairs } from './sentence-pairs.ts';
import { questionsOver, subjectsOf, surroundingsOf } from './surroundings.ts';

type FoundPassage = z.infer<typeof foundPassageSchema>;

/** A sentence of a passage that a tool returned, with what it is about. */
export interface FoundSentence extends Sentence {
  passageId: string;
  sourceId: string;
  /** Place in reading order among everything found. */
  order: number;
  terms: ReadonlySet<string>;
  /** Terms of its file's name and of the headings over it. */
  around: ReadonlySet<string>;
  /** Terms of the heading right over it. */
  nearest: ReadonlySet<string>;
  /** Terms of the sentences right before and after it. */
  near?: ReadonlySet<string>;
  /** Terms of the question right over it, which it answers. */
  answered?: ReadonlySet<string>;
}

/** Everything that the searches of an item returned. */
export interface Findings {
  sentences: readonly FoundSentence[];
  /** Two sentences that are understood only together, as one quote. */
  pairs?: readonly FoundSentence[];
  /** The terms of each passage, headings included. */
  passages: readonly ReadonlySet<string>[];
  /** By source, the terms that much of it is about. */
  subjects?: ReadonlyMap<string, ReadonlySet<string>>;
  /** By source, the letters that it uses for names. */
  abbreviations?: ReadonlyMap<string, readonly Abbreviation[]>;
}

/** Where cells stand, and no sentences. */
const IN_TABLE: ReadonlySet<string> = new Set(['rows', 'cell', 'sheet']);
const SHORTEST_WORDS = 3;
/** "You asked us whether ..." asks and says nothing. */
const REPORTED_QUESTION = /\b(?:asks?|asked|wonders?|wondered|question(?:ed)?)\b.{0,30}\b(?:whether|if)\b/i;
/** `Default: 100` says something in two words. */
const LABELLED = /^\p{Lu}[\p{L} -]+:\s*\S/u;
const LONGEST = 1_200;
/** A line of code or of HTML: a call and nothing after it, a closing tag, a comment, an attribute. */
const MACHINE_TEXT =
  /^[\w$]+(?:\.[\w$]+)*\(.*[)\]}{;,]$|^(?:const|let|var|import|await)\s.*[=;]|::=|<\/\w|<!--|\s\w+="[^"]*"/s;

/** How many passages after the first one are read to know what a document is about. */
export const OPENING_NEIGHBOURS = 2;

/** The passages that an item's tools returned, by their ids, without those that were read only to know what a document is about. */
export function foundPassages(transcript: Transcript): Map<string, FoundPassage> {
  const passages = new Map<string, FoundPassage>();
  const reads = transcript.of('read_passage').filter((call) => call.arguments.neighbours !== OPENING_NEIGHBOURS);
  for (const call of [...transcript.of('search_documents'), ...reads])
    for (const passage of call.result?.passages ?? []) passages.set(passage.passageId, passage);
  return passages;
}

/** The passages with which documents found begin. */
function openingPassages(transcript: Transcript): FoundPassage[] {
  const reads = transcript.of('read_passage').filter((call) => call.arguments.neighbours === OPENING_NEIGHBOURS);
  return reads.flatMap((call) => call.result?.passages ?? []);
}

/** Collects the passages of all searches, each once, in document order, and cuts them into sentences that can be quoted. */
export function findingsOf(transcript: Transcript): Findings {
  const passages = foundPassages(transcript);
  const ordered = [...passages.values()].sort(
    (a, b) => byNumbers(a.sourceId, b.sourceId) || byNumbers(a.passageId, b.passageId),
  );
  const openings = openingPassages(transcript);
  const abbreviations = abbreviationsOf([...ordered, ...openings]);
  let order = 0;
  let lead: { text: string; passageId: string } | null = null;
  const sentences: FoundSentence[] = [];
  const pairs: FoundSentence[] = [];
  for (const passage of ordered) {
    const { passageId, sourceId } = passage;
    const around = new Set(termsOf([titleOf(passage), ...passage.headings].join(' ')));
    const nearest = new Set(termsOf(passage.headings.at(-1) ?? ''));
    for (const { isLead, isPair, ...sentence } of readable(passage)) {
      const before = lead !== null && isNext(lead.passageId, passageId) ? termsOf(lead.text) : [];
      if (isLead) lead = { text: sentence.text, passageId };
      if (isLead) continue;
      order += 1;
      const meant = termsMeant(sentence.text, abbreviations.get(sourceId) ?? []);
      const terms = new Set([...termsOf(sentence.text), ...meant]);
      const own = { ...sentence, passageId, sourceId, order, terms };
      (isPair ? pairs : sentences).push({
        ...own,
        around: new Set([...around, ...before]),
        nearest: before.length > 0 ? new Set([...nearest, ...before]) : nearest,
      });
    }
  }
  const beside = surroundingsOf(ordered);
  const over = questionsOver(ordered);
  const withNear = (one: FoundSentence): FoundSentence => ({ ...one, near: beside(one), answered: over(one) });
  return {
    sentences: sentences.map(withNear),
    pairs: pairs.map(withNear),
    passages: ordered.map((one) => wholeTerms(one, abbreviations.get(one.sourceId) ?? [])),
    subjects: subjectsOf(ordered, openings),
    abbreviations,
  };
}

/** A sentence that can be quoted, or one that only leads to what follows it ("Use one of these:"). */
interface Readable extends Sentence {
  isLead: boolean;
  isPair: boolean;
}

/** The sentences of a passage that state something: what speaks to a machine, and whatever follows it, is left out. */
function readable(passage: FoundPassage): Readable[] {
  if (IN_TABLE.has(passage.locator.kind)) return [];
  const sentences = sentencesOf(passage.text);
  const instruction = sentences.findIndex((sentence) => readsAsInstruction(sentence.text));
  return withPairs(passage.text, sentences.slice(0, instruction === -1 ? undefined : instruction))
    .filter(
      ({ text }) =>
        wordsOf(withoutAddresses(text)).length >= (LABELLED.test(text) ? SHORTEST_WORDS - 1 : SHORTEST_WORDS) &&
        text.length <= LONGEST &&
        !text.endsWith('?') &&
        !MACHINE_TEXT.test(text) &&
        !REPORTED_QUESTION.test(text),
    )
    .map((sentence) => ({ ...sentence, isLead: sentence.text.endsWith(':') && !sentence.isPair }));
}

/** Whether a passage is the one of that id or the next one of its source. */
function isNext(before: string, id: string): boolean {
  const [, source, number] = /^(.*-p)(\d+)$/.exec(before) ?? [];
  return id === before || id === `${source}${Number(number) + 1}`;
}

/** The name of the file without folders and ending: it often says what all of it is about. */
function titleOf(passage: FoundPassage): string {
  return passage.sourceTitle.replace(/^.*\//, '').replace(/\.\w+$/, '');
}

function wholeTerms(passage: FoundPassage, known: readonly Abbreviation[]): ReadonlySet<string> {
  const whole = [titleOf(passage), ...passage.headings, passage.text].join(' ');
  return new Set([...termsOf(whole), ...termsMeant(whole, known)]);
}

/** The letters that each source uses for names. */
export function abbreviationsOf(passages: readonly FoundPassage[]): Map<string, readonly Abbreviation[]> {
  const bySource = new Map<string, string[]>();
  for (const { sourceId, headings, text } of passages)
    bySource.set(sourceId, [...(bySource.get(sourceId) ?? []), ...headings, oneLine(text)]);
  return new Map([...bySource].map(([sourceId, texts]) => [sourceId, knownAbbreviations(texts)]));
}

/** What is left to read of a text that links elsewhere. */
function withoutAddresses(text: string): string {
  return text.replace(/\]\([^)]*\)|https?:\S+/g, ' ');
}

/** Orders ids by the numbers in them: s2-p9 before s2-p10. */
function byNumbers(a: string, b: string): number {
  const numbers = (id: string): number[] => (id.match(/\d+/g) ?? []).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
