import type { Sentence } from '../../contract/draft/blocks.ts';

const BOILERPLATE =
  /^(?:page \d+|table of contents|contents|all rights reserved|copyright\b|©|confidential\b|\[\^[^\]]+\]:|(?:figure|table) \d+\b.{0,80}$|\S+$)|↩\uFE0E?$/i;
const OPINION =
  /^(?:i|we) (?:believe|think|feel|hope|assume|suppose|wonder)\b|\bin (?:my|our) (?:opinion|view)\b|^(?:thank|dear|kind regards|best regards|sincerely|hello)\b/i;
const RECOMMENDATION =
  /\b(?:should|ought to|recommend(?:s|ed|ation)?|propose[sd]?|suggest(?:s|ed)?|let us|advise[sd]?)\b/i;
const WORD = /\p{L}{2,}/gu;

/**
 * What a sentence is by its form alone: questions, lead-ins, greetings, opinions and boilerplate state nothing that sources
 * could bear out (`analysis`) and are not looked up; of all others, recommendations too, the model that looks them up decides.
 */
export function sentenceKind(text: string): Sentence['kind'] {
  const words = text.match(WORD)?.length ?? 0;
  if (/[?:]$/.test(text) || BOILERPLATE.test(text) || OPINION.test(text)) return 'analysis';
  if (words < 2 && !(words === 1 && /\d/.test(text))) return 'analysis';
  return RECOMMENDATION.test(text) ? 'recommendation' : 'fact';
}
