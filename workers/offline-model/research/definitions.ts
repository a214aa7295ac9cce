import { cutLine, oneLine, termsOf } from '../text/words.ts';
import { thingToName } from './namings.ts';

const ASKED = [
  /^what (?:is|are|was|were) (?:an? |the (?:term|abbreviation|acronym) )?(?!(?:the|this|that|these|those|our|your|its|their|his|her)\b)(?<subject>[^,?]{1,60}?)\??$/i,
  /^what (?:does|do|did) (?:the (?:term|abbreviation|acronym|word|letters) )?["“']?(?<subject>[^?]{1,60}?)["”']? (?:stand for|mean|refer to)\??$/i,
  /^how (?:is|are|was|were) (?:an? |the )?(?:term )?["“']?(?<subject>[^?]{1,60}?)["”']? defined\??$/i,
  /^(?:define|what is meant by) ["“']?(?<subject>[^?.]{1,60}?)["”']?[?.]?$/i,
];
/** "The price of gas" and "our next meeting in May" ask for a value or a fact, not for what something is. */
const NO_TERM =
  /\b(?:of|for|in|on|at|by|from|to|between|with|per|that|which|next|current|default|maximum|minimum|average|total)\b/i;

/** What a question asks the meaning of; null where it asks for something else. */
export function definedTerm(question: string): string | null {
  if (thingToName(question) !== null) return null;
  for (const form of ASKED) {
    const subject = form.exec(oneLine(question))?.groups?.subject;
    if (subject === undefined) continue;
    const isTerm = !/^\p{Ll}/u.test(subject) || !NO_TERM.test(subject);
    return isTerm && !NO_TERM.test(subject) ? cutLine(subject, 60) : null;
  }
  return null;
}

/** The letters by which a text abbreviates a term: "wildlife criterion (WC)". Null where it has none. */
export function abbreviationOf(term: string, text: string): string | null {
  const escaped = oneLine(term)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return (
    new RegExp(`\\b${escaped}(?:s|es)?\\s+\\((?<short>\\p{Lu}[\\p{L}\\d-]{1,9})\\)`, 'iu').exec(text)?.groups?.short ??
    null
  );
}

/** Whether a sentence says what a term is: "X is a ...", "X stands for ...", "... (X)", "X: ...". */
export function defines(sentence: string, term: string): boolean {
  const escaped = term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  const name = `["“'*_\`]*${escaped}(?:s|es)?["”'*_\`]*`;
  const forms = [
    `^(?:an? |the |this |these )?(?:["“]?[\\w-]+["”]?,? )?${name}(?: \\([^)]*\\))?,? (?:is|are|was|were|stands? for|means?|refers? to|denotes?|is defined as|describes?)\\b`,
    `\\p{L}{3,}\\s+\\(${name}\\)`,
    `^${name}\\s*(?:\\([^)]*\\)\\s*)?(?::|[-–—=]\\s)`,
    `\\b(?:called|known as|abbreviated(?: as)?|named)\\s+${name}`,
  ];
  return isLabelOf(sentence, term) || forms.some((form) => new RegExp(form, 'iu').test(sentence));
}

/** "Red: the tank is empty" says what "the red lamp" is, if its heading speaks of lamps. */
function isLabelOf(sentence: string, term: string): boolean {
  const [, label] = /^["“'*_`]*(\p{L}[\p{L}\p{N} -]{0,30}?)["”'*_`]*:\s/u.exec(sentence) ?? [];
  const own = new Set(termsOf(term));
  return label !== undefined && termsOf(label).length > 0 && termsOf(label).every((one) => own.has(one));
}
