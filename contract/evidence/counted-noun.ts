/** Words in -s that no number counts. */
const NO_NOUN = new Set(
  'is was has does its this thus us plus minus versus as always besides perhaps across series analysis status basis'.split(
    ' ',
  ),
);
const PLURALS = new Set(
  'people persons children men women households staff police cattle sheep fish mice feet'.split(' '),
);
/** Words that may stand between a number and what it counts; with another word of function there begins something else. */
const NO_ADJECTIVE =
  /^(?:a|an|the|and|or|but|of|in|on|at|by|to|for|from|with|as|is|was|are|were|has|had|have|that|which|when|while|after|before|since|until|than|there|it|its|he|she|they|we|you|I|no|not|only|also|alone|saw|did|would|will|may|can|could|should|must)$/;

/** Whether the words behind four digits are what these count: `2012 households`, `2012 rural households`, and not `2012 was`. */
export function countsBehind(after: string): boolean {
  const words =
    /^[ \u00a0]((?:[a-z]+(?:-[a-z]+)*[ \u00a0]?){1,3})/
      .exec(after)?.[1]
      ?.trim()
      .split(/[ \u00a0]/) ?? [];
  for (const [at, word] of words.entries()) {
    if (PLURALS.has(word) || (/[a-z]{3}s$/.test(word) && !/(?:ss|ous|us|is)$/.test(word) && !NO_NOUN.has(word)))
      return at === 0 || !/(?:ly|ed)$/.test(words[at - 1] ?? '') || at === 1;
    if (NO_ADJECTIVE.test(word) || NO_NOUN.has(word)) return false;
  }
  return false;
}
