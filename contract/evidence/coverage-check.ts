import { type CheckedWords, type ClaimCheck, citedIds, shown, surroundings } from './claim-fault.ts';
import { columnWords } from './query-words.ts';
import { isVerbatim } from './same-sentence.ts';
import { rowOf } from './table-row.ts';
import { contentOf, stemSet, type Token, tokensOf } from './words.ts';

/** What the sentences of computed results say in words and a query in SQL. */
const OF_COMPUTING =
  'number count rows table total sum average mean highest lowest maximum minimum percentage share difference different distinct values group column lies largest smallest top most least together altogether';
/** Share of a claim's words that the evidence with its surroundings must hold. */
const FEWEST = 0.55;
/** Share of a part's words that must stand there: less, since a part is short. */
const FEWEST_OF_PART = 0.25;
const PART =
  /[,;:]\s+(?:and|but|while|whereas|which|so|because)?\s*|\s+(?:and|but|while|whereas|although)\s+|\s+[–—]\s+/;

/** Words that only say that something is said by what is cited. */
const FRAME =
  /^(?:(?:the|this|that|its) (?:cited )?(?:document|report|source|text|paper|article|page|file|manual|study|notes?|authors?) (?:says?|states?|reports?|notes?|writes?|finds?|shows?|explains?|adds?) (?:that )?|according to (?:the|this) (?:document|report|source|text|paper|article|page|file|manual|study|notes?), )/i;

function share(tokens: readonly Token[], stems: ReadonlySet<string>, weak: ReadonlySet<string>): number {
  if (tokens.length === 0) return 1;
  const held = tokens.reduce(
    (sum, { stem, text }) => sum + (stems.has(stem) || isNumber(text) ? 1 : weak.has(stem) ? 0.25 : 0),
    0,
  );
  return held / tokens.length;
}

/** Numbers have a check of their own. */
function isNumber(text: string): boolean {
  return /^[\d$€£%]/.test(text) || /^(?:percentage|points?|per[ -]?cent.*|percentage[ -]points?)$/i.test(text);
}

/** What a claim says must be said by what it cites: its content words by stem, as a whole and in each part of it, so that half a sentence from elsewhere shows. */
export const checkCoverage: ClaimCheck = (claim: CheckedWords) => {
  if (claim.cited.length === 0 || isVerbatim(claim)) return { faults: [] };
  const text = claim.text.replace(FRAME, '');
  const near = stemSet(
    ...claim.cited.flatMap((one) => [
      rowOf(one),
      ...one.headings,
      one.title,
      one.query === null
        ? ''
        : `${OF_COMPUTING} ${one.query.sql} ${columnWords(one.query)} ${one.query.rows.flat().join(' ')} ${one.title}`,
    ]),
  );
  const far = stemSet(...claim.cited.map(surroundings));
  const whole = share(contentOf(tokensOf(text)), near, far);
  const fault = (message: string) => ({
    faults: [
      {
        check: 'content-not-cited' as const,
        severity: 'warning' as const,
        against: false,
        message,
        evidence: citedIds(claim),
      },
    ],
  });
  if (whole < FEWEST) return fault('The cited words do not speak of most of what the sentence says.');
  const foreign: string[] = [];
  let foreignWords = 0;
  for (const part of text.split(PART)) {
    const words = contentOf(tokensOf(part)).filter(({ text }) => !isNumber(text));
    const held = share(words, near, far);
    if (held === 0) foreign.push(part);
    if (held === 0) foreignWords += words.length;
    if ((words.length >= 3 && held < FEWEST_OF_PART) || foreignWords >= 3)
      return fault(
        `The cited words do not speak of this part of the sentence: "${shown(held === 0 ? foreign.join(', ') : part)}".`,
      );
  }
  return { faults: [] };
};
