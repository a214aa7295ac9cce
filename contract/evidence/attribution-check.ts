import { type CheckedWords, type ClaimCheck, citedIds, shown } from './claim-fault.ts';
import { contentOf, stemSet, tokensOf } from './words.ts';

const SPEAKS =
  '(?:says?|said|states?|stated|reports?|reported|notes?|noted|claims?|claimed|finds?|found|writes?|wrote|shows?|showed|warns?|warned|estimates?|estimated|concludes?|concluded|confirms?|confirmed|lists?|listed|announce[sd]?)';
const FORMS = [
  /\b(?:according to|as (?:stated|reported|noted|described|said|written|shown|listed|given) (?:in|by)|as per|on the evidence of|citing|based on|quoted (?:in|from)|drawn from|source:)\s+([^,;:.()]{3,90}?)(?=[,;:()]|\.(?:\s|$)|$|\s+(?:is|are|was|were|has|have|the|there|it|which|and|it)\b)/gi,
  new RegExp(
    `^(?:the |an? )?((?:[\\p{Lu}][\\p{L}\\p{N}.'’&-]*|of|for|the|and|on|in)(?: (?:[\\p{Lu}][\\p{L}\\p{N}.'’&-]*|of|for|the|and|on)){0,7}|[^,.;]{0,40}\\b(?:report|study|survey|list|notes?|minutes|memo|plan|audit|review|paper|document|file|table|annex|letter|contract|policy))(?: \\(?(?:19|20)\\d\\d\\)?)? ${SPEAKS}(?: that\\b|:|,)`,
    'gu',
  ),
  /\(\s*(?:source|see|cf\.?)\s*:?\s+([^()]{3,90})\)/gi,
];
const FILE = /\b[\p{L}\p{N}_-]+\.(?:md|pdf|docx?|xlsx?|csv|tsv|html?|txt|json|pptx?)\b/giu;
/** What is said of any document and names none. */
const PLAIN = new Set(
  'document documents source sources file files data figures report text table tables author authors evidence section annex page passage sentence latest last new same own'.split(
    ' ',
  ),
);

/** The documents, authors and organisations that a claim says it rests on. */
function attributedTo(text: string): string[] {
  const forms = FORMS.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
  return [...forms, ...(text.match(FILE) ?? [])].map((one) => one.trim()).filter((one) => one !== '');
}

/**
 * A claim that says whose word it gives (`according to the price list`) must cite that source: most words of the name stand in the title,
 * headings or passage of what it cites. An invented source stands nowhere.
 */
export const checkAttribution: ClaimCheck = (claim: CheckedWords) => {
  const named = attributedTo(claim.text);
  if (named.length === 0) return { faults: [] };
  const stems = stemSet(
    ...claim.cited.flatMap(({ quote, passage, headings, title, query }) => [
      quote,
      passage,
      ...headings,
      title,
      title.replace(/\.\w+$/, ' '),
      ...(query?.tables ?? []),
      query?.sql ?? '',
    ]),
  );
  const letters = claim.cited.map(({ title }) => title.toLowerCase()).join('\n');
  const faults = named.flatMap((name) => {
    if (letters.includes(name.toLowerCase())) return [];
    const words = contentOf(tokensOf(name)).filter(({ lower }) => !PLAIN.has(lower));
    const held = words.filter(({ stem }) => stems.has(stem)).length;
    if (words.length === 0 || held / words.length >= 0.6) return [];
    const titles = [...new Set(claim.cited.map(({ title }) => title))].join(', ');
    const message = `The sentence names "${shown(name, 80)}" as its source; it cites ${titles === '' ? 'nothing' : titles}, which does not name it.`;
    return [
      {
        check: 'source-not-cited' as const,
        severity: 'blocking' as const,
        against: false,
        message,
        evidence: citedIds(claim),
      },
    ];
  });
  return { faults: faults.slice(0, 1) };
};

const QUOTED = /[“"«]([^“”"«»]{2,400})[”"»]/g;

function plain(text: string): string {
  return text
    .replace(/[“”"«»‘’'`*_]/g, '')
    .replace(/[\s\u00ad]+/g, ' ')
    .toLowerCase();
}

/** Words between quotation marks must be words of what is cited; marks, letter case and the last full stop or comma are not looked at. */
export const checkQuotation: ClaimCheck = (claim) => {
  const texts = plain(
    claim.cited
      .flatMap(({ quote, passage, headings, title, query }) => [
        quote,
        passage,
        ...headings,
        title,
        ...(query === null
          ? []
          : [...query.columns, ...query.tables, query.sql, ...query.rows.flat().map((cell) => cell ?? '')]),
      ])
      .join('\n'),
  );
  const faults = [...claim.text.matchAll(QUOTED)].flatMap(([, words = '']) => {
    const pieces = plain(words)
      .split(/\s*(?:\[\s*…\s*\]|\[\s*\.\.\.\s*\]|…|\.\.\.)\s*/)
      .map((piece) => piece.trim().replace(/[.,;:!?]$/, ''));
    const lost = pieces.find((piece) => piece !== '' && !texts.includes(piece));
    if (lost === undefined) return [];
    return [
      {
        check: 'quote-not-found' as const,
        severity: 'blocking' as const,
        against: false,
        message: `The sentence quotes "${shown(words)}"; these words are not in what it cites.`,
        evidence: citedIds(claim),
      },
    ];
  });
  return { faults: faults.slice(0, 1) };
};
