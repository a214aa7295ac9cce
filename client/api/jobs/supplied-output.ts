import type { ArtifactRef } from '../../../contract/artifact.ts';
import { type Draft, draftSchema } from '../../../contract/draft/blocks.ts';
import { parseDraftMarkdown } from '../../../contract/draft/parse-markdown.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { StepName } from '../../../contract/job-kind.ts';
import { numberedNotesSchema } from '../../../contract/notes.ts';
import { placeKey } from '../../../contract/place.ts';
import { planSchema } from '../../../contract/plan.ts';
import type { SuppliedOutput } from '../../../contract/recovery/changes.ts';
import { checkOutput } from '../../../contract/recovery/outputs.ts';
import { type PartName, partOf } from '../../../contract/recovery/parts.ts';
import type { WishedOutput } from '../../../contract/recovery/wishes.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import { currentPlace } from '../../../contract/state/rounds.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { checkArtifact } from './job-input.ts';

/**
 * Checks an output that a person supplies against the form of its step and stores it. Throws `output-invalid` with the field that is
 * wrong, `draft-markdown-invalid` with the line, `artifact-not-found`.
 */
export async function suppliedOutput(
  state: JobState,
  at: { step: StepName; item: string | null },
  output: WishedOutput,
  artifacts: ArtifactStore,
): Promise<SuppliedOutput> {
  const part = partOf(state.input.kind, at);
  const value = withDocument(
    part,
    await givenValue(state, part, output, artifacts),
    await planBefore(state, artifacts),
  );
  const checked = checkOutput(part, value);
  if (checked.kind === 'invalid') {
    const [field = 'output'] = checked.error.split(': ');
    throw new DossierError('output-invalid', `The output is not that of ${nameOf(at)}: ${checked.error}.`, { field });
  }
  const { facts } = checked;
  if (output.form === 'artifact') return { artifact: output.artifact, facts };
  return { artifact: await artifacts.putJson(checked.value, checked.title), facts };
}

function nameOf({ step, item }: { step: StepName; item: string | null }): string {
  return item === null ? `step ${step}` : `item ${item} of step ${step}`;
}

async function givenValue(
  state: JobState,
  part: PartName,
  output: WishedOutput,
  artifacts: ArtifactStore,
): Promise<unknown> {
  switch (output.form) {
    case 'json':
      return output.value;
    case 'artifact':
      await checkArtifact(output.artifact, 'output.artifact', artifacts);
      return jsonOf(await artifacts.getText(output.artifact.sha256));
    case 'markdown':
      if (part === 'draft') {
        const evidence = await citableEvidence(state, artifacts);
        return parseDraftMarkdown(output.text, await draftBefore(state, artifacts), evidence);
      }
      throw new DossierError('output-invalid', 'Only a draft can be supplied as Markdown.', {
        field: 'output.form',
        remedy: 'Supply it as JSON.',
      });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON has no step's form: the check says so.
    return null;
  }
}

/** What stands in a step now; undefined where nothing does. */
async function standingOutput(state: JobState, step: StepName, artifacts: ArtifactStore): Promise<unknown> {
  const place = state.places[placeKey(currentPlace(state, step))];
  if (place?.status !== 'done' || place.output === null) return undefined;
  return unlessLost(place.output, artifacts);
}

/** What is lost is nothing that a supplied output could be matched against. */
async function unlessLost({ sha256 }: ArtifactRef, artifacts: ArtifactStore): Promise<unknown> {
  try {
    return await artifacts.getJson(sha256);
  } catch (error) {
    if (error instanceof DossierError && error.failure.class === 'lost-artifact') return undefined;
    throw error;
  }
}

/** The draft whose sentences keep their ids where the supplied one has them too: the newest that there is. */
async function draftBefore(state: JobState, artifacts: ArtifactStore): Promise<Draft> {
  const base = state.rounds.at(-1)?.base ?? null;
  const before =
    (await standingOutput(state, 'draft', artifacts)) ??
    (base === null ? undefined : await unlessLost(base, artifacts));
  const draft = draftSchema.safeParse(before);
  return draft.success ? draft.data : { title: 'Draft', blocks: [] };
}

/** Whatever research found may be cited; null where there are no notes. */
async function citableEvidence(state: JobState, artifacts: ArtifactStore): Promise<Set<string> | null> {
  const notes = numberedNotesSchema.safeParse(await standingOutput(state, 'research', artifacts));
  return notes.success ? new Set(notes.data.evidence.map(({ id }) => id)) : null;
}

async function planBefore(state: JobState, artifacts: ArtifactStore): Promise<unknown> {
  return state.input.kind === 'check' ? standingOutput(state, 'plan', artifacts) : undefined;
}

/** What a check looks up is the document that it was given, whatever a supplied plan says. */
function withDocument(part: PartName, value: unknown, before: unknown): unknown {
  const plan = planSchema.safeParse(before);
  if (part !== 'division' || !plan.success || typeof value !== 'object' || value === null) return value;
  return { ...value, document: plan.data.document };
}
