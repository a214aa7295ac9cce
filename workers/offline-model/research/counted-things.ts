import { withoutLigatures } from '../text/lost-ligatures.ts';
import { isStopWord } from '../text/stop-words.ts';
import { wordsOf } from '../text/words.ts';

const COUNTING = /\bhow many\s+(?:different |distinct |other )?(?<things>.+)/is;
const NUMBER_WORD =
  /^(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|both|single|several|dozen)$/;
/** How far a number may stand before what it counts: "412 healthy adults". */
const BETWEEN = 4;
/** Verbs that end what is counted: "how many cases came". */
const VERB = /^(?:came|comes?|took|takes?|left|made|makes?|got|gets?|gave|said|went|goes|used|uses|exist|.{3,}ed)$/;
const AFTER = /\b(?:number of|count of|total of)\b/i;

/** What a question wants counted, as the stem of the noun: of "How many turbines does it have?" `turbin`. Null where it counts nothing. */
export function countedThing(question: string): string | null {
  const things = COUNTING.exec(question)?.groups?.things;
  if (things === undefined) return null;
  const words = wordsOf(things);
  const end = words.findIndex(
    ({ lower }, at) =>
      (at > 0 && VERB.test(lower)) ||
      /^(?:of|in|on|at|for|from|with|to|by|per|is|are|was|were|be|been|do|does|did|has|have|had|can|could|may|must|should|will|would|there|that|which|who|it|they|we|i|you)$/.test(
        lower,
      ),
  );
  const noun = (end === -1 ? words.slice(0, 1) : words.slice(0, end)).at(-1);
  return noun === undefined ? null : withoutLigatures(noun.stem);
}

/** Whether a text counts things of that stem: a number stands right before it, or "the number of" them is told. */
export function counts(text: string, thing: string): boolean {
  const words = wordsOf(text);
  if (/\bn\s*=\s*\d/i.test(text) && words.some(({ stem }) => withoutLigatures(stem) === thing)) return true;
  return words.some(({ stem }, at) => {
    if (withoutLigatures(stem) !== thing) return false;
    const before = words.slice(Math.max(0, at - BETWEEN), at);
    const number = before.findLastIndex(({ lower }) => isNumber(lower));
    // "three hives on each plot" counts no plots.
    if (number !== -1 && before.slice(number + 1).every(({ lower }) => !isStopWord(lower))) return true;
    const told = text.slice(Math.max(0, (words[at]?.start ?? 0) - 20), words[at]?.start);
    return AFTER.test(told) || /^\s*(?:is|are|:|=|\|)\s*\d/.test(text.slice(words[at]?.end));
  });
}

function isNumber(word: string): boolean {
  return /^\d[\d.,]*(?:k|m|bn)?$/.test(word) || word.split('-').some((part) => NUMBER_WORD.test(part));
}
