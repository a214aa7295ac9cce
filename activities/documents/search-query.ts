const STOP_WORDS = new Set(
  `a about after all also am an and any are as at be because been before being between both but by can could did do does doing done each
  for from had has have having he her here hers him his how i if in into is it its itself just me more most my no nor not of on once only
  or other our out over own per s same shall she should so some such t than that the their them then there these they this those through
  to too under up us very was we were what when where which while who whom why will with would you your`.split(/\s+/),
);
const MOST_TERMS = 32;

/**
 * The query of the full-text index for words as a model or a person writes them: any of them may match, those of one written word
 * (`gpt-5.5`) must stand together. Stop words do not count unless there is nothing else. Null where there is no letter or digit.
 */
export function searchQuery(words: string): string | null {
  const terms = words
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replaceAll('"', ' '))
    .filter((word) => word !== '');
  const telling = terms.filter((word) => !STOP_WORDS.has(word.toLowerCase()));
  const distinct = new Map((telling.length > 0 ? telling : terms).map((word) => [word.toLowerCase(), word]));
  const chosen = [...distinct.values()].slice(0, MOST_TERMS);
  return chosen.length === 0 ? null : chosen.map((word) => `"${word}"`).join(' OR ');
}
