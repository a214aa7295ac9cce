import { join } from 'node:path';
import { createDossierClient } from '../../client/library/dossier-client.ts';
import { openStore } from '../../store/open-store.ts';
import { eventually } from '../end-to-end/eventually.ts';
import { Installation } from '../end-to-end/installation.ts';
import { isAlive } from '../end-to-end/processes.ts';
import { failpointFiles } from './failpoint-files.ts';
import type { Death, Form, Part } from './form.ts';

const PATIENCE_MS = 60_000;

/** Starts `dossier up` on a data folder of its own, with its models at the provider's address. */
export async function startEmbedded(providerUrl: string): Promise<Form> {
  const environment: Record<string, string> = {
    OPENAI_BASE_URL: providerUrl,
    OPENAI_API_KEY: 'none',
    DOSSIER_TIME_SCALE: '0.02',
  };
  const installation = new Installation(environment);
  const failpoints = join(installation.data, 'failpoints');
  const files = failpointFiles(failpoints);
  Object.assign(environment, { DOSSIER_FAILPOINTS: failpoints, DOSSIER_DATA: installation.data });
  const up = installation.start(['up']);
  try {
    await eventually('the start', () => (up.said().includes('Dossier is ready') ? true : undefined), PATIENCE_MS);
  } catch (error) {
    await installation.run(['down']);
    await installation.end();
    throw new Error(`${String(error)}\n${up.said()}`);
  }
  const databaseUrl = join(installation.data, 'ledger.sqlite');
  const store = await openStore({ databaseUrl, artifactsUrl: join(installation.data, 'artifacts') });
  const client = () => createDossierClient({ ...instanceOf(installation), via: 'cli' });
  const pidOf = (part: Part, not?: number) => installation.pidOf(part, not);
  return {
    environment,
    store,
    client,
    pidOf,
    pidsOf: async (part) => [await pidOf(part)],
    async kill(part, known) {
      const pid = known ?? (await pidOf(part));
      process.kill(pid, 'SIGKILL');
      await eventually(`the end of the ${part}`, () => (isAlive(pid) ? undefined : true));
      return { part, pid, at: Date.now() };
    },
    async back({ part, pid }: Death) {
      await installation.pidOf(part, pid);
      await eventually(
        `the ${part} that serves again`,
        async () => {
          const instance = await client()
            .instance()
            .catch(() => undefined);
          if (instance === undefined || !instance.temporal.reachable) return undefined;
          return part !== 'worker' || instance.worker.connected === true ? true : undefined;
        },
        PATIENCE_MS,
      );
    },
    ...files,
    command: (args) => installation.start(args),
    async end() {
      await store.close();
      // In order, so that `up` ends with all it has started: they share its output, which else stays open.
      await installation.run(['down']);
      await installation.end();
    },
  };
}

function instanceOf(installation: Installation) {
  const instance = installation.instance();
  if (instance === undefined) throw new Error('The instance is gone.');
  return instance;
}
