import type { z } from 'zod';
import { align } from '../../../contract/evidence/alignment.ts';
import { datesIn, orderOf } from '../../../contract/evidence/calendar-date.ts';
import { type Rival, rivalOf } from '../../../contract/evidence/same-statement.ts';
import type { FENCED_VALUES } from '../../../contract/model-answers.ts';
import { cutLine } from '../text/words.ts';

export type JudgedClaim = z.infer<typeof FENCED_VALUES.claims>[number];
export type CitedEvidence = z.infer<typeof FENCED_VALUES.evidence>[number];
type Against = JudgedClaim['against'][number];

/** Share of the content words of each that two statements of different sources have in common where they are one statement. */
const SAME_STATEMENT = 0.8;
/** Within one source a word more is another thing told: "average loss", "average simulated loss". */
const SAME_WITHIN_SOURCE = 1;
const SUPERSEDES =
  /\b(?:no longer|supersed\w+|replac(?:es|ed|ing)|correct(?:s|ed|ion)|corrigend\w+|errat(?:um|a)|revis(?:ed|es|ion)|updat(?:ed?|es|ing)|since then|in the meantime|(?:was|has been|has) changed|now (?:is|are|stands|amounts|costs)|is now|are now|as amended|amend(?:ed|ment)|new(?:ly)? (?:edition|version|limit|price|figure|value|rate))\b/i;

/** A passage that gives another value for what a claim says. */
export interface Opposing {
  /** Whether it says or shows that it is the later word, the earlier one, or neither. */
  age: 'later' | 'earlier' | 'unknown';
  /** Whether another claim of the report tells that side too. */
  isTold: boolean;
  words: string;
}

function latest(text: string): number | null {
  const orders = datesIn(text.replaceAll('_', ' ')).flatMap((date) => orderOf(date) ?? []);
  return orders.length === 0 ? null : Math.max(...orders);
}

/** The sentences of a text, and what of each stands behind a line's end or a colon: a line over a sentence may belong to it or not. */
function sentencesIn(text: string): string[] {
  const sentences = text
    .split(/(?<=[.!?]['"”’)]?)\s+(?=['"“(*_]*\p{Lu})|\n\s*\n|\n(?=[-*|])/u)
    .filter((one) => one.trim() !== '');
  return sentences.flatMap((one) => [
    one,
    ...[...one.matchAll(/\n|:\s/g)].slice(0, 6).map(({ index }) => one.slice(index + 1)),
  ]);
}

/** What of a source says when it was written. */
function headOf({ source, headings = [], opening = '' }: Pick<Against, 'source' | 'headings' | 'opening'>): string {
  return [source, ...headings, opening].join('\n').replaceAll('_', ' ');
}

function ageOf(against: Against, sentence: string, cited: readonly CitedEvidence[]): Opposing['age'] {
  const above = against.text.slice(0, Math.max(0, against.text.indexOf(sentence)));
  const [head, own] = [`${headOf(against)}\n${above}`, cited.map(headOf).join('\n')];
  const [says, ownSays] = [SUPERSEDES.test(`${head}\n${sentence}`), SUPERSEDES.test(own)];
  const byMark = says === ownSays ? null : says ? 'later' : 'earlier';
  const [dated, ownDated] = [latest(head), latest(own)];
  if (dated !== null && ownDated !== null && dated !== ownDated) {
    const byDate = dated > ownDated ? 'later' : 'earlier';
    return byMark === null || byMark === byDate ? byDate : 'unknown';
  }
  // A date where the own source has none may well be the newer one.
  return byMark === 'earlier' && dated !== null && ownDated === null ? 'unknown' : (byMark ?? 'unknown');
}

/** What a sentence of another passage says against a claim, or against the sentence of its evidence that gives the claim's value. */
function rivalTo(claim: string, own: readonly string[], sentence: string, fewest: number): Rival | null {
  const direct = rivalOf(claim, sentence, fewest);
  if (direct !== null) return direct;
  for (const one of own) {
    const rival = rivalOf(one, sentence, fewest);
    if (rival !== null && claim.includes(rival.said)) return rival;
  }
  return null;
}

/** The passage against a claim that makes the very same statement with another value, the later ones first; null where none does. */
export function opposingPassage(
  claim: JudgedClaim,
  cited: readonly CitedEvidence[],
  all: readonly JudgedClaim[],
): Opposing | null {
  const sources = new Set(cited.map(({ source }) => source));
  const own = cited.flatMap(({ quote, query }) => (query === null ? sentencesIn(quote) : []));
  const found = claim.against.flatMap((against): Opposing[] => {
    const isOwn = sources.has(against.source);
    const fewest = isOwn ? SAME_WITHIN_SOURCE : SAME_STATEMENT;
    for (const sentence of sentencesIn(against.text)) {
      const rival = rivalTo(claim.text, own, sentence, fewest);
      if (rival === null) continue;
      // Within one source it says itself that it is the later word; else its statements stand side by side.
      if (isOwn && !SUPERSEDES.test(sentence)) continue;
      if (rival.kind === 'time' && !SUPERSEDES.test(`${headOf(against)}\n${against.text}`)) continue;
      const age = isOwn ? 'later' : ageOf(against, sentence, cited);
      const isTold = all.some((one) => one.id !== claim.id && align(one.text, sentence).likeness > 0.7);
      const words = `${[...sources].join(', ')} says ${rival.said}. Another value stands in ${against.source}, ${against.place}, which says ${rival.given}: "${cutLine(sentence, 200)}"`;
      return [{ age, isTold, words }];
    }
    return [];
  });
  const rank = { later: 0, unknown: 1, earlier: 2 };
  return found.sort((a, b) => rank[a.age] - rank[b.age])[0] ?? null;
}
