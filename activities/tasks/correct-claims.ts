import { correctionTaskSchema } from '../../contract/checked-document.ts';
import { draftSchema } from '../../contract/draft/blocks.ts';
import { sourceSetSchema } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import { type NumberedNotes, numberedNotesSchema } from '../../contract/notes.ts';
import { type Verification, verificationSchema } from '../../contract/verification.ts';
import type { Activities, CorrectInputs } from '../activities.ts';
import { type ClaimInContext, claimsInContext } from '../check/claims-in-context.ts';
import { type CallPorts, recordedCall } from '../models/recorded-call.ts';
import { type Correctable, readCorrections } from './correction-answer.ts';
import { dataFence, userMessage } from './data-fence.ts';
import { resultOf } from './model-result.ts';
import { commentFence, houseBriefFence, questionFence, readArtifact } from './task-data.ts';
import { evidenceFence } from './write-draft.ts';

/** Makes the activity that has a model correct one batch of claims from the evidence that was found about them. */
export function createCorrectClaims(ports: CallPorts): Activities['correctClaims'] {
  return async (request, inputs) => {
    const { artifacts } = ports;
    const { batches } = await readArtifact(artifacts, inputs.task, correctionTaskSchema);
    const ids = batches[inputs.batch];
    if (ids === undefined)
      throw new DossierError('internal', `There is no batch ${inputs.batch} of claims to correct.`);
    const notes = await readArtifact(artifacts, inputs.notes, numberedNotesSchema);
    const { claims, columns, document } = await claimsOfBatch(ports, inputs, new Set(ids));
    const given = claims.map((claim) => ({ ...claim, otherwise: otherwiseOf(claim, notes) }));
    const known = new Set(given.flatMap((one) => [...one.evidence, ...one.otherwise.flatMap((side) => side.evidence)]));
    const call = await recordedCall(
      ports,
      request,
      {
        task: 'correct',
        messages: [userMessage(...(await correctionFences(ports, inputs, notes, given, known)))],
        last: null,
        tools: [],
        toolChoice: 'none',
        answer: 'corrections',
      },
      (_answer, value) =>
        readCorrections(
          value,
          given.map(({ id, text }): Correctable => ({ id, text, cells: columns.get(id) ?? null })),
          known,
          document,
        ),
    );
    return await resultOf(
      artifacts,
      call,
      () => 'corrections',
      ({ corrections }) => ({ corrections: corrections.length }),
    );
  };
}

/** The claims of the batch, for those that are rows how many cells they have, and the words of the whole document. */
async function claimsOfBatch(
  { artifacts }: CallPorts,
  inputs: CorrectInputs,
  ids: ReadonlySet<string>,
): Promise<{ claims: ClaimInContext[]; columns: ReadonlyMap<string, number>; document: string[] }> {
  const draft = await readArtifact(artifacts, inputs.draft, draftSchema);
  const columns = new Map(
    draft.blocks.flatMap((block) =>
      block.type === 'table' ? block.rows.map((row): [string, number] => [row.id, row.cells.length]) : [],
    ),
  );
  const all = claimsInContext(draft);
  return { claims: all.filter(({ id }) => ids.has(id)), columns, document: all.map(({ text }) => text) };
}

/** What sources say against a claim; a side that repeats it is none. */
function otherwiseOf({ text }: ClaimInContext, notes: NumberedNotes): { text: string; evidence: string[] }[] {
  const conflicts = notes.items.flatMap((item) => item.conflicts).filter(({ about }) => about === text);
  return conflicts.flatMap(({ sides }) => sides).filter((side) => side.text !== text);
}

async function correctionFences(
  { artifacts }: CallPorts,
  inputs: CorrectInputs,
  notes: NumberedNotes,
  given: readonly (ClaimInContext & { otherwise: { text: string; evidence: string[] }[] })[],
  known: ReadonlySet<string>,
): Promise<string[]> {
  const sources = await readArtifact(artifacts, inputs.sources, sourceSetSchema);
  const verification =
    inputs.findings === null ? null : await readArtifact(artifacts, inputs.findings, verificationSchema);
  return [
    await questionFence(artifacts, inputs.brief),
    await houseBriefFence(artifacts, inputs.houseBrief),
    evidenceFence({ evidence: notes.evidence.filter(({ id }) => known.has(id)) }, sources),
    dataFence(
      'faulty-claims',
      given.map(({ id, text, context, evidence, otherwise }) => ({
        ...{ id, text, context, evidence, otherwise },
        ...foundAbout(id, verification),
      })),
    ),
    commentFence(inputs.comment),
  ];
}

function foundAbout(id: string, verification: Verification | null): { verdict: string; findings: string[] } {
  const verdict = verification?.verdicts.find(({ claimId }) => claimId === id)?.verdict ?? 'unchecked';
  const findings = (verification?.findings ?? []).filter(({ claimId }) => claimId === id).map(({ message }) => message);
  return { verdict, findings };
}
