/** Words whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("'[])(?:e\.g|i\.e|etc|vs|cf|al|mr|mrs|ms|dr|prof|st|no|nos|fig|figs|sec|ch|approx|ca|inc|ltd|vol|pp|p|[a-z])\.$/i;
/** The end of a sentence: its mark, closing quotes, citations such as `[1]`, `[^e12]` or a raised number that stand behind it, white space, a new beginning. */
const BOUNDARY =
  /[.!?…]["'”’)\]*_`]*(?:(?<=\p{L}{3}[.!?]["'”’)]?)\d{1,3}(?=\s)|(?:\s?\[(?:(?:foot|end)?note \d{1,3}|\^?[\w.-]{1,20})(?:\s*[,;–-]\s*\^?[\w.-]{1,20})*\])*)\s+(?=["'“‘([*_`]*(?:[\p{Lu}\p{N}]|\p{Ll}+-?\p{N}))/gu;
const CITATION_ONLY = /^(?:\[(?:(?:foot|end)?note \d{1,3}|\^?[\w.-]{1,20})\]\s*)+$/i;
/** The most characters of a sentence, as a draft holds it. */
const MOST = 4_000;

/** Divides running text, already on one line, into its sentences; no character but white space between them is lost. */
export function documentSentences(line: string): string[] {
  const balanced = count(line, '"') % 2 === 0;
  const sentences: string[] = [];
  let from = 0;
  for (const match of line.matchAll(BOUNDARY)) {
    const end = match.index + match[0].trimEnd().length;
    const before = line.slice(from, end);
    if (match.index < from || ABBREVIATION.test(before)) continue;
    if (balanced && count(before, '"') % 2 === 1) continue;
    if (count(before, '“') > count(before, '”') || count(before, '(') > count(before, ')')) continue;
    sentences.push(before);
    from = match.index + match[0].length;
  }
  const rest = line.slice(from);
  const last = sentences.at(-1);
  // Citations alone belong to the sentence before them.
  if (last !== undefined && CITATION_ONLY.test(rest)) sentences[sentences.length - 1] = `${last} ${rest}`;
  else sentences.push(rest);
  return sentences
    .map((text) => text.trim())
    .flatMap(cut)
    .filter((text) => text !== '');
}

/** Text without a full stop for pages, such as a list of names, in pieces that fit. */
function cut(text: string): string[] {
  if (text.length <= MOST) return [text];
  const space = text.lastIndexOf(' ', MOST);
  const at = space > MOST / 2 ? space : MOST;
  return [text.slice(0, at).trim(), ...cut(text.slice(at).trim())];
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
