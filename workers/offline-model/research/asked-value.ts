import { representative } from '../text/equivalents.ts';
import { namesQuantity, namesTime } from '../text/values.ts';
import { wordsOf } from '../text/words.ts';
import { namesMoney } from './answer-signs.ts';
import { countedThing, counts } from './counted-things.ts';
import { properNames } from './proper-names.ts';
import { questionKind } from './question-kind.ts';

const SHARE_ASKED =
  /\b(?:what|which|how (?:large|big|high))\b.{0,20}\b(?:share|percentage|percent|proportion|fraction)\b/i;
const SHARE = /\d\s?%|\bper ?cent\b|\b(?:half|third|thirds|quarter|quarters)\b/i;
const MONEY_ASKED =
  /\bhow much\b.*\b(?:cost|costs|pay|paid|charge|charged|spend|spent|earn|earned|raise|raised|worth)\b|\bwhat\b.+\bcosts?\b/i;
const WHERE = /^\W*(?:in |from |to )?where\b/i;
const DEFINED = /^\W*(?:what (?:is|are|was|were) (?:an? |the )?(?:\S+ ?){1,4}\?|what does .+ mean|define\b)/i;
const UNIT = '(?:hundred|thousand|million|billion|trillion)';
/** "measured 17.8 million", "33 participants stated", "4,314 were": a number of those who were named before. */
const COUNTED = new RegExp(
  `(?:^|[\\s(])(?!(?:19|20)\\d{2}\\b)\\d[\\d.,]*(?:\\s+${UNIT})?(?:\\s*[.,;)]|$|\\s+(?:were|was|are|is|had|have|of|said|stated|cases?|people|persons|individuals|participants|respondents)\\b)|\\d\\s+${UNIT}\\b`,
  'i',
);

/** Whether a sentence holds a value of the kind that a question asks for. */
export function askedValue(question: string): (sentence: string) => boolean {
  const isNew = saysMore(question);
  if (SHARE_ASKED.test(question)) return (sentence) => SHARE.test(sentence);
  const thing = countedThing(question);
  if (thing !== null) return (sentence) => counts(sentence, thing) || COUNTED.test(sentence);
  const kind = questionKind(question);
  if (kind.kind !== 'fact') return () => false;
  if (MONEY_ASKED.test(question)) return (sentence) => namesMoney(sentence) && namesQuantity(sentence);
  if (/\bhow much\b|\bhow (?:large|big|high|long|far|old)\b/i.test(question))
    return (sentence) => /\d/.test(sentence) && kind.admits(sentence);
  if (/\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b/i.test(question)) return namesTime;
  if (WHERE.test(question)) return (sentence) => properNames(sentence).names.some((name) => !asked(question).has(name));
  if (DEFINED.test(question)) return (sentence) => kind.admits(sentence);
  return (sentence) => kind.admits(sentence) && isNew(sentence);
}

/** Words beyond the question's that an answer has at least. */
const FEWEST_NEW = 2;

function saysMore(question: string): (sentence: string) => boolean {
  const own = asked(question);
  return (sentence) => wordsOf(sentence).filter(({ stem }) => !own.has(representative(stem))).length >= FEWEST_NEW;
}

function asked(question: string): Set<string> {
  return new Set(wordsOf(question).map(({ stem }) => representative(stem)));
}
