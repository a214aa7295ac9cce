import type { ArtifactRef } from '../../../../../contract/artifact.ts';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';

type Step = PlaceView['step'];

/** What each step is given of what others made, by the names of `artifacts`. */
const READS: Record<Step, readonly string[]> = {
  ingest: [],
  plan: ['sources'],
  research: ['sources', 'plan'],
  draft: ['sources', 'plan', 'notes'],
  verify: ['sources', 'notes', 'draft'],
  approve: ['draft', 'verification'],
  report: ['sources', 'notes', 'draft', 'verification'],
};

/** What a step or item takes. */
export interface Inputs {
  /** What it is asked, in words. */
  question: string;
  artifacts: { name: string; artifact: ArtifactRef }[];
  /** What a reviewer asked for when they sent back what stood before; empty where none did. */
  comment: string;
  /** What a person changed where the job went back to make this. */
  changed: string[];
}

/** What a step or item of the round that stands is given. An item of research is asked its own question, all else the job's. */
export function inputsOf(view: JobView, place: PlaceView): Inputs {
  const artifacts = READS[place.step].flatMap((name) => {
    const artifact = view.artifacts[name];
    // What a step made itself is not what it was given; a step that is not reached is given nothing yet.
    return artifact === undefined || artifact.sha256 === place.output?.sha256 ? [] : [{ name, artifact }];
  });
  const sentBack = view.decisions.findLast(
    ({ decision, round, voidedBy }) => decision === 'revise' && round < place.round && voidedBy === undefined,
  );
  const branch = view.branches.find(({ generation }) => generation === place.generation);
  return {
    question: place.step === 'research' && place.item !== null ? place.title : view.question,
    artifacts: place.status === 'pending' ? [] : artifacts,
    comment: place.round > 1 ? (sentBack?.comment ?? '') : '',
    changed: place.generation > 0 ? [...(branch?.changed ?? [])] : [],
  };
}
