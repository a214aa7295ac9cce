import { readPostings } from './posting-lists.ts';

/** A passage by its number, with how well it matches. */
export interface ScoredPassage {
  number: number;
  score: number;
}

/** The parameters of BM25: how soon a repeated term stops counting, and how much a passage's length counts. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const BINS = 1024;

/** Scores all passages of an index by BM25. Holds 8 bytes a passage, made once and used by each search. */
export class PassageScores {
  readonly #scores: Float32Array;
  readonly #touched: Int32Array;
  readonly #lengths: Uint16Array;
  readonly #searched: number;
  readonly #meanLength: number;
  #count = 0;

  /** `lengths` in terms, the first passage's first; 0 where a passage is not searched. */
  constructor(lengths: Uint16Array) {
    this.#lengths = lengths;
    this.#scores = new Float32Array(lengths.length + 1);
    this.#touched = new Int32Array(lengths.length + 1);
    const searched = lengths.filter((length) => length > 0);
    this.#searched = searched.length;
    this.#meanLength = searched.reduce((sum, length) => sum + length, 0) / Math.max(1, searched.length);
  }

  /** Forgets all scores. */
  clear(): void {
    for (let at = 0; at < this.#count; at += 1) this.#scores[this.#touched[at] ?? 0] = 0;
    this.#count = 0;
  }

  /** How much a term says that so many passages hold. */
  rarity(passages: number): number {
    return Math.log(1 + (this.#searched - passages + 0.5) / (passages + 0.5));
  }

  /** Adds a term's part to the scores of the passages of a posting list. */
  add(postings: Uint8Array, rarity: number): void {
    const scores = this.#scores;
    const perWord = (SATURATION * LENGTH_SHARE) / Math.max(1, this.#meanLength);
    const base = SATURATION * (1 - LENGTH_SHARE);
    readPostings(postings, (passage, weight) => {
      const before = scores[passage] ?? 0;
      if (before === 0) this.#touched[this.#count++] = passage;
      const length = this.#lengths[passage - 1] ?? 0;
      scores[passage] = before + (rarity * weight * (SATURATION + 1)) / (weight + base + perWord * length);
    });
  }

  of(passage: number): number {
    return this.#scores[passage] ?? 0;
  }

  /** The best passages, best first, equal ones in document order: at least `wanted` of them where so many match. */
  best(wanted: number): ScoredPassage[] {
    const touched = this.#touched.subarray(0, this.#count);
    const least = this.#leastOfBest(touched, wanted);
    const best: ScoredPassage[] = [];
    for (const number of touched) {
      const score = this.of(number);
      if (score >= least) best.push({ number, score });
    }
    return best.sort((one, other) => other.score - one.score || one.number - other.number).slice(0, wanted);
  }

  /** A score that at least `wanted` passages reach and few more, found without sorting all. */
  #leastOfBest(touched: Int32Array, wanted: number): number {
    if (touched.length <= wanted) return 0;
    let highest = 0;
    for (const number of touched) highest = Math.max(highest, this.of(number));
    const counts = new Uint32Array(BINS + 1);
    for (const number of touched) {
      const bin = Math.floor((this.of(number) / highest) * BINS);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    let [bin, count] = [BINS, counts[BINS] ?? 0];
    while (bin > 0 && count < wanted) count += counts[--bin] ?? 0;
    // A little lower than the bin, so that rounding leaves none of it out.
    return ((bin - 0.01) / BINS) * highest;
  }
}
