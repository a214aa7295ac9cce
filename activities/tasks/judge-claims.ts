import { type Claim, claimsOf, draftSchema } from '../../contract/draft/blocks.ts';
import { withoutCitationMarks } from '../../contract/evidence/citation-marks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { describeLocator } from '../../contract/evidence/locator.ts';
import { type SourceSet, sourceSetSchema } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import { type NumberedNotes, numberedNotesSchema } from '../../contract/notes.ts';
import { checkedClaimsSchema } from '../../contract/verification.ts';
import type { Activities, JudgeInputs } from '../activities.ts';
import { type CallPorts, recordedCall } from '../models/recorded-call.ts';
import { dataFence, userMessage } from './data-fence.ts';
import { readVerdicts } from './judge-answer.ts';
import { resultOf } from './model-result.ts';
import { openingsOf, passagesAgainst } from './passages-against.ts';
import { queryLine } from './query-line.ts';
import type { SourcePassages } from './source-passages.ts';
import { questionFence, readArtifact, sourceTitle } from './task-data.ts';

/** What the judge works with beyond a call. */
export interface JudgePorts extends CallPorts {
  passages: SourcePassages;
}

/** Makes the activity that has a model read one batch of claims against their evidence again, and against what could contradict them. */
export function createJudgeClaims(ports: JudgePorts): Activities['judgeClaims'] {
  return async (request, inputs) => {
    const checked = await readArtifact(ports.artifacts, inputs.checked, checkedClaimsSchema);
    const ids = checked.batches[inputs.batch];
    if (ids === undefined) throw new DossierError('internal', `There is no batch ${inputs.batch} of claims to judge.`);
    const batch = ids.map((id) => {
      const claim = checked.claims.find(({ claimId }) => claimId === id);
      if (claim === undefined) throw new DossierError('internal', `The claim ${id} of the batch was not checked.`);
      return claim;
    });
    const call = await recordedCall(
      ports,
      request,
      {
        task: 'judge',
        messages: [userMessage(...(await judgeFences(ports, inputs, new Set(ids))))],
        last: null,
        tools: [],
        toolChoice: 'none',
        answer: 'claim_verdicts',
      },
      (_answer, value) => readVerdicts(value, batch),
    );
    return await resultOf(
      ports.artifacts,
      call,
      () => 'verdicts',
      ({ verdicts }) => ({ verdicts: verdicts.length }),
    );
  };
}

async function judgeFences(ports: JudgePorts, inputs: JudgeInputs, ids: ReadonlySet<string>): Promise<string[]> {
  const sources = await readArtifact(ports.artifacts, inputs.sources, sourceSetSchema);
  const notes = await readArtifact(ports.artifacts, inputs.notes, numberedNotesSchema);
  const draft = await readArtifact(ports.artifacts, inputs.draft, draftSchema);
  const claims = claimsOf(draft).filter((claim) => ids.has(claim.id));
  const cited = new Set(claims.flatMap((claim) => claim.evidence));
  const evidence = notes.evidence.filter(({ id }) => cited.has(id));
  return [
    await questionFence(ports.artifacts, inputs.brief),
    await citedFence(ports, sources, evidence),
    await claimsFence(ports, sources, notes, claims),
  ];
}

/** The cited evidence, each with the passage around its words, or with all rows of its query: a claim may rest on the last one. */
async function citedFence(ports: JudgePorts, sources: SourceSet, evidence: readonly Evidence[]): Promise<string> {
  const ids = new Set(evidence.flatMap(({ passageId }) => passageId ?? []));
  const passages = await ports.passages.byId(sources, ids);
  const openings = await openingsOf(
    ports.passages,
    sources,
    evidence.map(({ sourceId }) => sourceId),
  );
  return dataFence(
    'evidence',
    evidence.map(({ id, sourceId, passageId, locator, quote, query }) => ({
      id,
      source: sourceTitle(sources, sourceId),
      place: describeLocator(locator),
      quote: query === null ? quote : queryLine(query, query.rows.length),
      query: query?.sql ?? null,
      passage: passageId === null ? null : (passages.get(passageId)?.text ?? null),
      headings: passages.get(passageId ?? '')?.headings ?? [],
      opening: openings.get(sourceId) ?? '',
    })),
  );
}

/** The claims, each with the passages that could contradict it. */
async function claimsFence(
  ports: JudgePorts,
  sources: SourceSet,
  notes: NumberedNotes,
  claims: readonly Claim[],
): Promise<string> {
  const evidenceOf = new Map(notes.evidence.map((one) => [one.id, one]));
  const opposed = await Promise.all(
    claims.map(async (claim) => {
      const cited = claim.evidence.flatMap((id) => evidenceOf.get(id) ?? []);
      return { claim, against: await passagesAgainst(ports.passages, sources, claim.text, cited) };
    }),
  );
  const openings = await openingsOf(
    ports.passages,
    sources,
    opposed.flatMap(({ against }) => against.map(({ sourceId }) => sourceId)),
  );
  return dataFence(
    'claims',
    opposed.map(({ claim: { id, text, evidence }, against }) => ({
      id,
      text: withoutCitationMarks(text),
      evidence,
      against: against.map((passage) => ({
        source: sourceTitle(sources, passage.sourceId),
        place: describeLocator(passage.locator),
        text: passage.text,
        headings: passage.headings,
        opening: openings.get(passage.sourceId) ?? '',
      })),
    })),
  );
}
