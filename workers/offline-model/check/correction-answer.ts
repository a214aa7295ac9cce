import type { z } from 'zod';
import { CELLS_STAY, isRunOfCells } from '../../../activities/check/identifiers.ts';
import { withoutCitationMarks } from '../../../contract/evidence/citation-marks.ts';
import type { correctionsSchema, FENCED_VALUES } from '../../../contract/model-answers.ts';
import { holdsClaim } from '../judge/compare.ts';
import type { RequestData } from '../request-data.ts';
import { cutLine, termsOf } from '../text/words.ts';
import { correctedFrom } from './corrected-words.ts';
import { missingOf, subjectsOf, wordsAlone } from './same-thing.ts';

type Corrections = z.infer<typeof correctionsSchema>;
type FaultyClaim = z.infer<(typeof FENCED_VALUES)['faulty-claims']>[number];
type Shown = z.infer<typeof FENCED_VALUES.evidence>[number];

/** What a source says about a claim, and the evidence of it. */
interface Source {
  text: string;
  evidence: string[];
}

/** Corrects each faulty claim with words of the sources, or says why it stays. */
export function correctionAnswer(data: RequestData): Corrections {
  const evidence = new Map(data.required('evidence').map((one) => [one.id, one]));
  const asks = data.optional('comment')?.text.trim() ?? '';
  return {
    corrections: data
      .required('faulty-claims')
      .map((claim) => ({ claimId: claim.id, ...correct(claim, evidence, asks) })),
  };
}

function correct(
  claim: FaultyClaim,
  evidence: ReadonlyMap<string, Shown>,
  asks: string,
): Omit<Corrections['corrections'][number], 'claimId'> {
  if (asksToRemove(asks, claim.text))
    return { action: 'remove', text: null, evidence: [], reason: `The reviewer asked: "${cutLine(asks, 400)}"` };
  if (claim.verdict === 'supported')
    return kept(asks === '' ? 'It holds.' : 'The offline model corrects only what the sources show to be wrong.');
  if (isRunOfCells(claim.text)) return kept(CELLS_STAY);
  const sources = sourcesOf(claim, evidence);
  for (const source of sources) {
    const text = correctedFrom(claim.text, source.text);
    if (text !== null && text !== claim.text)
      return {
        action: 'change',
        text,
        evidence: source.evidence,
        reason: `The source says: "${cutLine(source.text, 400)}"`,
      };
  }
  return kept(unsaidOf(claim.text, sources));
}

/** Why nothing corrects a claim; where it names something, that no source speaks of that. */
function unsaidOf(text: string, sources: readonly Source[]): string {
  const claim = withoutCitationMarks(text);
  const said = sources.map((source) => source.text).join(' ; ');
  const missing = sources.length === 0 ? subjectsOf(claim) : missingOf(claim, wordsAlone(said));
  if (missing.length === 0) return 'The sources hold no words to correct it with.';
  const named = missing.map((one) => `“${one}”`).join(', ');
  return sources.length === 0
    ? `Nothing was found in the sources that says this, or something else instead, about ${named}; what they say of others corrects nothing.`
    : `The words found in the sources do not name ${named}; what they say of others corrects nothing.`;
}

function kept(reason: string): Omit<Corrections['corrections'][number], 'claimId'> {
  return { action: 'keep', text: null, evidence: [], reason };
}

/** What says otherwise first, in the quoted words where it has any; then what the claim cites itself. */
function sourcesOf(claim: FaultyClaim, evidence: ReadonlyMap<string, Shown>): Source[] {
  const cited = claim.evidence.flatMap((id): Source[] => {
    const shown = evidence.get(id);
    return shown === undefined || shown.query !== null || holdsClaim(shown.quote, claim.text)
      ? []
      : [{ text: shown.quote.replace(/\s+/g, ' ').trim(), evidence: [id] }];
  });
  return [...claim.otherwise, ...cited];
}

const REMOVE = /\b(?:remove|delete|drop|leave out|omit|take out)\b/gi;

/** Whether a sentence of the comment asks to take away what holds all its other words. */
function asksToRemove(comment: string, claim: string): boolean {
  const held = new Set(termsOf(claim));
  return comment.split(/(?<=[.!?;])\s+|\n/).some((sentence) => {
    const wanted = termsOf(sentence.replace(REMOVE, ' ').replace(/\b(?:sentences?|claims?|parts?)\b/gi, ' '));
    return sentence.search(REMOVE) >= 0 && wanted.length > 0 && wanted.every((term) => held.has(term));
  });
}
