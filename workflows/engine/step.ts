import type { ArtifactRef } from '../../contract/artifact.ts';
import type { StepName } from '../../contract/job-kind.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { currentPlace, roundOf } from '../../contract/state/rounds.ts';
import type { JobRun } from './job-run.ts';
import { type Finished, unit } from './unit.ts';

/** A step or item that is done, with its output. */
export interface Done {
  place: Place;
  output: ArtifactRef;
  facts: Record<string, number>;
}

/** Does a step of the job's present round. */
export async function step(job: JobRun, name: StepName, work: (place: Place) => Promise<Finished>): Promise<Done> {
  const place = currentPlace(job.state, name);
  return done(place, await unit(job, place, name, () => work(place)));
}

/** Does one part of a step, which has attempts, attention and a result of its own. */
export async function part(
  job: JobRun,
  of: Place,
  item: string,
  title: string,
  work: (place: Place) => Promise<Finished>,
  agent = false,
): Promise<Done> {
  const place = { ...of, item };
  return done(place, await unit(job, place, title, () => work(place), agent));
}

/** Does all parts of a step side by side; the job's slots bound how many calls they make at once. */
export async function parts(
  job: JobRun,
  of: Place,
  items: readonly { id: string; title: string }[],
  work: (place: Place) => Promise<Finished>,
  agent = false,
): Promise<Done[]> {
  return await Promise.all(items.map(({ id, title }) => part(job, of, id, title, work, agent)));
}

/** The output of a step in the round before its present one; null in its first. */
export function outputOfRoundBefore(job: JobRun, name: StepName): ArtifactRef | null {
  const { round } = roundOf(job.state, name);
  const before = Object.values(job.state.places).findLast(
    (place) =>
      place.place.step === name && place.place.item === null && place.place.round < round && place.status === 'done',
  );
  return before?.status === 'done' ? before.output : null;
}

function done(place: Place, { output, facts }: Finished): Done {
  if (output === null) throw new Error(`${placeKey(place)} gave no output.`);
  return { place, output, facts };
}
