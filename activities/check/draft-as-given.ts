import { checkedDocumentSchema } from '../../contract/checked-document.ts';
import { type Block, claimsOf, type Draft, type Sentence } from '../../contract/draft/blocks.ts';
import { DossierError } from '../../contract/failures.ts';
import { type NumberedNotes, numberedNotesSchema } from '../../contract/notes.ts';
import { planSchema } from '../../contract/plan.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities } from '../activities.ts';
import { readArtifact } from '../tasks/task-data.ts';

/**
 * Puts the evidence that was found under the sentences of a document: what bears a claim out, else what says otherwise, so that the
 * reader can compare. A sentence that was found to be no claim becomes analysis; one that was not looked up stays what it is by its form.
 */
export function withEvidence(draft: Draft, notes: NumberedNotes): Draft {
  const borneOut = new Map(
    notes.items.flatMap((item) => item.statements.map(({ text, evidence }) => [text, evidence])),
  );
  const against = new Map(
    notes.items.flatMap((item) =>
      item.conflicts.map(({ about, sides }) => [about, [...new Set(sides.flatMap((side) => side.evidence))]]),
    ),
  );
  const evidenceOf = (text: string): string[] => {
    const found = borneOut.get(text) ?? [];
    return [...(found.length > 0 ? found : (against.get(text) ?? []))];
  };
  const sentence = (one: Sentence): Sentence => {
    if (borneOut.has(one.text)) return { ...one, kind: 'fact', evidence: evidenceOf(one.text) };
    return one.kind === 'fact' ? { ...one, kind: 'analysis' } : one;
  };
  const block = (one: Block): Block => {
    switch (one.type) {
      case 'heading':
      case 'figure':
        return one;
      case 'table':
        return { ...one, rows: one.rows.map((row) => ({ ...row, evidence: evidenceOf(row.cells.join(' | ')) })) };
      case 'list':
        return { ...one, items: one.items.map((item) => item.map(sentence)) };
      default:
        return { ...one, sentences: one.sentences.map(sentence) };
    }
  };
  return { ...draft, blocks: draft.blocks.map(block) };
}

/** Makes the activity that gives the document as it is, each claim with the evidence found for it. */
export function createDraftAsGiven(ports: {
  artifacts: Pick<ArtifactStore, 'getJson' | 'putJson'>;
}): Activities['draftAsGiven'] {
  return async (inputs) => {
    const { artifacts } = ports;
    const plan = await readArtifact(artifacts, inputs.plan, planSchema);
    if (plan.document === undefined) throw new DossierError('internal', 'The plan names no document.');
    const { draft: given } = await readArtifact(artifacts, plan.document, checkedDocumentSchema);
    const draft = withEvidence(given, await readArtifact(artifacts, inputs.notes, numberedNotesSchema));
    const claims = claimsOf(draft).filter(({ kind }) => kind === 'fact').length;
    return { output: await artifacts.putJson(draft, draft.title), facts: { claims } };
  };
}
