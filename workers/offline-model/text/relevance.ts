/** Weights of a question's terms: the rarer a term is in what was found, the more it says. */
export interface Weights {
  /** Share, 0 to 1, of the question's weight that terms cover. What stands in the heading right over them, or in one further up, counts in part. */
  coverage(own: ReadonlySet<string>, nearest?: ReadonlySet<string>, further?: ReadonlySet<string>): number;
  /** Terms that occur in nothing that was found. */
  absent: readonly string[];
  /** The weights of the terms that occur. */
  withoutAbsent(): Weights;
}

/** What a term counts that stands over a sentence but not in it. */
const NEAREST_SHARE = 0.6;
const FURTHER_SHARE = 0.3;

/**
 * Weighs terms as BM25 does: by the logarithm of how few passages hold them.
 * A term that no passage holds weighs most, so that a sentence which shares only the question's common words never covers it.
 */
export function weightsOf(terms: readonly string[], passages: readonly ReadonlySet<string>[]): Weights {
  const weights = new Map<string, number>();
  const absent: string[] = [];
  for (const term of terms) {
    const holding = passages.filter((passage) => passage.has(term)).length;
    if (holding === 0) absent.push(term);
    weights.set(term, Math.log(1 + (passages.length - holding + 0.5) / (holding + 0.5)));
  }
  const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return {
    absent,
    withoutAbsent: () =>
      weightsOf(
        terms.filter((term) => !absent.includes(term)),
        passages,
      ),
    coverage(own, nearest, further) {
      if (whole === 0) return 0;
      let covered = 0;
      for (const [term, weight] of weights)
        if (own.has(term)) covered += weight;
        else if (nearest?.has(term)) covered += weight * NEAREST_SHARE;
        else if (further?.has(term)) covered += weight * FURTHER_SHARE;
      return covered / whole;
    },
  };
}
