import { representative } from '../text/equivalents.ts';
import { namesQuantity, namesTime } from '../text/values.ts';
import { wordsOf } from '../text/words.ts';
import { namesMoney } from './answer-signs.ts';
import { countedThing, counts } from './counted-things.ts';
import { definedTerm, defines } from './definitions.ts';
import { namesSomething, thingToName } from './namings.ts';
import { properNames } from './proper-names.ts';

/** What a sentence must hold to answer a question of that kind. */
export interface QuestionKind {
  /** A decision gathers what speaks for and against; a fact wants the sentence that says it. */
  kind: 'decision' | 'overview' | 'fact';
  /** Whether a sentence names what the question asks for: a quantity for "how many", a time for "when". */
  admits(sentence: string): boolean;
  /** Whether what it admits is sure to speak of what is asked, so that one word of the question may be enough. */
  isStrict?: boolean;
}

const DECISION =
  /^(?:so,?\s+)?(?:should|shall|ought|must|do (?:we|i|they) (?:need|have) to|is it (?:worth|wise|better|sensible|right|safe)|would it (?:be|make)|are we (?:ready|allowed)|can|could|may|might)\b|\b(?:should|shall) (?:we|i|they|the|our|you)\b|\bwhat speaks (?:for|against)\b|\bpros and cons\b/i;
const OVERVIEW =
  /^what do the documents say about\b|^(?:please\s+)?(?:tell (?:me|us)|describe|summari[sz]e|explain|outline|report on|write|give|review|list|compare)\b|^what (?:should|do|must) (?:i|we|one) know\b/i;
const QUANTITY =
  /\bhow (?:many|much|long|often|high|large|big|far|old|fast|heavy)\b|\bwhat (?:does|do|did|would|will) .+ cost\b|\bwhat (?:percentage|share|number|amount)\b/i;
const TIME = /^\W*(?:since |until |from |by )?when\b|\b(?:what|which) (?:date|day|month|year|time)\b/i;

/** Tells of what kind a question is by its words. */
export function questionKind(question: string): QuestionKind {
  if (OVERVIEW.test(question)) return { kind: 'overview', admits: () => true };
  if (DECISION.test(question)) return { kind: 'decision', admits: () => true };
  if (thingToName(question) !== null) return { kind: 'fact', admits: namesSomething, isStrict: true };
  const term = definedTerm(question);
  if (term !== null) return { kind: 'fact', admits: (sentence) => defines(sentence, term), isStrict: true };
  const thing = countedThing(question);
  if (thing !== null) return { kind: 'fact', admits: (sentence) => counts(sentence, thing), isStrict: true };
  if (WHO.test(question))
    return { kind: 'fact', admits: (sentence) => namesSomebody(sentence, question), isStrict: true };
  if (TIME.test(question)) return { kind: 'fact', admits: namesTime };
  if (MONEY_ASKED.test(question)) return { kind: 'fact', admits: namesMoney };
  if (QUANTITY.test(question)) return { kind: 'fact', admits: namesQuantity };
  return { kind: 'fact', admits: () => true };
}

const MONEY_ASKED =
  /\bhow much\b.*\b(?:cost|costs|pay|paid|charge|charged|spend|spent|earn|earned)\b|\bwhat (?:does|do|did|would|will) .+ cost\b/i;

/** "Who may use it?" is answered by a rule, any other "who" by a name or by what somebody is. */
const WHO =
  /^\W*(?:and )?(?:who|whom|whose|by whom)\b(?! (?:may|can|could|must|should|shall|has to|is allowed|are allowed)\b)/i;

const IDENTITY = /^\W*who (?:is|are|was|were|founded|wrote|invented|created|owns?|leads?|led|runs?)\b/i;

function namesSomebody(sentence: string, question: string): boolean {
  const asked = new Set(wordsOf(question).map(({ stem }) => representative(stem)));
  const named = properNames(sentence).names.filter((name) => !asked.has(name));
  if (named.length > 0 || /^(?:\p{Lu}[\p{L}.'’-]+\s+){2,}/u.test(sentence)) return true;
  // "Who is the treasurer?" wants a name; who does something may be told by what they are.
  if (IDENTITY.test(question)) return false;
  const [, done = ''] = /\b(\p{L}+) by\b/u.exec(sentence) ?? [];
  if (wordsOf(done).some(({ stem }) => asked.has(representative(stem)))) return true;
  const [subject] = wordsOf(sentence.replace(/^(?:the|an?|our|each|every)\s/i, ''));
  return (
    /^(?:the|an?|our|each|every)\s/i.test(sentence) && subject !== undefined && !asked.has(representative(subject.stem))
  );
}

const CUES =
  /\b(?:recommend\w*|propos\w+|suggest\w*|advis\w+|agreed?|decid\w+|vot\w+|approv\w+|allow\w*|permit\w*|should|must|may|can|cannot|risks?|only if|provided|unless|however|but|not|never|no|against|would|prefer\w*|possible|required?|needs?)\b/i;

/** Whether a sentence weighs something: it recommends, allows, forbids, limits or warns. */
export function weighs(sentence: string): boolean {
  return CUES.test(sentence);
}
