/** A true claim in other words, with what was done; null where the way does not fit the sentence. */
export type Reword = (sentence: string) => { text: string; note: string } | null;

const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/\bapproximately\b/, 'about'],
  [/\bincreased\b/, 'rose'],
  [/\bdecreased\b/, 'fell'],
  [/\bhowever, /, ''],
  [/\bin order to\b/, 'to'],
  [/\bsuch as\b/, 'like'],
  [/\bpersons\b/, 'people'],
  [/\bis able to\b/, 'can'],
  [/\bin addition to\b/, 'besides'],
  [/\bas well as\b/, 'and'],
  [/\bcompared with\b/, 'against'],
  [/\bare required to\b/, 'must'],
];

/** Honest ways to put a sentence: what they say, the sentence says. */
export const REWORDINGS: Readonly<Record<string, Reword>> = {
  verbatim: (text) => ({ text, note: 'word for word' }),
  synonyms(text) {
    const changed = SYNONYMS.reduce((rest, [from, to]) => rest.replace(from, to), text);
    return changed === text ? null : { text: changed, note: 'synonyms' };
  },
  percent(text) {
    const changed = text.includes(' percent')
      ? text.replace(/(\d) percent\b/g, '$1%')
      : text.replace(/(\d) ?%/g, '$1 percent');
    return changed === text ? null : { text: changed, note: 'percent written otherwise' };
  },
  grouping(text) {
    const changed = text.replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
    return changed === text ? null : { text: changed, note: 'without marks between thousands' };
  },
  shortened(text) {
    const match = /^(.{40,}?), (?:which|who|where|while|although|including|because|as|with|and)\b[^,]*\.$/.exec(text);
    return match?.[1] === undefined ? null : { text: `${match[1]}.`, note: 'without its last clause' };
  },
  withoutAside(text) {
    const changed = text.replace(/ \([^()]{3,60}\)/, '');
    return changed === text || changed.length < 40 ? null : { text: changed, note: 'without an aside in brackets' };
  },
  introduced(text) {
    const first = /^(The|This|These|In|It|A|An|There|Most|Many|Some|All) /.test(text);
    return first
      ? { text: `The document says that ${text.charAt(0).toLowerCase()}${text.slice(1)}`, note: 'as indirect speech' }
      : null;
  },
};
