import type { z } from 'zod';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { claimsOf, type Draft, draftSchema } from '../../../contract/draft/blocks.ts';
import { parseDraftMarkdown } from '../../../contract/draft/parse-markdown.ts';
import { DossierError } from '../../../contract/failures.ts';
import { numberedNotesSchema } from '../../../contract/notes.ts';
import { type Plan, planSchema } from '../../../contract/plan.ts';
import type { JobView, openGateSchema } from '../../../contract/view.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';

/** What an edited version is matched against. */
export interface EditableGate extends Pick<z.infer<typeof openGateSchema>, 'id' | 'step'> {
  artifact: Pick<ArtifactRef, 'sha256'>;
}

/**
 * Stores the edited version of what a gate shows: a draft as Markdown, matched against the draft that was shown; a plan as JSON.
 * Throws `draft-markdown-invalid` with the line, or `decision-incomplete` with what is wrong in a plan.
 */
export async function storeEdited(
  gate: EditableGate,
  text: string,
  view: JobView,
  artifacts: ArtifactStore,
): Promise<ArtifactRef> {
  if (gate.step === 'plan') {
    const shown = planSchema.parse(await artifacts.getJson(gate.artifact.sha256));
    const plan = ofTheSameDocument(parsePlan(text), shown);
    return artifacts.putJson(plan, plan.title);
  }
  const base = draftSchema.safeParse(await artifacts.getJson(gate.artifact.sha256));
  if (!base.success) {
    throw new DossierError('action-not-allowed', `What the gate ${gate.id} shows cannot be edited.`, { field: 'gate' });
  }
  const evidence = await citableEvidence(view, artifacts);
  const draft = withChanges(parseDraftMarkdown(text, base.data, evidence), base.data);
  return artifacts.putJson(draft, draft.title.slice(0, 300));
}

/**
 * Checks that an edited version which was stored before is what the gate's step goes on from: a plan, or a draft.
 * Once accepted, anything else could only be aborted. Throws `decision-incomplete`.
 */
export async function checkEdited(
  gate: z.infer<typeof openGateSchema> | undefined,
  edited: ArtifactRef,
  artifacts: ArtifactStore,
): Promise<void> {
  // Without an open gate the job itself refuses, with its own reason.
  if (gate === undefined) return;
  const [schema, name] = gate.step === 'plan' ? [planSchema, 'a plan'] : [draftSchema, 'a draft'];
  const checked = schema.safeParse(jsonOf(await artifacts.getText(edited.sha256)));
  if (checked.success) return gate.step === 'plan' ? checkDocumentOf(gate, edited, artifacts) : undefined;
  const issue = checked.error.issues[0];
  const where = issue?.path.join('.') || 'the artifact';
  throw new DossierError('decision-incomplete', `The edited version is not ${name}: ${where}: ${issue?.message}.`, {
    field: 'edited',
    remedy: 'Correct the named part and send it again.',
  });
}

/** An edited plan of a check names the document of the plan that was shown. */
async function checkDocumentOf(
  gate: z.infer<typeof openGateSchema>,
  edited: ArtifactRef,
  artifacts: ArtifactStore,
): Promise<void> {
  const [shown, now] = await Promise.all(
    [gate.artifact, edited].map(async ({ sha256 }) => planSchema.parse(await artifacts.getJson(sha256))),
  );
  if (shown?.document?.sha256 === now?.document?.sha256) return;
  throw new DossierError(
    'decision-incomplete',
    'The edited plan names another document than the one that is checked.',
    {
      field: 'edited',
      remedy: 'Keep `document` as the plan that was shown has it.',
    },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no plan and no draft: the schema says so.
    return null;
  }
}

/** Whatever research found may be cited, also what the draft left out; null where there are no notes. */
async function citableEvidence({ artifacts: named }: JobView, artifacts: ArtifactStore): Promise<Set<string> | null> {
  if (named.notes === undefined) return null;
  const notes = numberedNotesSchema.safeParse(await artifacts.getJson(named.notes.sha256));
  return notes.success ? new Set(notes.data.evidence.map(({ id }) => id)) : null;
}

/** What a check looks up is the document that it was given, whatever an edited plan says; parts may be left out of it. */
function ofTheSameDocument(edited: Plan, { document }: Plan): Plan {
  const { document: _named, ...plan } = edited;
  return document === undefined ? plan : { ...plan, document };
}

/** The corrections of a check that an edit left as they were keep their reasons. */
function withChanges(edited: Draft, { changes }: Draft): Draft {
  if (changes === undefined) return edited;
  const now = new Map(claimsOf(edited).map(({ id, text }) => [id, text]));
  return { ...edited, changes: changes.filter(({ claimId, after }) => (now.get(claimId) ?? null) === after) };
}

function parsePlan(text: string): Plan {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new DossierError('decision-incomplete', 'The edited plan is not valid JSON.', {
      field: 'editedMarkdown',
      remedy: 'Edit the JSON of `dossier show` or of the draft in JSON, and keep its form.',
      cause: error,
    });
  }
  const plan = planSchema.safeParse(data);
  if (plan.success) return plan.data;
  const issue = plan.error.issues[0];
  const where = issue?.path.join('.') || 'the plan';
  throw new DossierError('decision-incomplete', `The edited plan is not a plan: ${where}: ${issue?.message}.`, {
    field: 'editedMarkdown',
    remedy: 'Correct the named part and send it again.',
  });
}
