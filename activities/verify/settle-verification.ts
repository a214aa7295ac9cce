import { type Claim, claimsOf, draftSchema } from '../../contract/draft/blocks.ts';
import { sourceSetSchema } from '../../contract/evidence/source.ts';
import { numberedNotesSchema } from '../../contract/notes.ts';
import {
  type CheckedClaim,
  type ClaimVerdict,
  checkedClaimsSchema,
  type Finding,
  judgedBatchSchema,
  type Verification,
} from '../../contract/verification.ts';
import type { Activities, SettleInputs } from '../activities.ts';
import { readArtifact } from '../tasks/task-data.ts';
import type { SettlePorts } from './ports.ts';
import {
  conflictFindings,
  gapFindings,
  messageOf,
  selfVerifiedFindings,
  unreadableFindings,
} from './report-findings.ts';

/** What became of a claim: settled by the checks or the round before, else by the judge, else unchecked. */
function settle(checked: CheckedClaim, judged: ReadonlyMap<string, ClaimVerdict>): ClaimVerdict {
  const { claimId, mechanical } = checked;
  const decided = checked.settled ?? judged.get(claimId);
  const verdict = decided?.verdict ?? 'unchecked';
  const reason = decided?.reason ?? 'No judge has read this claim.';
  const rounding = checked.remarks.length === 0 ? '' : ` Rounding: ${checked.remarks.join('; ')}.`;
  // A verdict that is kept from the round before has its rounding in it already.
  const told = reason.endsWith(rounding) ? reason : `${reason}${rounding}`;
  const read = checked.settled === null ? { 'second-reading': verdict } : {};
  return {
    ...{ claimId, verdict, mechanical, reason: told.slice(0, 1_000) },
    ...(checked.checks !== undefined && { checks: { ...checked.checks, ...read } }),
    ...(checked.basis !== undefined && { basis: checked.basis }),
  };
}

function judgedFindings(verdicts: readonly ClaimVerdict[], claims: ReadonlyMap<string, Claim>): Omit<Finding, 'id'>[] {
  return verdicts.flatMap(({ claimId, verdict, mechanical, reason }) => {
    if (mechanical === 'failed' || (verdict !== 'contradicted' && verdict !== 'insufficient')) return [];
    const check = verdict === 'contradicted' ? ('judged-contradicted' as const) : ('judged-insufficient' as const);
    const evidence = claims.get(claimId)?.evidence ?? [];
    return [{ check, severity: 'blocking' as const, claimId, message: messageOf(reason), evidence }];
  });
}

/** Which models wrote drafts of this job, and which judged this round. */
async function modelsOf(ports: SettlePorts, input: SettleInputs) {
  const calls = (await ports.ledger.listCalls(input.jobId)).filter((call) => call.outcome === 'ok');
  const named = (task: string, fits: (call: (typeof calls)[number]) => boolean) =>
    new Set(
      calls.filter((call) => call.task === task && fits(call)).map((call) => call.modelServed ?? call.modelAsked),
    );
  return {
    writers: new Set([...named('draft', () => true), ...named('correct', () => true)]),
    judges: named(
      'judge',
      ({ identity }) => identity.generation === input.generation && identity.round === input.round,
    ),
  };
}

function factsOf(verification: Verification, factual: ReadonlySet<string>) {
  const count = (wanted: ClaimVerdict['verdict']) =>
    verification.verdicts.filter(({ verdict }) => verdict === wanted).length;
  const [supported, contradicted, insufficient, unchecked] = [
    count('supported'),
    count('contradicted'),
    count('insufficient'),
    count('unchecked'),
  ];
  // A sentence of analysis has no verdict, but what it cites must be there all the same.
  const others = new Set(
    verification.findings
      .filter(({ severity, claimId }) => severity === 'blocking' && claimId !== null && !factual.has(claimId))
      .map(({ claimId }) => claimId),
  );
  const claims = verification.verdicts.length;
  // What nobody read, since a person skipped the reading, another draft does not mend: it goes on and says so.
  const blocking = contradicted + insufficient + others.size;
  return { claims, supported, contradicted, insufficient, unchecked, blocking };
}

/** Makes the activity that puts a verification together from the checks and the judge's verdicts, and writes its findings to the ledger. */
export function createSettleVerification(ports: SettlePorts): Activities['settleVerification'] {
  return async (input) => {
    const { artifacts } = ports;
    const sources = await readArtifact(artifacts, input.sources, sourceSetSchema);
    const notes = await readArtifact(artifacts, input.notes, numberedNotesSchema);
    const draft = await readArtifact(artifacts, input.draft, draftSchema);
    const checked = await readArtifact(artifacts, input.checked, checkedClaimsSchema);
    const batches = await Promise.all(input.verdicts.map((ref) => readArtifact(artifacts, ref, judgedBatchSchema)));
    const judged = new Map(batches.flatMap((batch) => batch.verdicts).map((verdict) => [verdict.claimId, verdict]));
    const claims = new Map(claimsOf(draft).map((claim) => [claim.id, claim]));
    const verdicts = checked.claims.map((claim) => settle(claim, judged));
    const { writers, judges } = await modelsOf(ports, input);
    const findings = [
      ...checked.findings,
      ...judgedFindings(verdicts, claims),
      ...conflictFindings(notes, claims),
      ...unreadableFindings(sources.sources),
      ...gapFindings(notes),
      ...selfVerifiedFindings(writers, judges),
    ].map((finding, at) => ({ ...finding, id: `f${at + 1}` }));
    const verification: Verification = { draft: input.draft.sha256, verdicts, findings };
    const { jobId, organisation, owner, generation, round } = input;
    await ports.ledger.replaceFindings({ jobId, organisation, owner, generation, round }, findings);
    return {
      output: await artifacts.putJson(verification, 'Verification'),
      facts: factsOf(verification, new Set(verdicts.map(({ claimId }) => claimId))),
    };
  };
}
