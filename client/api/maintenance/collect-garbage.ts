import { DossierError } from '../../../contract/failures.ts';
import type { GarbageAnswer, MaintenanceProgress } from '../../../contract/maintenance.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import {
  missingOf,
  nothingWalked,
  type Walked,
  type WalkOptions,
  walkNames,
} from '../../../store/naming/walk-names.ts';
import { extractionsBeside, type NamingParts, namesOfAll, namesOfJob } from './named.ts';

/** What collecting needs. */
export interface CollectParts extends NamingParts {
  artifacts: ArtifactStore;
  clock(): number;
  /** Milliseconds that what nothing names stays before it is garbage; unset, an hour. */
  garbageAgeMs?: number | undefined;
}

/** Uploads come before the start that names them, and a step's artifacts before its record. */
export const YOUNG_MS = 3_600_000;
const LARGEST_SHOWN = 20;
const BATCH = 100;
const CHANGES = 500;

/**
 * Finds what nothing names and nobody wrote or touched for an hour, and removes it if asked to.
 * Before each hundred it looks at what jobs began to name meanwhile, and each is deleted only if still untouched.
 * Throws `artifact-corrupt` instead of removing anything where something named is lost: what that named is not known.
 */
export async function collectGarbage(
  parts: CollectParts,
  remove: boolean,
  progress: (progress: MaintenanceProgress) => void,
): Promise<GarbageAnswer> {
  const before = parts.clock() - (parts.garbageAgeMs ?? YOUNG_MS);
  const since = await parts.ledger.lastSequence();
  const walked = nothingWalked();
  const beside = await extractionsBeside(parts.ledger);
  // An extraction alone keeps nothing: what was uploaded, looked at and never used goes with what was read from it.
  const isOfJob = (row: { jobId: string | null }): boolean => row.jobId !== null;
  await walkNames(parts.artifacts, namesOfAll(parts, isOfJob), walked, {
    beside,
    progress: ({ artifacts, bytes }) => progress({ doing: 'looking for what is named', done: artifacts, bytes }),
  });
  const damaged = missingOf(walked).size + walked.altered.size;
  const found = await unnamed(parts, walked, before, progress);
  if (!remove) return answerOf(found, false, damaged);
  if (damaged > 0) {
    throw new DossierError(
      'artifact-corrupt',
      `Nothing was removed: ${damaged} named ${damaged === 1 ? 'artifact is' : 'artifacts are'} missing or altered, and what they named is not known.`,
      { remedy: 'See `dossier doctor --deep`, mend what it tells, then run `dossier gc --remove` again.' },
    );
  }
  return answerOf(await removeAll(parts, { found, walked, beside, before, since }, progress), true, 0);
}

interface Found {
  kept: { artifacts: number; bytes: number };
  young: { artifacts: number; bytes: number };
  garbage: Map<string, number>;
}

interface Removal {
  found: Found;
  walked: Walked;
  beside: NonNullable<WalkOptions['beside']>;
  before: number;
  since: number;
}

async function unnamed(
  { artifacts }: CollectParts,
  { reached }: Walked,
  before: number,
  progress: (progress: MaintenanceProgress) => void,
): Promise<Found> {
  const found: Found = { kept: { artifacts: 0, bytes: 0 }, young: { artifacts: 0, bytes: 0 }, garbage: new Map() };
  let done = 0;
  for await (const { sha256, bytes, modifiedAt } of artifacts.list()) {
    const isNamed = reached.has(sha256);
    if (!isNamed && modifiedAt < before) found.garbage.set(sha256, bytes);
    else {
      const sum = isNamed ? found.kept : found.young;
      sum.artifacts += 1;
      sum.bytes += bytes;
    }
    done += 1;
    if (done % BATCH === 0) progress({ doing: 'looking at what is stored', done, bytes: 0 });
  }
  return found;
}

async function removeAll(
  parts: CollectParts,
  { found, walked, beside, before, since }: Removal,
  progress: (progress: MaintenanceProgress) => void,
): Promise<Found> {
  const removed: Found = { ...found, garbage: new Map() };
  const all = [...found.garbage];
  let seen = since;
  let bytes = 0;
  for (let from = 0; from < all.length; from += BATCH) {
    seen = await walkChanges(parts, walked, beside, seen);
    const batch = all.slice(from, from + BATCH).filter(([sha256]) => !walked.reached.has(sha256));
    // An extraction must never name what is gone.
    await parts.ledger.forgetExtractions(batch.map(([sha256]) => sha256));
    for (const [sha256, size] of batch) {
      if (!(await parts.artifacts.deleteOlder(sha256, before))) continue;
      removed.garbage.set(sha256, size);
      bytes += size;
    }
    progress({ doing: 'removing', done: removed.garbage.size, bytes });
  }
  return removed;
}

/** Walks from the rows of jobs that changed; answers up to where the feed was read. */
async function walkChanges(
  parts: CollectParts,
  walked: Walked,
  beside: Removal['beside'],
  since: number,
): Promise<number> {
  let seen = since;
  for (;;) {
    const changes = await parts.ledger.changesSince(seen, CHANGES);
    for (const jobId of new Set(changes.map((change) => change.jobId)))
      await walkNames(parts.artifacts, namesOfJob(parts, jobId), walked, { beside });
    seen = changes.at(-1)?.sequence ?? seen;
    if (changes.length < CHANGES) return seen;
  }
}

function answerOf({ kept, young, garbage }: Found, removed: boolean, damaged: number): GarbageAnswer {
  const largest = [...garbage].sort(([, one], [, other]) => other - one).slice(0, LARGEST_SHOWN);
  return {
    removed,
    damaged,
    ...{ kept, young },
    garbage: { artifacts: garbage.size, bytes: [...garbage.values()].reduce((sum, bytes) => sum + bytes, 0) },
    largest: largest.map(([sha256, bytes]) => ({ sha256, bytes })),
  };
}
