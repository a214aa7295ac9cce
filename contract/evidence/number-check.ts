import {
  type CheckedWords,
  type CitedWords,
  type ClaimCheck,
  type ClaimFault,
  citedIds,
  rowOf,
  shown,
} from './claim-fault.ts';
import { derivationOf, multipleOf } from './derived-number.ts';
import { citedValues, type KnownValue, quantitiesIn, unitOfNumber, valuesOfText } from './known-values.ts';
import { holdsDigits } from './number.ts';
import { matchNumber, unitsDiffer } from './number-match.ts';

type Quantity = ReturnType<typeof quantitiesIn>[number];

/** Words that say the number of what a sentence lists: `two` where it names A and B. */
function listsSoMany(number: Quantity, cited: readonly CitedWords[]): boolean {
  const count = Number(number.value.units);
  if (number.kind !== 'count' || count < 2 || count > 6) return false;
  return cited.some(({ quote }) => (quote.match(/,|;|\band\b|\bor\b|&/g) ?? []).length >= count - 1);
}

/** The digits as part of a name or in whatever else the cited words hold: `5.5` in `gpt-5.5`. */
function standsInName(number: Quantity, texts: readonly string[]): boolean {
  return (
    number.kind === 'digits' &&
    !number.scaled &&
    number.value.units >= 0n &&
    unitOfNumber(number) === null &&
    texts.some((text) => holdsDigits(text, number.digits))
  );
}

function cellTexts({ query, quote }: CitedWords): string[] {
  return query === null ? [quote] : [];
}

interface Evidence {
  values: readonly KnownValue[];
  /** Values of the quote that no number of the claim states. */
  unused: readonly KnownValue[];
}

/** Whether the cited words give another number where the claim gives this one: of the same unit, or of a unit that one of them leaves out. */
function rivalsOf(number: Quantity, { unused }: Evidence): KnownValue[] {
  const unit = unitOfNumber(number);
  return unused.filter((one) => one.kind !== 'times' && !unitsDiffer(unit, one.unit));
}

function missing(claim: CheckedWords, number: Quantity, evidence: Evidence): ClaimFault {
  const others = [...new Set((evidence.unused.length > 0 ? evidence.unused : evidence.values).map(({ text }) => text))];
  const instead =
    others.length === 0 ? 'the cited words hold no number' : `the cited words say ${others.slice(0, 4).join(', ')}`;
  const isHint = number.kind !== 'digits' && rivalsOf(number, evidence).length === 0;
  return {
    check: 'number-not-found',
    severity: isHint ? 'warning' : 'blocking',
    against: rivalsOf(number, evidence).length > 0,
    message: `The sentence says ${shown(number.text)}; ${instead}.`,
    evidence: citedIds(claim),
  };
}

/** How a number that the cited words do not hold comes from them all the same; null where it does not. */
function elsewhere(claim: CheckedWords, number: Quantity, evidence: Evidence): string | null {
  const { text, cited } = claim;
  const rows = cited.flatMap((one) => (one.query === null ? valuesOfText(rowOf(one)) : []));
  const hasRivals = rivalsOf(number, evidence).length > 0;
  if (!hasRivals && matchNumber(number, rows) !== null) return '';
  const derived = derivationOf(number, text, evidence.values);
  if (derived !== null) return derived;
  if (number.kind === 'times') return multipleOf(number, evidence.values);
  if (hasRivals) return null;
  if (listsSoMany(number, cited)) return '';
  const around = cited.flatMap(({ headings, title, passage }) => [...headings, title, passage]);
  const isAround = matchNumber(number, around.flatMap(valuesOfText)) !== null || standsInName(number, around);
  return isAround ? `${number.text} stands beside the cited words, not in them` : null;
}

/**
 * Every number of a claim must be in the words that it cites, be rounded or converted from there, or be recomputable from there. One that stands only
 * beside the cited words counts where they give no other number in its place.
 */
export const checkNumbers: ClaimCheck = (claim) => {
  const numbers = quantitiesIn(claim.text);
  if (numbers.length === 0) return { faults: [] };
  const values = citedValues(claim.text, claim.cited);
  const names = claim.cited.flatMap(cellTexts);
  const found = numbers.map((number) => matchNumber(number, values));
  const used = new Set(found.flatMap((match) => (match === null ? [] : [match.known.text])));
  const evidence = { values, unused: values.filter(({ text, cell }) => !used.has(text) && !(cell && used.size > 0)) };
  const faults: ClaimFault[] = [];
  const remarks: string[] = [];
  for (const [at, number] of numbers.entries()) {
    const match = found[at] ?? null;
    if (match !== null) {
      if (match.remark !== null) remarks.push(match.remark);
      continue;
    }
    if (standsInName(number, names)) continue;
    const how = elsewhere(claim, number, evidence);
    if (how === null) faults.push(missing(claim, number, evidence));
    else if (how !== '') remarks.push(how);
  }
  return { faults, remarks };
};
