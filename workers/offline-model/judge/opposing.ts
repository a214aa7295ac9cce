import type { z } from 'zod';
import { align } from '../../../contract/evidence/alignment.ts';
import { datesIn, orderOf } from '../../../contract/evidence/calendar-date.ts';
import { quantitiesIn } from '../../../contract/evidence/known-values.ts';
import type { FENCED_VALUES } from '../../../contract/model-answers.ts';
import { valuesOf } from '../text/values.ts';
import { cutLine } from '../text/words.ts';
import { contradicts, sharedShare } from './compare.ts';

export type JudgedClaim = z.infer<typeof FENCED_VALUES.claims>[number];

/** Share of a claim's words that another sentence must hold to speak of the same. */
const SPEAKS_OF_THE_SAME = 0.75;
const SUPERSEDES =
  /\b(?:no longer|supersed\w+|replac(?:es|ed|ing)|correct(?:s|ed|ion)|revis(?:ed|ion)|updated?|since then|in the meantime|was changed|has changed|now (?:is|are|stands|amounts|costs)|is now|are now|as amended|new(?:ly)? (?:limit|price|figure|value|rate))\b/i;

/** A passage that gives another value for what a claim says. */
export interface Opposing {
  /** Whether it says or shows that it is the later word. */
  isLater: boolean;
  /** Whether another claim of the report tells that side too. */
  isTold: boolean;
  words: string;
}

function latest(text: string): number | null {
  const orders = datesIn(text.replaceAll('_', ' ')).flatMap((date) => orderOf(date) ?? []);
  return orders.length === 0 ? null : Math.max(...orders);
}

function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.!?])\s+|\n\s*\n|\n(?=[-*|])/).filter((one) => one.trim() !== '');
}

/** The passage against a claim (`own` being what it rests on) whose sentence says the same with another number, date or negation; null where none does. */
export function opposingPassage(claim: JudgedClaim, own: string, all: readonly JudgedClaim[]): Opposing | null {
  if (valuesOf(claim.text).length === 0 && quantitiesIn(claim.text).length === 0) return null;
  for (const passage of claim.against) {
    const sentence = sentencesIn(passage.text).find(
      (one) =>
        sharedShare(claim.text, one) >= SPEAKS_OF_THE_SAME &&
        contradicts(one, claim.text) &&
        !aboutAnother(claim.text, one),
    );
    if (sentence === undefined) continue;
    const [dated, other] = [latest(own), latest(`${sentence} ${passage.source}`)];
    const isLater =
      SUPERSEDES.test(sentence) ||
      (other !== null && dated !== null && other > dated && datesIn(claim.text).length === 0);
    const isTold = all.some((one) => one.id !== claim.id && align(one.text, sentence).likeness > 0.7);
    const words = `Another value stands in ${passage.source}, ${passage.place}: "${cutLine(sentence, 200)}"`;
    return { isLater, isTold, words };
  }
  return null;
}

/** Whether the other sentence names something that the claim does not: another model, team or year is no disagreement. */
function aboutAnother(claim: string, sentence: string): boolean {
  const { steps } = align(claim, sentence);
  return steps.some(({ claim: said, cited, same }) => {
    if (same || said === null || cited === null) return false;
    const isName = (text: string): boolean => /^\p{Lu}/u.test(text) || (/\p{L}/u.test(text) && /\p{N}/u.test(text));
    return isName(said.text) && isName(cited.text);
  });
}
