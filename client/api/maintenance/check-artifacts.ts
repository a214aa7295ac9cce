import { stepNameSchema } from '../../../contract/job-kind.ts';
import type { ArtifactCheckAnswer, Damage, MaintenanceProgress } from '../../../contract/maintenance.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import { addNames, type Names, noNames } from '../../../store/naming/hashes.ts';
import { missingOf, nothingWalked, walkNames } from '../../../store/naming/walk-names.ts';
import { namesOfJob } from './named.ts';

/** What checking needs. */
export interface CheckParts {
  artifacts: ArtifactStore;
  ledger: Ledger;
}

const STEPS = stepNameSchema.options;

/** Reads, and so verifies, all bytes of every artifact that the ledger names, and tells who needs those that are lost. */
export async function checkArtifacts(
  { artifacts, ledger }: CheckParts,
  progress: (progress: MaintenanceProgress) => void,
): Promise<ArtifactCheckAnswer> {
  const walked = nothingWalked();
  await walkNames(artifacts, namesOfLedger(ledger), walked, {
    whole: true,
    progress: (now) => progress({ doing: 'verifying', done: now.artifacts, bytes: now.bytes }),
  });
  const lost = new Map<string, Damage['what']>();
  for (const sha256 of missingOf(walked)) lost.set(sha256, 'missing');
  for (const sha256 of walked.altered) lost.set(sha256, 'altered');
  const damaged = [...lost].map(([sha256, what]): Damage => ({ sha256, what, jobs: [] }));
  if (damaged.length > 0) await addJobs({ artifacts, ledger }, damaged, progress);
  return { verified: { artifacts: walked.artifacts, bytes: walked.bytes }, damaged };
}

async function* namesOfLedger(ledger: Ledger): AsyncGenerator<Names> {
  for await (const { text } of ledger.namingRows()) yield namesIn(text);
}

function namesIn(text: string): Names {
  const names = noNames();
  addNames(names, text);
  return names;
}

/** Walks from each job, and from each of its steps where the job needs something that is lost. */
async function addJobs(
  parts: CheckParts,
  damaged: readonly Damage[],
  progress: (progress: MaintenanceProgress) => void,
): Promise<void> {
  let done = 0;
  let cursor: string | undefined;
  do {
    const page = await parts.ledger.listJobs({
      organisation: 'local',
      limit: 200,
      ...(cursor !== undefined && { cursor }),
    });
    for (const { id } of page.jobs) {
      const reached = await reachedFrom(parts, namesOfJob(parts, id));
      const hit = damaged.filter(({ sha256 }) => reached.has(sha256));
      const steps = hit.length === 0 ? new Map() : await stepsOf(parts, id);
      for (const damage of hit) {
        const needing = STEPS.filter((step) => steps.get(step)?.has(damage.sha256));
        damage.jobs.push({ id, steps: needing });
      }
      done += 1;
      progress({ doing: 'looking for the jobs that are hit', done, bytes: 0 });
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function reachedFrom(
  { artifacts }: CheckParts,
  names: AsyncIterable<Names> | Iterable<Names>,
): Promise<ReadonlySet<string>> {
  const walked = nothingWalked();
  await walkNames(artifacts, names, walked);
  return walked.reached;
}

/** What each step of a job needs: its calls, and what its places and gates hold. */
async function stepsOf(parts: CheckParts, jobId: string): Promise<Map<string, ReadonlySet<string>>> {
  const named = new Map<string, Names>();
  const of = (step: string): Names => {
    const names = named.get(step) ?? noNames();
    named.set(step, names);
    return names;
  };
  for await (const { step, text } of parts.ledger.namingRows(jobId)) if (step !== null) addNames(of(step), text);
  const record = await parts.ledger.readRecord(jobId);
  const { places = {}, gates = {} } = record?.state ?? {};
  for (const held of [...Object.values(places), ...Object.values(gates)])
    addNames(of(held.place.step), JSON.stringify(held));
  const reached = new Map<string, ReadonlySet<string>>();
  for (const [step, names] of named) reached.set(step, await reachedFrom(parts, [names]));
  return reached;
}
