import type { ArtifactRef } from '../../contract/artifact.ts';
import type { StepName } from '../../contract/job-kind.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import { asksFresh, currentPlace, roundOf } from '../../contract/state/rounds.ts';
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

/**
 * The draft that was verified last before the present round, with its verification; null in the first round, and where a person
 * wants everything read afresh.
 */
export function verifiedBefore(job: JobRun): { draft: ArtifactRef; verification: ArtifactRef } | null {
  const place = currentPlace(job.state, 'verify');
  if (asksFresh(job.state, place)) return null;
  const verified = lastDone(job, 'verify', place.round - 1);
  const drafted = verified === null ? null : lastDone(job, 'draft', verified.round);
  return verified === null || drafted === null ? null : { draft: drafted.output, verification: verified.output };
}

/** What a step last gave up to a round. */
function lastDone(job: JobRun, name: StepName, upTo: number): { round: number; output: ArtifactRef } | null {
  const done = Object.values(job.state.places).flatMap((state) => {
    const { step, item, round } = state.place;
    const isMeant = step === name && item === null && round <= upTo;
    return isMeant && state.status === 'done' && state.output !== null ? [{ round, output: state.output }] : [];
  });
  return done.toSorted((a, b) => a.round - b.round).at(-1) ?? null;
}

/** The output that a step first gave on what research found: of a `check` the document as given. Null where it gave none. */
export function firstOutput(job: JobRun, name: StepName): ArtifactRef | null {
  const { round } = roundOf(job.state, 'research');
  const first = Object.values(job.state.places).find(
    ({ place, status }) => place.step === name && place.item === null && place.round >= round && status === 'done',
  );
  return first?.status === 'done' ? first.output : null;
}

/** The batches of a step's work as its parts, `batch-1` and on. */
export function batchesOf(count: number, title: string): { id: string; title: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `batch-${index + 1}`,
    title: `${title}, part ${index + 1} of ${count}`,
  }));
}

function done(place: Place, { output, facts }: Finished): Done {
  if (output === null) throw new Error(`${placeKey(place)} gave no output.`);
  return { place, output, facts };
}
