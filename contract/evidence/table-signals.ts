/** What takes a statement back, or puts it under a condition. */
const DENIALS =
  /\b(?:not|never|no longer|nobody|no one|nothing|nowhere|neither|nor|none|cannot|without|yet to|hardly|scarcely|barely|false|falsely|untrue|wrong|incorrect|myth|den(?:y|ies|ied|ying)|(?:fail|refus|neglect|declin)\w* to|unable|far from|instead of|rather than|except|unless|if|whether|avoid\w*|lack\w*|doubt\w*|disput\w*)\b|\b\w+n['’]t\b|\bno\b/gi;
/** `no more than` and `not only` bound or add and deny nothing. */
const DENIES_NOTHING = /\bno(?:t)? (?:more|less|fewer|later|earlier|only|exceed\w*)\b/gi;
/** What is planned, possible or demanded is not yet so. */
const TENSES =
  /\b(?:will|won['’]t|would|shall|should|must|might|could|going to|about to|ought to|may(?= [a-z])|(?:plan|intend|expect|hop|aim|want|promis|propos|attempt|tr(?:y|i))(?:s|es|ed|ing|ned|ning)? to|(?:is|are|was|were) to|(?:said|believed|thought|supposed|claimed?s?|rumou?red|alleged|meant) to|perhaps|possibly|probably|likely|allegedly|reportedly|supposedly|estimated|projected|forecast|planned|expected|budgeted)\b/g;
/** Words under which a table itself keeps what is planned. */
const PLANNED =
  /\b(?:plan\w*|forecast\w*|expect\w*|budget\w*|target\w*|estimat\w*|project(?:ed|ion\w*)|schedul\w*|due|future|goal\w*|limit\w*|rule\w*)\b/i;
const QUANTIFIERS =
  /\b(?:all|every|each|everyone|everybody|everything|always|most of|(?<!\bthe )most(?= \p{L}+s\b)|mostly|mainly|majority|half of|some|several|few|many|only(?! [$€£]?\d)|solely|exclusively|nobody else|no other|both|any|alone)\b/giu;
/** Words with which a sum, count or average takes in several rows. */
const AGGREGATES = /\b(?:sum|count|avg|min|max|median)\s*\(/i;

/** Why a sentence does not plainly affirm what a table records. */
export interface Signal {
  kind: 'denial' | 'tense' | 'quantifier';
  word: string;
}

/** Whether the words of a signal stand in the evidence itself, in a cell or header all of whose words the claim has. */
export type IsHeld = (form: RegExp) => boolean;

function first(form: RegExp, text: string): string | null {
  return text.match(form)?.[0] ?? null;
}

/** The first word by which a sentence denies, plans or speaks of several, and for which its tables give no ground; null where it affirms plainly. */
export function signalOf(text: string, sql: string, isHeld: IsHeld, holdsZero: boolean): Signal | null {
  const own = (word: string): RegExp => new RegExp(`\\b${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`, 'i');
  const denial = first(DENIALS, text.replace(DENIES_NOTHING, ' '));
  const filters = /<>|!=|\bnot\b|\bis null\b|\bfalse\b|=\s*0\b|\bexcept\b/i.test(sql);
  if (
    denial !== null &&
    !filters &&
    !(holdsZero && /^no|n['’]t$|^not|never|without/i.test(denial)) &&
    !isHeld(own(denial))
  )
    return { kind: 'denial', word: denial };
  const tense = first(TENSES, text);
  if (tense !== null && !isHeld(own(tense)) && !isHeld(PLANNED)) return { kind: 'tense', word: tense };
  const loose = text.replace(/\b(?:in all|at all|all in all|both|(?:of|among|than) (?:all|any|every|each))\b/gi, ' ');
  const quantifier = first(QUANTIFIERS, loose);
  const isSummed =
    AGGREGATES.test(sql) && /^(?:all|every|each|any|everyone|everybody|everything|both)$/i.test(quantifier ?? '');
  if (quantifier !== null && !isSummed && !isHeld(own(quantifier))) return { kind: 'quantifier', word: quantifier };
  return null;
}

/** What a signal leaves open, and what would settle it. */
export const WHAT_IS_NEEDED: Readonly<Record<Signal['kind'], string>> = {
  denial: 'the cited table records what is, not what is not; a cell or condition that says so would be needed',
  tense: 'the cited table records a value and no plan, duty or possibility; a source of that would be needed',
  quantifier:
    'the cited rows do not show it of the others; a query that counts for how many rows it holds would be needed',
};
