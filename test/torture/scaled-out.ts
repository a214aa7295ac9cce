import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDossierClient } from '../../client/library/dossier-client.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { locateServers, postgresPrograms, SERVER_NAMES } from '../../workers/ops/scaled-out/programs.ts';
import { type ScaledOut, startScaledOut } from '../../workers/ops/scaled-out/start-scaled-out.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { runTyped } from '../end-to-end/installation.ts';
import { isAlive } from '../end-to-end/processes.ts';
import { failpointFiles } from './failpoint-files.ts';
import type { Form } from './form.ts';
import { type KeptMembers, keepRunning } from './kept-members.ts';

const PATIENCE_MS = 120_000;
/** What is killed stays away for so long, as on a machine that has to notice it. */
const AWAY_MS = 1_000;

/** Why the form cannot be started without building for minutes; null where it can. */
export async function scaledOutIsMissing(): Promise<string | null> {
  if (postgresPrograms() === null) return 'PostgreSQL is not installed';
  return await locateServers(SERVER_NAMES, { onlyLook: true }).then(
    () => null,
    () => 'the servers of the scaled-out form are not built (npm run scaled-out builds them)',
  );
}

/** Starts two workers and two APIs on Temporal's production server, PostgreSQL and S3, with their models at the provider's address. */
export async function startScaledOutForm(providerUrl: string): Promise<Form> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-torture-'));
  // PostgreSQL runs as a user of its own, who must get at its folder.
  chmodSync(folder, 0o711);
  const failpoints = join(folder, 'failpoints');
  const files = failpointFiles(failpoints);
  const settings = { OPENAI_BASE_URL: providerUrl, OPENAI_API_KEY: 'none', DOSSIER_TIME_SCALE: '0.02' };
  let scaled: ScaledOut | undefined;
  try {
    scaled = await startScaledOut({ folder, env: { ...settings, DOSSIER_FAILPOINTS: failpoints } });
    const store = await openStoreOf(scaled);
    return formOf(scaled, store, files, folder);
  } catch (error) {
    await scaled?.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The client of S3 reads its keys from the environment of its process. */
async function openStoreOf({ env, databaseUrl, artifactsUrl }: ScaledOut): Promise<Store> {
  const keys = Object.entries(env).filter(([name]) => name.startsWith('AWS_'));
  for (const [name, value] of keys) process.env[name] = value;
  return await openStore({ databaseUrl, artifactsUrl });
}

function formOf(scaled: ScaledOut, store: Store, files: Pick<Form, 'arm' | 'hits'>, folder: string): Form {
  const workers = keepRunning(scaled.workers, AWAY_MS);
  const apis = keepRunning(scaled.apis, AWAY_MS);
  const client = () => createDossierClient({ url: apis.next().url ?? '', token: scaled.token, via: 'cli' });
  const pidOf: Form['pidOf'] = (part, not) =>
    eventually(
      `the process of the ${part}`,
      () => (part === 'temporal' ? temporalPid(scaled, not) : membersOf(part, workers, apis).pid(not)),
      PATIENCE_MS,
    );
  let temporalComes: Promise<void> = Promise.resolve();
  return {
    environment: scaled.env,
    store,
    client,
    pidOf,
    async pidsOf(part) {
      const first = await pidOf(part);
      return part === 'temporal' ? [first] : membersOf(part, workers, apis).pids();
    },
    ...files,
    async kill(part, known) {
      const pid = known ?? (await pidOf(part));
      process.kill(pid, 'SIGKILL');
      await eventually(`the end of the ${part}`, () => (isAlive(pid) ? undefined : true));
      const death = { part, pid, at: Date.now() };
      if (part === 'temporal') temporalComes = sleep(AWAY_MS).then(() => scaled.temporal.start());
      return death;
    },
    async back({ part, pid }) {
      if (part === 'temporal') await temporalComes;
      await pidOf(part, pid);
      await eventually(
        `the ${part} that serves again`,
        async () => {
          const instance = await client()
            .instance()
            .catch(() => undefined);
          return instance?.temporal.reachable ? true : undefined;
        },
        PATIENCE_MS,
      );
    },
    command(args) {
      const { url = '' } = apis.next();
      return runTyped(args, { DOSSIER_URL: url, DOSSIER_TOKEN: scaled.token, DOSSIER_DATA: join(folder, 'commands') });
    },
    async end() {
      await temporalComes.catch(() => {});
      await Promise.all([workers.stop(), apis.stop()]);
      await store.close();
      await scaled.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function temporalPid({ temporal }: ScaledOut, not: number | undefined): number | undefined {
  return temporal.pid !== not && isAlive(temporal.pid) ? temporal.pid : undefined;
}

function membersOf(part: 'worker' | 'api', workers: KeptMembers, apis: KeptMembers): KeptMembers {
  return part === 'worker' ? workers : apis;
}
