import { citedWords } from '../../../activities/verify/cited-words.ts';
import { checkClaim } from '../../../activities/verify/claim-check.ts';
import { checkTitles } from '../../../activities/verify/title-check.ts';
import type { Bundle } from '../../../contract/bundle.ts';
import type { BundledClaim } from '../../../contract/bundle-parts.ts';
import { type Claim, claimsOf, type Draft } from '../../../contract/draft/blocks.ts';
import { canonicalJson } from '../../../contract/hash.ts';
import type { Finding } from '../../../contract/verification.ts';
import type { BundleReader } from './bundle-reader.ts';
import type { Discrepancy } from './outcome.ts';

/** Claims with their draft and with what the bundle tells about them. */
interface Checked {
  place: string;
  draft: Draft;
  claims: readonly BundledClaim[];
  findings: readonly Finding[];
}

/** What is wrong with a piece of evidence is told there, once. */
const TOLD_OF_EVIDENCE = new Set<string>(['quote-not-found', 'query-differs']);

function isTold({ findings }: Checked, claimId: string, check: string): boolean {
  return findings.some((finding) => finding.claimId === claimId && finding.check === check);
}

/** What the checks find in a claim and the bundle does not tell. A verdict other than `supported` tells by itself that the words are not borne out. */
async function claimFaults(
  checked: Checked,
  claim: Claim,
  bundled: BundledClaim,
  reader: BundleReader,
): Promise<string[]> {
  if (claim.kind === 'fact' && (bundled.verdict === 'contradicted' || bundled.verdict === 'insufficient')) return [];
  const { faults } = await checkClaim(claim, reader);
  return faults
    .filter(({ check }) => !TOLD_OF_EVIDENCE.has(check) && !isTold(checked, bundled.id, check))
    .map(({ message }) => message);
}

/** Captions state figures of their own tables, which must be in what the rows cite. */
function captionFaults(checked: Checked, reader: BundleReader): Discrepancy[] {
  const cited = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const evidence = reader.evidence(id);
      return evidence === null ? [] : [citedWords(evidence, reader)];
    });
  return checkTitles(checked.draft, [], cited).flatMap(({ claimId, severity, fault }): Discrepancy[] => {
    if (severity !== 'blocking' || isTold(checked, claimId, fault.check)) return [];
    return [{ check: 'claim', place: `${checked.place}, caption of ${claimId}`, message: fault.message }];
  });
}

async function checkOne(checked: Checked, reader: BundleReader): Promise<Discrepancy[]> {
  const inDraft = claimsOf(checked.draft);
  const found: Discrepancy[] = [];
  if (inDraft.length !== checked.claims.length) {
    const message = `The draft has ${inDraft.length} sentences and rows, the bundle lists ${checked.claims.length}.`;
    found.push({ check: 'claim', place: checked.place, message });
  }
  for (const [at, bundled] of checked.claims.entries()) {
    const place = `${checked.place}[${at}], id ${bundled.id}`;
    const claim = inDraft[at];
    const { verdict: _verdict, reason: _reason, ...listed } = bundled;
    if (claim === undefined || canonicalJson(claim) !== canonicalJson(listed)) {
      found.push({
        check: 'claim',
        place,
        message: `It is not the sentence that stands in the draft: "${bundled.text.slice(0, 200)}"`,
      });
      continue;
    }
    const messages = await claimFaults(checked, claim, bundled, reader);
    found.push(...messages.map((message): Discrepancy => ({ check: 'claim', place, message })));
  }
  return [...found, ...captionFaults(checked, reader)];
}

/** Re-runs the mechanical checks of every claim. A claim that the bundle itself tells to have failed holds what it says. */
export async function checkClaims(bundle: Bundle, reader: BundleReader): Promise<Discrepancy[]> {
  const { claims, findings, report } = bundle;
  const found = await checkOne({ place: 'claims', draft: report.draft, claims, findings }, reader);
  if (report.original === null) return found;
  return [...found, ...(await checkOne({ place: 'report.original.claims', ...report.original }, reader))];
}
