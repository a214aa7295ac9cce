import { type Claim, claimsOf, type Draft, draftSchema } from '../../contract/draft/blocks.ts';
import { sourceSetSchema } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import { type NumberedNotes, numberedNotesSchema } from '../../contract/notes.ts';
import {
  type CheckedClaim,
  type CheckedClaims,
  type Finding,
  verificationSchema,
} from '../../contract/verification.ts';
import type { Activities, CheckInputs } from '../activities.ts';
import { readArtifact } from '../tasks/task-data.ts';
import { citedWords } from './cited-words.ts';
import { type CheckedWordsOf, checkClaim } from './claim-check.ts';
import { type EvidenceReader, readEvidence } from './evidence-reader.ts';
import { basisOf, type KeptVerdict, keptVerdicts } from './kept-verdicts.ts';
import type { CheckPorts } from './ports.ts';
import { checkTitles } from './title-check.ts';

/** At most so many claims are judged by one model call. */
const BATCH_SIZE = 20;

/**
 * Makes the activity that checks a draft mechanically: citations resolve, quotes stand in their passages, queries repeat, and
 * the words hold by `CLAIM_CHECKS`. Claims that fail are settled as insufficient; the others are divided into batches for the judge.
 */
export function createCheckEvidence(ports: CheckPorts): Activities['checkEvidence'] {
  return async (input) => {
    const sources = await readArtifact(ports.artifacts, input.sources, sourceSetSchema);
    const notes = await readArtifact(ports.artifacts, input.notes, numberedNotesSchema);
    const draft = await readArtifact(ports.artifacts, input.draft, draftSchema);
    const kept = await verdictsBefore(ports, input.before);
    const cited = new Set(claimsOf(draft).flatMap((claim) => claim.evidence));
    const reader = await readEvidence(ports, sources, notes.evidence, cited);
    const checked = await checkDraft({ draft, notes, reader }, input, kept);
    return {
      output: await ports.artifacts.putJson(checked, 'Checked claims'),
      batches: checked.batches.length,
      facts: {
        claims: checked.claims.length,
        failed: checked.claims.filter((claim) => claim.mechanical === 'failed').length,
      },
    };
  };
}

async function verdictsBefore(
  ports: CheckPorts,
  before: CheckInputs['before'],
): Promise<(basis: string) => KeptVerdict | null> {
  if (before === null) return () => null;
  try {
    const draft = await readArtifact(ports.artifacts, before.draft, draftSchema);
    return keptVerdicts(draft, await readArtifact(ports.artifacts, before.verification, verificationSchema));
  } catch (error) {
    // What the round before gave is lost: everything is judged again.
    if (error instanceof DossierError && error.failure.class === 'lost-artifact') return () => null;
    throw error;
  }
}

/** A claim after its checks: settled where they failed, or where the round before judged the same. */
function settled(claim: Claim, found: CheckedWordsOf, basis: string, kept: KeptVerdict | null): CheckedClaim {
  const { faults, remarks, checks } = found;
  const reason = faults.map((fault) => fault.message).join(' ');
  const failed = faults.length > 0;
  return {
    claimId: claim.id,
    mechanical: failed ? 'failed' : 'passed',
    settled: failed ? { verdict: 'insufficient', reason: reason.slice(0, 1_000) } : kept,
    remarks,
    checks: kept === null || failed ? checks : { ...checks, 'second-reading': 'kept' },
    basis,
  };
}

async function checkDraft(
  { draft, notes, reader }: { draft: Draft; notes: NumberedNotes; reader: EvidenceReader },
  input: CheckInputs,
  kept: (basis: string) => KeptVerdict | null,
): Promise<CheckedClaims> {
  const claims: CheckedClaim[] = [];
  const findings: Omit<Finding, 'id'>[] = [];
  for (const claim of claimsOf(draft)) {
    const found = await checkClaim(claim, reader);
    findings.push(...found.faults.map((fault) => ({ severity: 'blocking' as const, claimId: claim.id, ...fault })));
    findings.push(...found.hints.map((hint) => ({ severity: 'warning' as const, claimId: claim.id, ...hint })));
    if (claim.kind !== 'fact') continue;
    const basis = basisOf(claim, input.sources.sha256, reader);
    claims.push(settled(claim, found, basis, kept(basis)));
  }
  const cited = (ids: readonly string[]) =>
    ids.flatMap((id) => reader.evidence(id) ?? []).map((one) => citedWords(one, reader));
  const asked = notes.items.map(({ question }) => question);
  for (const { claimId, severity, fault } of checkTitles(draft, asked, cited))
    findings.push({ severity, claimId, ...fault });
  const open = claims.filter((claim) => claim.settled === null).map((claim) => claim.claimId);
  const batches = Array.from({ length: Math.ceil(open.length / BATCH_SIZE) }, (_, at) =>
    open.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE),
  );
  const numbered = findings.map((finding, at) => ({
    id: `f${at + 1}`,
    ...finding,
    message: finding.message.slice(0, 2_000),
  }));
  return { draft: input.draft.sha256, claims, findings: numbered, batches };
}
