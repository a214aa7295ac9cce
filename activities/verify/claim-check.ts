import type { Claim } from '../../contract/draft/blocks.ts';
import { withoutCitationMarks } from '../../contract/evidence/citation-marks.ts';
import { CLAIM_CHECKS, checkWording } from '../../contract/evidence/claim-checks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import type { ChecksRun } from '../../contract/verification.ts';
import { checkCitations } from './citation-check.ts';
import { citedWords } from './cited-words.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Fault } from './fault.ts';
import { checkQuery } from './query-check.ts';
import { checkQuote } from './quote-check.ts';

/** What the mechanical checks gave for one sentence or row. */
export interface CheckedWordsOf {
  /** What is certain: each blocks the claim. */
  faults: Fault[];
  /** What only whoever reads the claim again can decide. */
  hints: Fault[];
  /** How numbers were found where they are not written alike. */
  remarks: string[];
  checks: ChecksRun;
}

/** What is checked of a sentence that states no fact: its figures and quotations, where it cites anything. An opinion chooses its own words. */
const OF_OPINIONS = ['quotation', 'numbers', 'units', 'dates'];

/**
 * All that the mechanical checks find in one sentence or row, cheapest first: the citation is there and resolves, its source was read, the quote stands
 * in its passage, the query repeats, and then the words themselves (`CLAIM_CHECKS`).
 */
export async function checkClaim(claim: Claim, reader: EvidenceReader): Promise<CheckedWordsOf> {
  const faults = checkCitations(claim, reader);
  const checks: ChecksRun = { citation: faults.length === 0 ? 'passed' : 'failed' };
  const cited: Evidence[] = [];
  for (const id of claim.evidence) {
    const evidence = reader.evidence(id);
    if (evidence === null) continue;
    cited.push(evidence);
    const name = evidence.query === null ? 'quote' : 'query';
    const fault = checkQuote(evidence, reader) ?? (await checkQuery(evidence, reader));
    if (fault !== null) faults.push(fault);
    if (checks[name] !== 'failed') checks[name] = fault === null ? 'passed' : 'failed';
  }
  const words = {
    text: withoutCitationMarks(claim.text),
    cited: cited.map((evidence) => citedWords(evidence, reader)),
  };
  const wording = checkWording(words, claim.kind === 'fact' ? Object.keys(CLAIM_CHECKS) : OF_OPINIONS);
  for (const { check, gave } of wording.ran) checks[check] = gave;
  // What is recommended may name a figure of its own.
  const isCertain = (severity: string) => severity === 'blocking' && claim.kind !== 'recommendation';
  const bare = ({ check, message, evidence }: Fault): Fault => ({ check, message, evidence });
  return {
    faults: [...faults, ...wording.faults.filter(({ severity }) => isCertain(severity)).map(bare)],
    // What is not really quoted gives no hints: the quote itself has to be mended first.
    hints: faults.length > 0 ? [] : wording.faults.filter(({ severity }) => !isCertain(severity)).map(bare),
    remarks: wording.remarks,
    checks,
  };
}
