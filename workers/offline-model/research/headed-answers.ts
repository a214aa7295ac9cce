import { asRead } from '../../../contract/draft/as-read.ts';
import { representative } from '../text/equivalents.ts';
import { isStopWord } from '../text/stop-words.ts';
import { oneLine, termsOf, wordsOf } from '../text/words.ts';
import type { Transcript } from '../transcript.ts';
import { findingsOf, foundPassages } from './found-sentences.ts';
import type { ResearchNotes } from './research-notes.ts';

type Statement = ResearchNotes['statements'][number];

/*
 * Answers that stand in a heading: of a list of changes the version and its date stand over what was changed.
 */

const ASKS_VERSION = /\b(?:which|what)\s+(?:\w+\s+)?(?:versions?|releases?)\b|\bsince (?:which|what|when)\b/i;
const ASKS_TIME = /\bwhen\b|\b(?:what|which) (?:date|day|year)\b/i;
const VERSION = /\bv?\d+\.\d+(?:\.\d+)*(?:-[\w.]+)?\b/i;
const DATE = /\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\b(?:19|20)\d{2}\b/;
/** What is done in versions, each with the words by which changes are told. */
const DEEDS: readonly [asked: RegExp, told: RegExp][] = [
  [
    /\b(?:add(?:ed|s)?|introduced?|support(?:ed)?|appear(?:ed)?|new)\b/i,
    /\b(?:add(?:ed|s)?|new|features?|introduc\w+|support\w*|initial)\b/i,
  ],
  [/\b(?:remov(?:ed?|al)|dropp?(?:ed)?|deleted?)\b/i, /\b(?:remov\w+|dropp?\w*|delet\w+|breaking)\b/i],
  [/\b(?:fix(?:ed)?|solved|repaired|resolved)\b/i, /\b(?:fix\w*|bugs?|no longer|solv\w+|resolv\w+)\b/i],
  [/\bdeprecat(?:ed|ion)\b/i, /\bdeprecat\w+\b/i],
  [/\bchanged?\b/i, /\bchang\w+\b/i],
  [/\b(?:released?|published|come out|came out)\b/i, /./],
];
const MOST = 3;
/** Passages read at a time, and how often, to reach the heading over a passage. */
const READ_AROUND = 5;
const MOST_READS = 3;

/** A passage under a heading that answers; `passageId` is where the words stand, `text` and `quote` the words, if any are needed. */
interface Headed {
  passageId: string;
  heading: string;
  words: { text: string; quote: string } | null;
}

/** Calls that read the headings which answer a question; none where it asks for no version, or they were read. */
export function headingReads(question: string, transcript: Transcript): { passageId: string; neighbours: number }[] {
  const wanted = headedAnswers(question, transcript).filter(
    ({ passageId, heading }) => headingPassage(passageId, heading, transcript) === null,
  );
  const made = transcript.of('read_passage').map((call) => String(call.arguments.passageId));
  return wanted.flatMap(({ passageId }) => {
    const next = Array.from({ length: MOST_READS }, (_, step) => before(passageId, step * (READ_AROUND * 2 + 1))).find(
      (id) => id !== null && !made.includes(id),
    );
    return next == null ? [] : [{ passageId: next, neighbours: READ_AROUND }];
  });
}

/** Statements whose answer is a heading, each citing the heading and the words under it. */
export function headedStatements(question: string, transcript: Transcript): Statement[] {
  return headedAnswers(question, transcript).flatMap(({ passageId, heading, words }) => {
    const over = headingPassage(passageId, heading, transcript);
    if (over === null) return [];
    const cited = { ...over, queryId: null };
    if (words === null) return [{ text: oneLine(asRead(over.quote)), evidence: [cited] }];
    const told = { passageId, quote: words.quote, queryId: null };
    return [{ text: `${oneLine(asRead(over.quote))}: ${words.text}`, evidence: [cited, told] }];
  });
}

function headedAnswers(question: string, transcript: Transcript): Headed[] {
  const version = VERSION.exec(question)?.[0]?.replace(/^v/i, '');
  if (version !== undefined) return ASKS_TIME.test(question) ? datedHeading(question, version, transcript) : [];
  if (!ASKS_VERSION.test(question) && !ASKS_TIME.test(question)) return [];
  const deed = DEEDS.find(([asked]) => asked.test(question));
  if (deed === undefined) return [];
  const terms = thingTerms(question);
  const passages = foundPassages(transcript);
  const found = findingsOf(transcript).sentences.flatMap(({ text, quote, passageId, terms: own, around }) => {
    const headings = passages.get(passageId)?.headings ?? [];
    const heading = headings.findLast((one) => VERSION.test(one) && (ASKS_VERSION.test(question) || DATE.test(one)));
    if (heading === undefined || terms.length === 0 || !terms.every((term) => own.has(term) || around.has(term)))
      return [];
    if (!terms.some((term) => own.has(term))) return [];
    const isTold = deed[1].test(text) || deed[1].test(headings.at(-1) ?? '');
    return isTold ? [{ passageId, heading, words: { text, quote } }] : [];
  });
  return found.slice(0, MOST);
}

/** "When was version 1.4.0 released?" is answered by a heading that holds the version and a date. */
function datedHeading(question: string, version: string, transcript: Transcript): Headed[] {
  const others = thingTerms(question).filter((term) => term !== version && term !== `v${version}`);
  for (const [passageId, { headings, sourceTitle, text }] of foundPassages(transcript)) {
    const heading = headings.findLast((one) =>
      one.split(/[\s[\]()]+/).some((word) => word.replace(/^v/i, '') === version),
    );
    if (heading === undefined || !DATE.test(heading.replace(version, ''))) continue;
    const around = new Set(termsOf([sourceTitle, ...headings, text].join(' ')));
    if (others.every((term) => around.has(term) || isCapital(question, term)))
      return [{ passageId, heading, words: null }];
  }
  return [];
}

/** Whether the question writes a term with a capital: the name of what all versions are of. */
function isCapital(question: string, term: string): boolean {
  return wordsOf(question).some(({ text, stem }) => representative(stem) === term && /^\p{Lu}/u.test(text));
}

/** The terms of what a question asks about, without those that only say that a version is asked for. */
function thingTerms(question: string): string[] {
  const said =
    /^(?:version|release|released|date|year|day|since|first|published|added|add|introduced|introduce|support|supported|removed|dropped|deleted|fixed|solved|resolved|changed|deprecated|new|feature|become|available|appear|appeared|come|came|out)s?$/i;
  const things = wordsOf(question).filter(({ text, lower }) => !said.test(text) && !isStopWord(lower));
  return [...new Set(things.map(({ stem }) => representative(stem)))];
}

/** The passage that is a heading itself, over another one of its source, with its words as they stand there; null where it was not read. */
function headingPassage(
  under: string,
  heading: string,
  transcript: Transcript,
): { passageId: string; quote: string } | null {
  const source = under.replace(/p\d+$/, 'p');
  for (const [passageId, { text }] of foundPassages(transcript)) {
    // Without the marks before it and the line under it.
    const quote = text
      .replace(/^\s*#+\s*/, '')
      .replace(/\s*\n\s*[=-]+\s*$/, '')
      .replace(/\s+#+\s*$/, '')
      .trim();
    if (passageId.startsWith(source) && plain(quote) === plain(heading)) return { passageId, quote };
  }
  return null;
}

const plain = (text: string): string => oneLine(asRead(text));

/** The id of the passage so many before another one; the first one's where there are fewer. */
function before(id: string, steps: number): string | null {
  const [, source, number] = /^(.*-p)(\d+)$/.exec(id) ?? [];
  if (source === undefined || (steps > 0 && Number(number) <= steps - READ_AROUND)) return null;
  return `${source}${Math.max(1, Number(number) - steps)}`;
}
