/** The words of a text, counted: letters and digits, in one case, ligatures taken apart, soft hyphens left out. */
export function countedWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const plain = text.replaceAll('\u00ad', '').normalize('NFKC').toLowerCase();
  for (const [word] of plain.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** How many of the expected words were read, each as often as it stands there at most. */
export function recalled(
  expected: ReadonlyMap<string, number>,
  read: ReadonlyMap<string, number>,
): { words: number; found: number } {
  let words = 0;
  let found = 0;
  for (const [word, count] of expected) {
    words += count;
    found += Math.min(count, read.get(word) ?? 0);
  }
  return { words, found };
}
