import { type Claim, claimsOf, type Draft, draftSchema } from '../../contract/draft/blocks.ts';
import { sourceSetSchema } from '../../contract/evidence/source.ts';
import { numberedNotesSchema } from '../../contract/notes.ts';
import {
  type CheckedClaim,
  type CheckedClaims,
  type Finding,
  verificationSchema,
} from '../../contract/verification.ts';
import type { Activities, CheckInputs } from '../activities.ts';
import { readArtifact } from '../tasks/task-data.ts';
import { checkClaim } from './claim-check.ts';
import { type EvidenceReader, readEvidence } from './evidence-reader.ts';
import { type KeptVerdict, keptVerdicts } from './kept-verdicts.ts';
import type { CheckPorts } from './ports.ts';

/** At most so many claims are judged by one model call. */
const BATCH_SIZE = 20;

/**
 * Makes the activity that checks a draft mechanically: citations resolve, quotes stand in their passages, queries repeat, numbers are
 * in what is cited. Claims that fail are settled as insufficient; the others are divided into batches for the judge.
 */
export function createCheckEvidence(ports: CheckPorts): Activities['checkEvidence'] {
  return async (input) => {
    const sources = await readArtifact(ports.artifacts, input.sources, sourceSetSchema);
    const notes = await readArtifact(ports.artifacts, input.notes, numberedNotesSchema);
    const draft = await readArtifact(ports.artifacts, input.draft, draftSchema);
    const kept = await verdictsBefore(ports, input.before);
    const cited = new Set(claimsOf(draft).flatMap((claim) => claim.evidence));
    const reader = await readEvidence(ports, sources, notes.evidence, cited);
    const checked = await checkDraft(draft, input.draft.sha256, reader, kept);
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
): Promise<(claim: Claim) => KeptVerdict | null> {
  if (before === null) return () => null;
  const draft = await readArtifact(ports.artifacts, before.draft, draftSchema);
  return keptVerdicts(draft, await readArtifact(ports.artifacts, before.verification, verificationSchema));
}

async function checkDraft(
  draft: Draft,
  sha256: string,
  reader: EvidenceReader,
  kept: (claim: Claim) => KeptVerdict | null,
): Promise<CheckedClaims> {
  const claims: CheckedClaim[] = [];
  const findings: Finding[] = [];
  for (const claim of claimsOf(draft)) {
    const { faults, remarks } = await checkClaim(claim, reader);
    for (const fault of faults)
      findings.push({ id: `f${findings.length + 1}`, severity: 'blocking', claimId: claim.id, ...fault });
    if (claim.kind !== 'fact') continue;
    const failed = faults.length > 0;
    const reason = faults
      .map((fault) => fault.message)
      .join(' ')
      .slice(0, 1_000);
    claims.push({
      claimId: claim.id,
      mechanical: failed ? 'failed' : 'passed',
      settled: failed ? { verdict: 'insufficient', reason } : kept(claim),
      remarks,
    });
  }
  const open = claims.filter((claim) => claim.settled === null).map((claim) => claim.claimId);
  const batches = Array.from({ length: Math.ceil(open.length / BATCH_SIZE) }, (_, at) =>
    open.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE),
  );
  return { draft: sha256, claims, findings, batches };
}
