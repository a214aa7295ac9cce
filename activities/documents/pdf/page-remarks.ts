/** Says which pages could not be read, and what helps: `kinds` are those of the pages from the first on. */
export function pageRemarks(kinds: readonly string[]): string[] {
  const remedy = 'Run text recognition (OCR) on them and attach the file again.';
  const images = pagesInWords(kinds, 'image');
  const garbled = pagesInWords(kinds, 'garbled');
  const broken = pagesInWords(kinds, 'broken');
  return [
    ...(images === null ? [] : [`${images} images without text. ${remedy}`]),
    ...(garbled === null ? [] : [`${garbled} letters whose font does not say what they mean. ${remedy}`]),
    ...(broken === null
      ? []
      : [`${broken} broken data and could not be read. Save the file anew with another program and attach it again.`]),
  ];
}

/** `Page 2 holds`, `Pages 3 to 5 and 9 hold`; null where there is none. */
function pagesInWords(kinds: readonly string[], kind: string): string | null {
  const ranges: [number, number][] = [];
  kinds.forEach((one, at) => {
    if (one !== kind) return;
    const last = ranges.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else ranges.push([at + 1, at + 1]);
  });
  const [first] = ranges;
  if (first === undefined) return null;
  if (ranges.length === 1 && first[0] === first[1]) return `Page ${first[0]} holds`;
  // A remark has room for some 500 characters.
  const words = ranges.slice(0, 20).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  if (ranges.length > 20) words.push(`${ranges.length - 20} more places`);
  return `Pages ${words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`} hold`;
}
