import type { Claim } from '../../contract/draft/blocks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { describeLocator } from '../../contract/evidence/locator.ts';
import { findInPassage } from '../../contract/evidence/quote.ts';
import type { Passage, SourceSet } from '../../contract/evidence/source.ts';
import { type AnswerPointer, askAnswerSchema } from '../../contract/model-answers.ts';
import { bytesOfJson } from '../../contract/payloads.ts';
import {
  ANSWER_BYTES,
  ANSWER_CHARS,
  type AnswerText,
  CITATIONS_OF_ANSWER,
  type Citation,
  NOT_SHOWN_OF_ANSWER,
} from '../../contract/questions.ts';
import { oneLine, sourceTitle } from './task-data.ts';

/** What an answer's pointers are resolved against. */
export interface Citable {
  sources: SourceSet;
  evidence: ReadonlyMap<string, Evidence>;
  passages: ReadonlyMap<string, Passage>;
  claims: ReadonlyMap<string, Claim>;
}

const NOTHING = 'Neither the sources nor what waits for a decision show an answer.';
const MOST_QUOTE = 300;
const MOST_NOT_SHOWN = 300;
const MOST_PLACE = 200;
/** The part of an answer's bytes that its sentences and citations may take; the rest is for what is not shown. */
const SHOWN_SHARE = 0.75;

/** All passages that an answer points to. */
export function passagesNamed(value: unknown): Set<string> {
  const { statements } = askAnswerSchema.parse(value);
  return new Set(statements.flatMap(({ restsOn }) => restsOn.flatMap(({ passageId }) => passageId ?? [])));
}

/**
 * Turns an answer into what the reviewer reads: sentences with the ids of what they rest on in brackets. A pointer that does not
 * resolve is dropped; a sentence that rests on nothing any more is told under what could not be shown, never as the answer.
 */
export function readAnswer(value: unknown, citable: Citable): AnswerText {
  const answer = askAnswerSchema.parse(value);
  const citations = new Map<string, Citation>();
  const lines: string[] = [];
  const unshown = answer.notShown.map((one) => oneLine(one)).filter((one) => one !== '');
  let isCut = false;
  for (const { text, restsOn } of answer.statements) {
    const sentence = oneLine(text);
    if (sentence === '') continue;
    const cited = restsOn.flatMap((pointer) => citationOf(pointer, citable) ?? []);
    if (cited.length === 0) {
      unshown.push(`No source or claim was found that shows: "${sentence}"`);
      continue;
    }
    const line = `${sentence} [${[...new Set(cited.map(({ id }) => id))].join(', ')}]`;
    const known = new Map([...citations, ...cited.map((one): [string, Citation] => [keyOf(one), one])]);
    isCut ||= !isShown([...lines, line], [...known.values()]);
    if (isCut) continue;
    lines.push(line);
    for (const [key, one] of known) citations.set(key, one);
  }
  if (isCut) unshown.unshift('The rest of the answer is left out: it was longer than an answer may be.');
  const shown = { text: lines.length === 0 ? NOTHING : lines.join('\n'), citations: [...citations.values()] };
  return { ...shown, notShown: fitting(shown, unshown) };
}

function isShown(lines: readonly string[], citations: readonly Citation[]): boolean {
  const text = lines.join('\n');
  if (text.length > ANSWER_CHARS || citations.length > CITATIONS_OF_ANSWER) return false;
  return bytesOfJson({ text, citations }) <= ANSWER_BYTES * SHOWN_SHARE;
}

/** As much of what is not shown as an answer has room for. */
function fitting(shown: Omit<AnswerText, 'notShown'>, unshown: readonly string[]): string[] {
  const kept: string[] = [];
  for (const one of unshown.slice(0, NOT_SHOWN_OF_ANSWER)) {
    const more = [...kept, cut(one, MOST_NOT_SHOWN)];
    if (bytesOfJson({ ...shown, notShown: more }) > ANSWER_BYTES) break;
    kept.push(cut(one, MOST_NOT_SHOWN));
  }
  return kept;
}

/** What a pointer leads to, looked up; null where there is no such thing, or the words do not stand there. */
function citationOf(pointer: AnswerPointer, citable: Citable): Citation | null {
  const { evidenceId, passageId, quote, claimId } = pointer;
  if (evidenceId) return evidenceCited(citable.evidence.get(evidenceId), citable.sources);
  if (claimId) return claimCited(citable.claims.get(claimId));
  const passage = citable.passages.get(passageId ?? '');
  const found = passage === undefined || !quote ? null : findInPassage(passage, quote);
  if (passage === undefined || found === null) return null;
  const { id, sourceId, locator } = passage;
  return citation('passage', id, sourceTitle(citable.sources, sourceId), describeLocator(locator), found.exact);
}

function evidenceCited(evidence: Evidence | undefined, sources: SourceSet): Citation | null {
  if (evidence === undefined) return null;
  const { id, sourceId, locator, quote } = evidence;
  return citation('evidence', id, sourceTitle(sources, sourceId), describeLocator(locator), quote);
}

function claimCited(claim: Claim | undefined): Citation | null {
  return claim === undefined ? null : citation('claim', claim.id, 'the draft', claim.section, claim.text);
}

function citation(kind: Citation['kind'], id: string, source: string, place: string, quote: string): Citation {
  return {
    kind,
    id,
    source: cut(source, MOST_PLACE),
    place: cut(place, MOST_PLACE),
    quote: cut(oneLine(quote), MOST_QUOTE),
  };
}

/** The same passage may be cited for several of its words. */
function keyOf({ kind, id, quote }: Citation): string {
  return `${kind} ${id} ${quote}`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
