import { claimsOf, draftSchema } from '../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../contract/draft/print-markdown.ts';
import { describeLocator } from '../../contract/evidence/locator.ts';
import { type SourceSet, sourceSetSchema } from '../../contract/evidence/source.ts';
import { type NumberedNotes, numberedNotesSchema } from '../../contract/notes.ts';
import { planSchema } from '../../contract/plan.ts';
import { verificationSchema } from '../../contract/verification.ts';
import type { Activities, DraftInputs } from '../activities.ts';
import { type CallPorts, recordedCall } from '../models/recorded-call.ts';
import { dataFence, userMessage } from './data-fence.ts';
import { readDraft } from './draft-answer.ts';
import { resultOf } from './model-result.ts';
import { commentFence, houseBriefFence, questionFence, readArtifact, sourcesFence, sourceTitle } from './task-data.ts';

/** Makes the activity that writes a draft from the notes, or writes it again after findings or a reviewer's comment. */
export function createWriteDraft(ports: CallPorts): Activities['writeDraft'] {
  return async (request, inputs) => {
    const { artifacts } = ports;
    const notes = await readArtifact(artifacts, inputs.notes, numberedNotesSchema);
    const evidenceIds = new Set(notes.evidence.map((evidence) => evidence.id));
    const stable = await stableFences(ports, inputs, notes);
    const varying = [...(await againFences(ports, inputs)), commentFence(inputs.comment)];
    const call = await recordedCall(
      ports,
      request,
      {
        task: 'draft',
        messages: [userMessage(...stable, ...varying)],
        last: null,
        tools: [],
        toolChoice: 'none',
        answer: 'draft',
      },
      (_answer, value) => readDraft(value, evidenceIds),
    );
    return await resultOf(
      artifacts,
      call,
      (draft) => draft.title,
      (draft) => ({
        claims: claimsOf(draft).filter((claim) => claim.kind === 'fact').length,
      }),
    );
  };
}

async function stableFences(ports: CallPorts, inputs: DraftInputs, notes: NumberedNotes): Promise<string[]> {
  const { artifacts } = ports;
  const sources = await readArtifact(artifacts, inputs.sources, sourceSetSchema);
  const { title, outline, successCriteria } = await readArtifact(artifacts, inputs.plan, planSchema);
  return [
    sourcesFence(sources),
    await questionFence(artifacts, inputs.brief),
    await houseBriefFence(artifacts, inputs.houseBrief),
    dataFence('plan', { title, outline, successCriteria }),
    dataFence('notes', notes.items),
    evidenceFence(notes, sources),
  ];
}

/** What a model is told of numbered evidence: where it stands, its words, and the SQL where it is a query. */
export function evidenceFence(notes: Pick<NumberedNotes, 'evidence'>, sources: SourceSet): string {
  return dataFence(
    'evidence',
    notes.evidence.map((evidence) => ({
      id: evidence.id,
      source: sourceTitle(sources, evidence.sourceId),
      place: describeLocator(evidence.locator),
      quote: evidence.quote,
      query: evidence.query?.sql ?? null,
    })),
  );
}

/** The draft before, and what was found wrong in it, in the words of its claims: ids change from draft to draft. */
async function againFences(ports: CallPorts, inputs: DraftInputs): Promise<string[]> {
  if (inputs.previous === null) return [];
  const draft = await readArtifact(ports.artifacts, inputs.previous, draftSchema);
  const fences = [dataFence('previous-draft', { markdown: printDraftMarkdown(draft) })];
  if (inputs.findings === null) return fences;
  const { findings } = await readArtifact(ports.artifacts, inputs.findings, verificationSchema);
  const texts = new Map(claimsOf(draft).map((claim) => [claim.id, claim.text]));
  const mend = findings
    .filter((finding) => finding.severity !== 'note')
    .map(({ claimId, message }) => ({ claimText: claimId === null ? null : (texts.get(claimId) ?? null), message }));
  return [...fences, dataFence('findings', mend)];
}
