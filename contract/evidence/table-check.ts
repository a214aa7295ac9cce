import { type CheckedWords, type ClaimCheck, type ClaimFault, citedIds } from './claim-fault.ts';
import { citedValues, quantitiesIn } from './known-values.ts';
import { matchNumber } from './number-match.ts';
import { isVerbatim } from './same-sentence.ts';
import { type Compared, compareBounds, compareRanking, compareRows } from './table-comparison.ts';
import { foreignWord } from './table-coverage.ts';
import { cellNumber, type TableFacts, tableFacts } from './table-facts.ts';
import { type Signal, signalOf, WHAT_IS_NEEDED } from './table-signals.ts';
import { contentOf, stemSet, tokensOf } from './words.ts';

/** The sentences that are made for computed values: a measure, its table, what it was filtered by, a value. */
const COMPUTED = /^(?<head>[^.:]+?) in (?:the table|table "[^"]*")/;
/** What plainly turns a statement round, so that the record of its values speaks against it. */
const PLAIN_DENIAL = /^(?:not|never|no|nobody|no one|none|false|untrue|\w+n['’]t|(?:fail|neglect)\w* to)$/i;

function fault(claim: CheckedWords, check: ClaimFault['check'], message: string, against: boolean): ClaimFault {
  return { check, severity: 'warning', against, message, evidence: citedIds(claim) };
}

/** Whether a cell, header or condition all of whose words the claim has holds a form: `Not started` for `was not started`. */
function holder({ text, cited }: CheckedWords, { said }: TableFacts): (form: RegExp) => boolean {
  const stems = stemSet(text);
  const prose = new Set(cited.map(({ quote, query }) => (query === null ? quote : '')));
  const around = new Set(cited.flatMap(({ headings, title }) => [...headings, title]));
  return (form) =>
    said.some(
      (one) =>
        form.test(one) &&
        (prose.has(one) ||
          around.has(one) ||
          contentOf(tokensOf(one)).every(({ stem }) => stems.has(stem) || form.test(stem))),
    );
}

function ofSignal(claim: CheckedWords, signal: Signal, foreign: string | null): ClaimFault {
  const numbers = quantitiesIn(claim.text);
  const values = citedValues(claim.text, claim.cited);
  const isRecorded = numbers.length > 0 && numbers.every((number) => matchNumber(number, values) !== null);
  const isDenied = signal.kind === 'denial' && PLAIN_DENIAL.test(signal.word) && foreign === null && isRecorded;
  if (isDenied)
    return fault(
      claim,
      'negation-differs',
      `The sentence denies ("${signal.word}") what the cited table records: ${numbers.map(({ text }) => text).join(', ')}.`,
      true,
    );
  const check = signal.kind === 'denial' ? 'negation-differs' : 'scope-differs';
  return fault(claim, check, `The sentence says "${signal.word}"; ${WHAT_IS_NEEDED[signal.kind]}.`, false);
}

function ofComparison(claim: CheckedWords, compared: Compared): ClaimFault[] {
  if (compared.gave === 'holds') return [];
  if (compared.gave === 'contrary') return [fault(claim, 'direction-differs', `${compared.why}.`, true)];
  return [fault(claim, 'direction-differs', `It is not shown by what is cited: ${compared.why}.`, false)];
}

/**
 * A claim on a table or query affirms plainly what its cells record, or what it compares and ranks is computed from them again. That its
 * values stand there is not enough: a sentence that denies, plans, bounds or speaks of something else has the same values.
 */
export const checkTables: ClaimCheck = (claim) => {
  const facts = isVerbatim(claim) || claim.text.includes(' | ') ? null : tableFacts(claim);
  if (facts === null) return { faults: [] };
  const head = COMPUTED.exec(claim.text)?.groups?.head ?? null;
  const isComputed = head !== null && !/\bthe\b/i.test(head);
  const isHeld = holder(claim, facts);
  const holdsZero = facts.rows.some((row) => row.some(({ text }) => cellNumber(text)?.units === 0n));
  const signal = signalOf(isComputed ? head : claim.text, facts.sql, isHeld, holdsZero);
  if (isComputed && signal === null) return { faults: [] };
  const foreign = foreignWord(claim.text, facts.words, facts.measures);
  const hasProse = claim.cited.some(({ query, tabular, quote }) => query === null && !tabular && !quote.includes('|'));
  const faults: ClaimFault[] = [];
  if (signal !== null) faults.push(ofSignal(claim, signal, foreign));
  else if (!hasProse)
    for (const compare of [compareBounds, compareRows, compareRanking])
      faults.push(...ofComparison(claim, compare(claim.text, facts)));
  if (foreign !== null)
    faults.push(
      fault(
        claim,
        'content-not-cited',
        `The sentence speaks of "${foreign}"; nothing that is cited of the table does.`,
        false,
      ),
    );
  return { faults };
};
