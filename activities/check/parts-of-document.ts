import type { CheckedDocument } from '../../contract/checked-document.ts';
import { describeLocator } from '../../contract/evidence/locator.ts';
import { DossierError } from '../../contract/failures.ts';
import { MOST_CLAIMS_OF_A_PART, MOST_PARTS, type Plan } from '../../contract/plan.ts';
import { type ClaimInContext, claimsInContext } from './claims-in-context.ts';

/** Sentences that are looked up together: few enough for one conversation, many enough that they explain each other. */
const PART_SIZE = 12;
/** A part this large ends at the next heading. */
const ENDS_AT_HEADING = 6;
const MOST_SHOWN = 160;

/** Divides the sentences that may state facts into the parts of a plan, in reading order. Throws where there are none, or too many. */
export function partsOf(document: CheckedDocument): Plan['subQuestions'] {
  const asked = claimsInContext(document.draft).filter(({ kind }) => kind !== 'analysis');
  if (asked.length === 0)
    throw new DossierError('document-empty', `"${document.name}" holds no sentence that states something to check.`, {
      remedy: 'Check a document with whole sentences or tables in it: abort this job, and start another one.',
    });
  if (asked.length > MOST_PARTS * MOST_CLAIMS_OF_A_PART)
    throw new DossierError('document-too-large', `"${document.name}" has ${asked.length} sentences to check.`);
  const size = Math.max(PART_SIZE, Math.ceil(asked.length / MOST_PARTS));
  const bySection = grouped(asked, size, ENDS_AT_HEADING);
  const groups = bySection.length <= MOST_PARTS ? bySection : grouped(asked, size, Number.POSITIVE_INFINITY);
  return groups.map((claims, index) => ({
    id: `q${index + 1}`,
    question: inWords(claims, document),
    why: `What the sources say to ${claims.length === 1 ? 'this sentence' : `these ${claims.length} sentences`} of the document.`,
    claims: claims.map(({ id }) => id),
  }));
}

function grouped(claims: readonly ClaimInContext[], size: number, endsAtHeading: number): ClaimInContext[][] {
  const groups: ClaimInContext[][] = [];
  for (const claim of claims) {
    const last = groups.at(-1);
    const isNewSection = last !== undefined && last.length >= endsAtHeading && last.at(-1)?.section !== claim.section;
    if (last === undefined || last.length >= size || isNewSection) groups.push([claim]);
    else last.push(claim);
  }
  return groups;
}

function inWords(claims: readonly ClaimInContext[], { places }: CheckedDocument): string {
  const [first] = claims;
  if (first === undefined) return '';
  const locator = places[first.id];
  const place = locator === undefined ? '' : `, ${describeLocator(locator)}`;
  const shown = first.text.length > MOST_SHOWN ? `${first.text.slice(0, MOST_SHOWN - 1)}…` : first.text;
  const more = claims.length - 1;
  const others = more === 0 ? '' : ` and ${more} more ${more === 1 ? 'sentence' : 'sentences'}`;
  return `${first.section.slice(0, MOST_SHOWN)}${place}: "${shown}"${others}`;
}
