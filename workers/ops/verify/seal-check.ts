import { partsOf, sealOf } from '../../../contract/bundle-seal.ts';
import type { Discrepancy } from './outcome.ts';
import { isMembers, type Members } from './read-bundle.ts';

const seal = (place: string, message: string): Discrepancy => ({ check: 'seal', place, message });

/** A place with the id of what stands there: `claims[3], id s4`. */
function labelled(value: Members, place: string): string {
  const found = place.split(/[.[\]]+/).reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    if (isMembers(at)) return step === '' ? at : at[step];
    return at;
  }, value);
  const id = isMembers(found) ? (found.id ?? found.name ?? found.messageId) : undefined;
  return typeof id === 'string' ? `${place}, id ${id.slice(0, 80)}` : place;
}

function recordedParts(value: Members): Members | null {
  const parts = isMembers(value.report) ? value.report.parts : undefined;
  return isMembers(parts) ? parts : null;
}

/** The places whose content is not what the recorded hashes say. */
function alteredParts(value: Members, recorded: Members, now: Readonly<Record<string, string>>): Discrepancy[] {
  const altered = Object.keys(now).flatMap((place) => {
    if (recorded[place] === now[place]) return [];
    const known = place in recorded;
    return seal(
      labelled(value, place),
      known ? 'It was altered after it was written.' : 'It was added, or its place altered.',
    );
  });
  const gone = Object.keys(recorded).filter((place) => !(place in now));
  return [...altered, ...gone.map((place) => seal(place, 'It is missing, or its place was altered.'))];
}

/** Compares a bundle with its seal; where they differ, the recorded hashes of the parts tell what was altered. */
export function checkSeal(value: Members): Discrepancy[] {
  const recorded = isMembers(value.report) ? value.report.seal : undefined;
  const parts = recordedParts(value);
  if (typeof recorded !== 'string' || parts === null)
    return [seal('report.seal', 'The bundle carries no seal, so that nobody can tell whether it was altered.')];
  const now = partsOf(value);
  const intact = sealOf(value) === recorded;
  const altered = alteredParts(value, parts, now);
  if (intact) return altered;
  if (altered.length === 0)
    return [
      seal(
        'report.seal',
        'The seal does not fit the bundle, though every part is as it was written: the seal was altered.',
      ),
    ];
  // With the hashes as the content gives them the seal fits: then the content is what was sealed, and a hash was altered.
  const report = isMembers(value.report) ? { ...value.report, parts: now } : value.report;
  if (sealOf({ ...value, report }) === recorded)
    return altered.map(({ place }) =>
      seal(`report.parts, ${place}`, 'The recorded hash of a part was altered; the part itself is as it was.'),
    );
  return altered;
}
