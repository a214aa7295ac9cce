import { type CheckedWords, type ClaimCheck, citedIds, shown } from './claim-fault.ts';
import { parseDecimal } from './decimal.ts';
import { citedValues, quantitiesIn } from './known-values.ts';
import { matchNumber } from './number-match.ts';
import { cellsOf, headedCells, isRow, otherRows, rowOf } from './table-row.ts';
import { contentOf, stemSet, tokensOf } from './words.ts';

/** Words of a claim near a number: what it counts stands right behind it, or right before. */
function wordsBeside(text: string, start: number, end: number): Set<string> {
  const tokens = contentOf(tokensOf(text));
  const behind = tokens.filter((token) => token.start >= end).slice(0, 2);
  const before = tokens.filter((token) => token.end <= start).slice(-2);
  return new Set([...behind, ...before].map(({ stem }) => stem));
}

/** A number that stands in the cited row, but in another column than the one that the claim names beside it. */
function wrongColumn(claim: CheckedWords): string | null {
  const rows = claim.cited.filter((one) => one.query === null && isRow(rowOf(one), one.tabular));
  if (rows.length === 0 || rows.length !== claim.cited.length) return null;
  const columns = rows.flatMap((one) => headedCells(rowOf(one), one)).filter(({ header }) => header !== '');
  for (const number of quantitiesIn(claim.text)) {
    const beside = wordsBeside(claim.text, number.start, number.end);
    const isNamed = (header: string): boolean => {
      const stems = [...stemSet(header)];
      return stems.length > 0 && stems.every((stem) => beside.has(stem));
    };
    const holding = columns.filter(({ text }) => matchNumber(number, citedValues(claim.text, [cellOf(text)])) !== null);
    const named = columns.filter(({ header, text }) => isNamed(header) && parseDecimal(text) !== null);
    if (holding.length === 0 || named.length === 0) continue;
    if (
      named.some((column) => holding.includes(column)) ||
      holding.some(({ header }) => [...stemSet(header)].some((stem) => beside.has(stem)))
    )
      continue;
    return `The sentence says ${number.text} beside "${named[0]?.header}"; there the cited row has ${named[0]?.text}.`;
  }
  return null;
}

function cellOf(text: string) {
  return { id: '', quote: text, tabular: false, passage: '', headings: [], title: '', query: null };
}

/** Words by which other rows of the table go and the cited one does not. */
function wrongRow(claim: CheckedWords): string | null {
  const rows = claim.cited.filter((one) => one.query === null && isRow(rowOf(one), one.tabular));
  if (rows.length === 0) return null;
  const own = stemSet(
    ...claim.cited.flatMap((one) => [
      rowOf(one),
      ...one.headings,
      one.title,
      ...(one.tabular ? [] : [one.passage.split('\n').find((line) => line.includes('|')) ?? '']),
    ]),
  );
  const labels = rows
    .flatMap((one) => otherRows(rowOf(one), one).flatMap((line) => cellsOf(line, one.headings.at(-1))))
    .filter((cell) => cell !== '' && !/^[\d.,\s%$€£-]+$/.test(cell) && cell.length < 60);
  const said = contentOf(tokensOf(claim.text));
  const stems = new Set(said.map(({ stem }) => stem));
  for (const label of labels) {
    const words = contentOf(tokensOf(label));
    const foreign = words.filter(({ stem }) => !own.has(stem));
    if (foreign.length > 0 && words.every(({ stem }) => stems.has(stem))) return label;
  }
  return null;
}

/** A claim on a row or cell of a table must speak of that row and of that column. */
export const checkRows: ClaimCheck = (claim) => {
  const column = wrongColumn(claim);
  if (column !== null)
    return {
      faults: [
        { check: 'number-not-found', severity: 'blocking', against: true, message: column, evidence: citedIds(claim) },
      ],
    };
  const label = wrongRow(claim);
  if (label === null) return { faults: [] };
  const row = claim.cited.map((one) => rowOf(one))[0] ?? '';
  const message = `The sentence speaks of "${shown(label, 60)}", which stands in another row than the cited one: "${shown(row, 100)}".`;
  return {
    faults: [{ check: 'content-not-cited', severity: 'warning', against: true, message, evidence: citedIds(claim) }],
  };
};
