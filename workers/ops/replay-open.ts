import { DefaultLogger, Runtime } from '@temporalio/worker';
import { firstOpenStep } from '../../contract/recovery/first-open-step.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { loadConfiguration } from '../config.ts';
import { dataPaths } from '../paths.ts';
import { temporalAddress } from '../temporal-address.ts';
import { openRunHistory, waitForTemporal } from '../temporal-admin.ts';
import { bundleFor } from '../workflow-bundle.ts';
import { type BrokenJob, type Replayed, replayJobs } from './replay/replay-jobs.ts';

// `dossier up` runs this where the workflows are others than at the last start, before its worker takes traffic: the histories of the open
// jobs are replayed against the present workflows, and those that would break are named. Each line on stdout is one of the check list.
const MOST_MS = 60_000;
const PROGRESS_EVERY_MS = 5_000;
const MOST_NAMED = 20;

const startedAt = Date.now();
const { settings, dataFolder } = loadConfiguration();
const paths = dataPaths(dataFolder);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** At most one line each five seconds. */
function progress(): (done: number, all: number) => void {
  let saidAt = Date.now();
  return (done, all) => {
    if (Date.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = Date.now();
    say(`replayed ${done} of ${all}`);
  };
}

async function wayOn(store: Store, jobId: string): Promise<string> {
  const state = (await store.ledger.readRecord(jobId))?.state;
  return `dossier rewind ${jobId} ${state ? firstOpenStep(state) : 'STEP'}`;
}

async function name(store: Store, { jobId, why }: BrokenJob): Promise<void> {
  say(`${jobId} breaks with these workflows and will show as stuck: ${why}`);
  say(`  \`${await wayOn(store, jobId)}\` goes on from its record`);
}

async function tell(store: Store, { replayed, broken, unchecked }: Replayed): Promise<void> {
  for (const job of broken.slice(0, MOST_NAMED)) await name(store, job);
  if (broken.length > MOST_NAMED) say(`and ${broken.length - MOST_NAMED} more break, which \`dossier jobs\` will show`);
  if (replayed === 0 && unchecked === 0) return;
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
  say(`${replayed} open ${replayed === 1 ? 'job goes' : 'jobs go'} on with the changed workflows (${seconds} s)`);
  if (unchecked > 0) say(`${unchecked} were not checked within ${MOST_MS / 1_000} s`);
}

async function main(): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
  });
  const store = await openStore({
    databaseUrl: settings.DATABASE_URL ?? paths.ledger,
    artifactsUrl: settings.ARTIFACTS_URL ?? paths.artifacts,
  });
  const jobIds = (await store.ledger.openJobs()).map(({ jobId }) => jobId);
  if (jobIds.length === 0) return;
  say(`the workflows have changed: replaying ${jobIds.length} open ${jobIds.length === 1 ? 'job' : 'jobs'} first`);
  const connection = await waitForTemporal(temporalAddress(settings), 10_000);
  const replayed = await replayJobs(jobIds, {
    workflowBundle: await bundleFor(settings),
    historyOf: (jobId) => openRunHistory(connection, settings.TEMPORAL_NAMESPACE, jobId),
    deadline: startedAt + MOST_MS,
    progress: progress(),
  });
  await tell(store, replayed);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
