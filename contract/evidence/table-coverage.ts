import { datesIn } from './calendar-date.ts';
import { quantitiesIn } from './known-values.ts';
import { currencyNamed, unitNamed } from './units.ts';
import { contentOf, stemSet, type Token, tokensOf } from './words.ts';

/** What sentences about any table say beside its own words: how a value is reached, stands and is computed. */
const OF_TABLES = stemSet(
  'number count row table record entry column cell value figure amount data dataset list total sum average mean median highest lowest maximum minimum percentage percent share ratio proportion rate difference different distinct unique group ' +
    'lie largest smallest biggest greatest top bottom most least fewest longest shortest first second third last rank together altogether overall respectively exactly precisely only roughly currently combined single across among per ' +
    'stand reach register have be come equal show give make see include contain account remain recorded measured reported according date time year month quarter week day period half ' +
    'more less fewer higher lower larger smaller greater bigger longer shorter exceed surpass outspend outspent spender compare than twice double times up under over above below same equal there also each every all range between ' +
    'first-half euro dollar pound million thousand billion hundred dozen',
);
/** Words for one another where money, time and work are told. */
const ALIKE = [
  'spend spending spender cost expense expenditure outlay pay price use',
  'duration last take length minute hour second',
  'hours work',
  'staff headcount people person employees',
  'units sold sale sales revenue',
  'name called named',
].map((group) => stemSet(group));
const PREPOSITION =
  /^(?:on|for|with|by|from|in|at|of|to|into|during|about|as|against|via|the|a|an|and|or|its|their|this|that)$/;

/** What denies is judged apart: it says nothing of what the sentence is about. */
const DENIES = /^(?:nobody|nothing|false|untrue|true|wrong|fail(?:s|ed|ing)?|case)$|n['’]t$/;

function isFree(token: Token, text: string): boolean {
  if (DENIES.test(token.lower)) return true;
  if (/^[\d$€£%]/.test(token.text) || token.text.length === 1) return true;
  if (currencyNamed(token.text) !== null || unitNamed(token.lower) !== null) return true;
  const inside = ({ start, end }: { start: number; end: number }): boolean => start <= token.start && token.start < end;
  return datesIn(text).some(inside) || quantitiesIn(text).some(inside);
}

/**
 * The first word of a sentence that neither its tables nor the ways of telling a value hold; null where there is none. One verb that stands
 * between words that they hold tells how the value came about and is let pass where the sentence also says what was measured: who saved 2500 did not spend it.
 */
export function foreignWord(text: string, words: string, measures: string): string | null {
  const held = stemSet(words);
  const isAlike = (stem: string): boolean =>
    ALIKE.some((group) => group.has(stem) && [...group].some((one) => held.has(one)));
  const all = tokensOf(text);
  const measured = contentOf(tokensOf(measures)).filter(
    (token) => !isFree(token, measures) && !OF_TABLES.has(token.stem),
  );
  const isMeasured = measured.some(({ stem }) => all.some((one) => one.stem === stem));
  let verbs = 0;
  for (const token of contentOf(all)) {
    if (held.has(token.stem) || OF_TABLES.has(token.stem) || isAlike(token.stem) || isFree(token, text)) continue;
    const at = all.indexOf(token);
    const [before, next] = [all[at - 1], all[at + 1]];
    const follows = before !== undefined && !PREPOSITION.test(before.lower);
    const isVerb =
      /(?:ed|ung|ew|old|aught|ought)$/.test(token.lower) ||
      (/[^s]s$/.test(token.lower) && /^(?:\d.*|the|a|an|[$€£])$/.test(next?.text ?? ''));
    if (follows && isVerb && isMeasured && verbs === 0) verbs += 1;
    else return token.text;
  }
  return null;
}
