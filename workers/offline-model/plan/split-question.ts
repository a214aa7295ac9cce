import { cutLine, oneLine, termsOf } from '../text/words.ts';

/** The questions that a person's text asks, in order and without repeats. */
export interface AskedQuestions {
  questions: string[];
  /** Whether it is one wish without a point of its own ("Tell me about the roof"), which the sources' headings may divide. */
  isVague: boolean;
}

const MAX_QUESTION = 2_000;
const LEAD_IN = /^(?:also|and|then|next|further|first|second|third|finally|lastly)\s*[,:]\s+/i;
const WISH =
  /^(?:please\s+)?(?:compare|list|describe|summari[sz]e|explain|give|show|find|name|calculate|compute|count|report|tell|write|outline|review|analy[sz]e)\b/i;
const VAGUE =
  /^(?:please\s+)?(?:tell (?:me|us) (?:all |everything |more )?about|describe|summari[sz]e|explain|outline|report on|write|give (?:me |us )?an? (?:overview|summary)|what (?:should|do|must) (?:i|we|one) know|what is (?:this|it|all this) about|overview|review)\b/i;
const TAIL = /,?\s+and\s+(?=(?:how (?:many|much|long|often)|which|what|when|where|who|why)\b)/i;
const POINTS_BACK =
  /\b(?:it|its|they|them|their|that|this|these|those|he|she|his|her|(?<!\b(?:is|are|was|were|be) )there|then|so|one|ones|same)\b/i;

/** Takes a person's text apart into its questions. Text around them that asks nothing is left out. */
export function askedQuestions(text: string): AskedQuestions {
  const pieces = piecesOf(text);
  const asking = pieces.filter((piece) => piece.endsWith('?') || WISH.test(piece));
  const kept = asking.length > 0 ? asking : [oneLine(text)];
  const questions: string[] = [];
  const seen = new Set<string>();
  for (const piece of kept.flatMap((one) => splitConjunction(one))) {
    const question = cutLine(piece, MAX_QUESTION);
    const key = termsOf(question).join(' ') || question.toLowerCase();
    if (seen.has(key) || question === '') continue;
    seen.add(key);
    questions.push(question);
  }
  const only = questions.length === 1 ? (questions[0] ?? '') : '';
  return { questions, isVague: only !== '' && (VAGUE.test(only) || asking.length === 0) };
}

/** Sentences and list items, each as one line without its marker. */
function piecesOf(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=\s*(?:[-*•]|\d{1,2}[.)])\s)/)
    .map((block) => oneLine(block.replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/, '')))
    .flatMap((block) =>
      block.split(/(?<=[?!])["”’)]*\s+|(?<=(?<!\b\p{Lu})\.)\s+(?=\p{Lu})|(?<=\?)\s*(?=\d{1,2}[.)]\s)/u),
    )
    .map((piece) =>
      piece
        .replace(/^\(?\d{1,2}[.)]\s+/, '')
        .replace(LEAD_IN, '')
        .trim(),
    )
    .filter((piece) => termsOf(piece).length > 0);
}

/** Splits "A and how many B?" where the second part can be understood without the first. */
function splitConjunction(question: string): string[] {
  if (!question.endsWith('?')) return [question];
  const match = TAIL.exec(question);
  if (match === null) return [question];
  const head = question.slice(0, match.index);
  const tail = question.slice(match.index + match[0].length);
  const standsAlone = (part: string): boolean => termsOf(part).length >= 2 && part.split(' ').length >= 4;
  if (!standsAlone(head) || !standsAlone(tail) || POINTS_BACK.test(tail)) return [question];
  return [`${head}?`, ...splitConjunction(tail.charAt(0).toUpperCase() + tail.slice(1))];
}
