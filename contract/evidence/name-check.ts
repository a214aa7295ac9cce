import type { Step } from './alignment.ts';
import { datesIn } from './calendar-date.ts';
import { type CheckedWords, type CitedWords, type ClaimCheck, citedIds, rowOf, surroundings } from './claim-fault.ts';
import { rowsNamed } from './query-rows.ts';
import { unitNamed } from './units.ts';
import { isFunctionWord } from './word-forms.ts';
import { alignmentOf, isVerbatim } from './wording-checks.ts';
import { stemSet, type Token, tokensOf } from './words.ts';

const CODE = /^(?=.*\p{L})(?=.*\p{N})|^\d+(?:\.\d+){2,}$|^\d+(?:st|nd|rd|th)$/u;
const NUMBER_LIKE =
  /^\d+(?:[.,]\d+)*(?:k|m|bn|mn|tn|b|s|x|kg|km|cm|mm|g|h|mw|gw|kw|mwh|kwh|gwh|gb|mb|tb|t|v|w|hz|pm|am)?$/i;

/** Whether a token names something: capitals within a sentence, an acronym, or letters with digits. */
export function isName(token: Token, text: string): boolean {
  if (CODE.test(token.text)) return !NUMBER_LIKE.test(token.text) || /^\d+(?:\.\d+){2,}$/.test(token.text);
  if (!/^\p{Lu}/u.test(token.text) || isFunctionWord(token.lower) || token.lower === 'i') return false;
  if (unitNamed(token.text) !== null && token.text.length <= 3) return false;
  const before = text.slice(0, token.start).trimEnd();
  const isFirst = before === '' || /[.!?:;|"“(]$/.test(before);
  return !isFirst || /^\p{Lu}{2,}/u.test(token.text);
}

function textsOf({ query, quote, ...rest }: CitedWords, claim: string): { near: string; far: string } {
  if (query === null) return { near: rowOf({ query, quote, ...rest }), far: surroundings({ query, quote, ...rest }) };
  const rows = rowsNamed(claim, query).flat().join(' ');
  return {
    near: `${quote} ${rows} ${query.columns.join(' ')} ${query.sql}`,
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

/** Names of a claim (capitals, acronyms, `gpt-5.5`) must stand in what it cites: beside the cited words only where those name nobody else in their place. */
export const checkNames: ClaimCheck = (claim: CheckedWords) => {
  if (isVerbatim(claim)) return { faults: [] };
  const dates = datesIn(claim.text);
  const names = tokensOf(claim.text).filter(
    (token) => isName(token, claim.text) && !dates.some((date) => date.start <= token.start && token.start < date.end),
  );
  if (names.length === 0) return { faults: [] };
  const texts = claim.cited.map((one) => textsOf(one, claim.text));
  const near = texts.map((one) => one.near).join('\n');
  const [nearStems, farStems] = [stemSet(near), stemSet(...texts.map((one) => one.far))];
  const [nearLetters, farLetters] = [letters(near), letters(texts.map((one) => one.far).join('\n'))];
  const said = stemSet(claim.text);
  const steps = alignmentOf(claim)?.steps ?? [];
  const faults = names.flatMap((name) => {
    if (
      nearStems.has(name.stem) ||
      (name.text.length > 3 && nearLetters.includes(letters(name.text))) ||
      isInitials(name.text, near)
    )
      return [];
    const quotes = claim.cited
      .filter(({ query }) => query === null)
      .map(({ quote }) => quote)
      .join('\n');
    const other = exchangedFor(name, steps, quotes, said);
    const isAround =
      farStems.has(name.stem) ||
      (name.text.length > 3 && farLetters.includes(letters(name.text))) ||
      isInitials(name.text, farLetters);
    if (isAround && other === null) return [];
    const instead = other === null ? 'what it cites does not name it' : `the cited words name ${other}`;
    return [
      {
        check: 'name-not-found' as const,
        severity: 'warning' as const,
        against: other !== null,
        message: `The sentence names ${name.text}; ${instead}.`,
        evidence: citedIds(claim),
      },
    ];
  });
  return { faults };
};

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}\n]/gu, '');
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
