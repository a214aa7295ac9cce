import type { Step } from './alignment.ts';
import { datesIn } from './calendar-date.ts';
import {
  type CheckedWords,
  type CitedWords,
  type ClaimCheck,
  type ClaimFault,
  citedIds,
  surroundings,
} from './claim-fault.ts';
import { numbersIn } from './number.ts';
import { rowsNamed } from './query-rows.ts';
import { columnWords, filterLiterals } from './query-words.ts';
import { alignmentOf, isVerbatim } from './same-sentence.ts';
import { rowOf } from './table-row.ts';
import { currencyNamed, unitNamed } from './units.ts';
import { isFunctionWord } from './word-forms.ts';
import { stemSet, type Token, tokensOf } from './words.ts';

const CODE = /^(?=.*\p{L})(?=.*\p{N})|^\d+(?:\.\d+){2,}$|^\d+(?:st|nd|rd|th)$|^\d+:\d+$/u;
const NUMBER_LIKE =
  /^\d+(?:[.,]\d+)*(?:k|m|bn|mn|tn|b|s|x|kg|km|cm|mm|g|h|mw|gw|kw|mwh|kwh|gwh|gb|mb|tb|t|v|w|hz|pm|am)?$/i;

/** Whether a token names something: capitals within a sentence, an acronym, or letters with digits. */
export function isName(token: Token, text: string): boolean {
  // Digits that are neither a number nor a date are compared as they stand.
  if (/^[\d.,:/-]+$/.test(token.text) && /[.,:/-]\d/.test(token.text))
    return numbersIn(token.text).length === 0 && datesIn(token.text).length === 0;
  if (CODE.test(token.text)) return !NUMBER_LIKE.test(token.text) || /^\d+(?:\.\d+){2,}$/.test(token.text);
  if (!/^\p{Lu}/u.test(token.text) || isFunctionWord(token.lower) || token.lower === 'i') return false;
  if (currencyNamed(token.text) !== null && !/^\p{L}{3}$/u.test(token.text)) return false;
  if (unitNamed(token.text) !== null && token.text.length <= 3) return false;
  const before = text.slice(0, token.start).trimEnd();
  const isFirst = before === '' || /[.!?:;|"“(]$/.test(before);
  return !isFirst || /^\p{Lu}{2,}/u.test(token.text);
}

function textsOf({ query, quote, ...rest }: CitedWords, claim: string): { near: string; far: string } {
  if (query === null) return { near: rowOf({ query, quote, ...rest }), far: surroundings({ query, quote, ...rest }) };
  const rows = rowsNamed(claim, query).flat().join(' ');
  return {
    near: `${quote} ${rows} ${columnWords(query)} ${filterLiterals(query)} ${query.sql}`,
    far: `${query.tables.join(' ')} ${rest.title} ${rest.headings.join(' ')}`,
  };
}

/** A name that the quote has at the place where the claim has another one. */
function exchangedFor(name: Token, steps: readonly Step[], quotes: string, said: ReadonlySet<string>): string | null {
  const at = steps.findIndex(({ claim }) => claim !== null && claim.start === name.start);
  const given = at < 0 ? null : (steps[at]?.cited ?? null);
  if (
    given !== null &&
    !steps[at]?.same &&
    !said.has(given.stem) &&
    (/^\p{Lu}/u.test(given.text) || CODE.test(given.text))
  )
    return given.text;
  const unused = tokensOf(quotes).filter((token) => isName(token, quotes) && !said.has(token.stem));
  return unused[0]?.text ?? null;
}

/** Words in which a name can be found: by stem, by its letters with hyphens or without, by the capitals it stands for. */
function finder(text: string): (name: Token) => boolean {
  const stems = stemSet(text);
  let forms: Set<string> | null = null;
  return (name) => {
    if (stems.has(name.stem)) return true;
    forms ??= joinedForms(text);
    return forms.has(letters(name.text)) || isInitials(name.text, text);
  };
}

/** The names of a text that are no part of a date. */
function namesOf(text: string): Token[] {
  const dates = datesIn(text);
  return tokensOf(text).filter(
    (token) => isName(token, text) && !dates.some((date) => date.start <= token.start && token.start < date.end),
  );
}

/** Names of a claim (capitals, acronyms, `gpt-5.5`) must stand in what it cites: beside the cited words only where those name nobody else in their place. */
export const checkNames: ClaimCheck = (claim: CheckedWords) => {
  const names = isVerbatim(claim) ? [] : namesOf(claim.text);
  if (names.length === 0) return { faults: [] };
  const texts = claim.cited.map((one) => textsOf(one, claim.text));
  const isNear = finder(texts.map((one) => one.near).join('\n'));
  const isFar = finder(texts.map((one) => one.far).join('\n'));
  const quotes = claim.cited.flatMap(({ query, quote }) => (query === null ? [quote] : [])).join('\n');
  const said = stemSet(claim.text);
  const steps = alignmentOf(claim)?.steps ?? [];
  const faults = names.flatMap((name): ClaimFault[] => {
    if (isNear(name)) return [];
    const other = exchangedFor(name, steps, quotes, said);
    if (isFar(name) && other === null) return [];
    const instead = other === null ? 'what it cites does not name it' : `the cited words name ${other}`;
    const message = `The sentence names ${name.text}; ${instead}.`;
    return [
      { check: 'name-not-found', severity: 'warning', against: other !== null, message, evidence: citedIds(claim) },
    ];
  });
  return { faults: faults.length > 0 ? faults : repeated(claim, names) };
};

/** A name that the claim gives more often than its evidence, while another name of the evidence is not told. */
function repeated(claim: CheckedWords, names: readonly Token[]): ClaimFault[] {
  const quotes = claim.cited.filter(({ query }) => query === null).map(({ quote }) => quote);
  if (quotes.length !== 1 || quotes.length !== claim.cited.length) return [];
  const given = tokensOf(quotes.join(' ')).filter(
    (token) => isName(token, quotes.join(' ')) || /^\p{Lu}/u.test(token.text),
  );
  const said = new Set(tokensOf(claim.text).map(({ stem }) => stem));
  for (const name of names) {
    const count = (tokens: readonly Token[]): number => tokens.filter(({ stem }) => stem === name.stem).length;
    const other = given.find(
      (token) =>
        !said.has(token.stem) && isName(token, quotes.join(' ')) && CODE.test(token.text) === CODE.test(name.text),
    );
    if (count(given) === 0 || count(names) <= count(given) || other === undefined) continue;
    const message = `The sentence names ${name.text} ${count(names)} times, the cited words fewer; they also name ${other.text}.`;
    return [{ check: 'name-not-found', severity: 'warning', against: true, message, evidence: citedIds(claim) }];
  }
  return [];
}

/** The words of a text alone and joined to the next two, without hyphens and points: `SAF-T` is `SAF T` and `SAFT`. */
function joinedForms(text: string): Set<string> {
  const words = tokensOf(text).map(({ text: word }) => letters(word));
  return new Set(
    words.flatMap((word, at) => [
      word,
      word + (words[at + 1] ?? ''),
      word + (words[at + 1] ?? '') + (words[at + 2] ?? ''),
    ]),
  );
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether an acronym stands for words of a text: `IEA` for International Energy Agency. */
function isInitials(name: string, text: string): boolean {
  if (!/^\p{Lu}{2,6}s?$/u.test(name)) return false;
  const initials = tokensOf(text)
    .filter(({ text: word }) => /^\p{Lu}/u.test(word))
    .map(({ text: word }) => word.charAt(0))
    .join('');
  return initials.includes(name.replace(/s$/, ''));
}
