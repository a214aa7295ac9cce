import { parseDecimal } from './decimal.ts';
import { numbersIn } from './number.ts';
import { isFunctionWord } from './word-forms.ts';
import { type Token, tokensOf } from './words.ts';

/** One step of laying a claim over the words that it cites: a token of each, or of one alone. */
export interface Step {
  claim: Token | null;
  cited: Token | null;
  same: boolean;
}

/** A claim laid over cited words: the steps between its first and last token, and how much of it found itself. */
export interface Alignment {
  steps: Step[];
  /** Share, 0 to 1, of the claim's words that stand in the same order in the cited words; words that only build sentences count half. */
  likeness: number;
  /** Up to four tokens of the cited words right before the first step. */
  before: Token[];
}

function weight({ lower }: Token): number {
  return isFunctionWord(lower) ? 0.5 : 1;
}

function kindOf({ text }: Token): string {
  if (/^\p{N}/u.test(text)) return 'number';
  return /\p{N}/u.test(text) || /^\p{Lu}/u.test(text) ? 'name' : 'word';
}

const values = new Map<string, string>();

/** What a token is compared by: the stem of a word, the value of a number. */
function keyOf(token: Token): string {
  if (!/^\d/.test(token.lower)) return token.stem;
  const known = values.get(token.lower);
  if (known !== undefined) return known;
  const number = numbersIn(token.lower)[0];
  const plain = parseDecimal(token.lower);
  const value = number?.digits === token.lower ? number.value : plain;
  const key = value === null || value === undefined ? token.stem : `#${Number(value.units) / 10 ** value.scale}`;
  if (values.size > 20_000) values.clear();
  values.set(token.lower, key);
  return key;
}

/** Cost of leaving out a cited token: small, since a claim may leave words out. */
const SKIP = -0.35;
const EXTRA = -0.8;

function exchange(a: Token, b: Token): number {
  return kindOf(a) === kindOf(b) ? -0.5 : -1.4;
}

/** More cited tokens than these are laid over in windows' stead by the caller's choice of sentence: a quote is rarely so long. */
const MOST_CITED = 600;

/** Lays a claim over cited words so that all of it is laid, over any part of them. */
export function align(claim: string, cited: string): Alignment {
  const left = tokensOf(claim);
  const right = tokensOf(cited).slice(0, MOST_CITED);
  const [rows, columns] = [left.length, right.length];
  const width = columns + 1;
  const score = new Float32Array((rows + 1) * width);
  const from = new Uint8Array((rows + 1) * width);
  const [leftKeys, rightKeys] = [left.map(keyOf), right.map(keyOf)];
  for (let row = 1; row <= rows; row += 1) {
    const a = left[row - 1] as Token;
    score[row * width] = (score[(row - 1) * width] ?? 0) + EXTRA;
    from[row * width] = 1;
    for (let column = 1; column <= columns; column += 1) {
      const b = right[column - 1] as Token;
      const at = row * width + column;
      const isSame = leftKeys[row - 1] === rightKeys[column - 1];
      const both = (score[at - width - 1] ?? 0) + (isSame ? 2 * weight(a) : exchange(a, b));
      const extra = (score[at - width] ?? 0) + EXTRA;
      const skip = (score[at - 1] ?? 0) + (row === rows ? 0 : SKIP);
      const best = Math.max(both, extra, skip);
      score[at] = best;
      from[at] = best === both ? (isSame ? 4 : 3) : best === extra ? 1 : 2;
    }
  }
  return walk(left, right, from, width);
}

function walk(left: readonly Token[], right: readonly Token[], from: Uint8Array, width: number): Alignment {
  const steps: Step[] = [];
  let [row, column] = [left.length, right.length];
  while (row > 0) {
    const move = from[row * width + column];
    if (move === 2) {
      column -= 1;
      if (row < left.length) steps.push({ claim: null, cited: right[column] ?? null, same: false });
    } else if (move === 1 || column === 0) {
      row -= 1;
      steps.push({ claim: left[row] ?? null, cited: null, same: false });
    } else {
      row -= 1;
      column -= 1;
      steps.push({ claim: left[row] ?? null, cited: right[column] ?? null, same: move === 4 });
    }
  }
  steps.reverse();
  const all = left.reduce((sum, token) => sum + weight(token), 0);
  const same = steps.reduce((sum, step) => sum + (step.same && step.claim !== null ? weight(step.claim) : 0), 0);
  return { steps, likeness: all === 0 ? 1 : same / all, before: right.slice(Math.max(0, column - 4), column) };
}

/** The alignment of a claim with the piece of its evidence that it is most alike. */
export function bestAlignment(claim: string, quotes: readonly string[]): Alignment | null {
  const all = quotes.map((quote) => align(claim, quote));
  return all.reduce<Alignment | null>(
    (best, one) => (best === null || one.likeness > best.likeness ? one : best),
    null,
  );
}
