import type { InstanceAnswer } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import { loadConfiguration } from '../config.ts';
import type { Connection } from '../connection.ts';
import { findLocal, isAlive, named, readInstanceFile } from '../connection.ts';
import type { Check } from './check.ts';

function checksOf(url: string, answer: InstanceAnswer): Check[] {
  const { temporal, worker, models } = answer;
  const isSilent = worker.connected === false;
  const model = models.baseUrl ?? (models.offlineUrl === null ? 'the provider of the key' : 'offline model');
  return [
    { name: 'instance', state: 'good', words: `${url}, version ${answer.version}, process ${answer.pid}` },
    temporal.reachable
      ? { name: '  Temporal', state: 'good', words: `${temporal.address}, namespace ${temporal.namespace}` }
      : {
          name: '  Temporal',
          state: 'problem',
          words: `${temporal.address} does not answer`,
          remedy: 'It is started again by itself; if that lasts, see logs/temporal.log in the data folder.',
        },
    isSilent
      ? {
          name: '  worker',
          state: 'problem',
          words: 'no worker asks for work',
          remedy: 'It is started again by itself; if that lasts, see logs/worker.log in the data folder.',
        }
      : { name: '  worker', state: 'good', words: workerWords(worker) },
    { name: '  model', state: 'good', words: model },
  ];
}

/** What is known and no more: a worker that hangs leaves its last question open for a while. */
function workerWords({ connected, lastAskedAt }: InstanceAnswer['worker']): string {
  if (connected === null) return 'not known';
  if (lastAskedAt === null) return 'connected';
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(lastAskedAt)) / 1_000));
  return `connected: asked for work ${seconds} s ago (one that hangs is noticed after at most two minutes)`;
}

async function ask(connection: Connection): Promise<Check[]> {
  try {
    return checksOf(connection.url, await connection.client.instance());
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    const { message, remedy } = error.failure;
    return [{ name: 'instance', state: 'problem', words: message, remedy }];
  }
}

async function local(dataFolder: string): Promise<Check[]> {
  const found = await findLocal(dataFolder);
  if (found !== undefined) return ask(found);
  const written = readInstanceFile(dataFolder);
  if (written !== undefined && isAlive(written.pid)) {
    return [
      {
        name: 'instance',
        state: 'problem',
        words: `process ${written.pid} holds the data folder, and ${written.url} does not answer`,
        remedy: `Wait a moment; if it stays so, end it with \`kill ${written.pid}\`.`,
      },
    ];
  }
  return [{ name: 'instance', state: 'note', words: 'none is running; the next command that needs one starts it' }];
}

/** The instance that a command would talk to, without starting one. */
export async function checkInstance(
  dataFolder: string,
  options: { data: string | undefined; server: string | undefined },
): Promise<Check[]> {
  let address = options.server;
  try {
    const configuration = loadConfiguration(options.data);
    address ??= configuration.settings.DOSSIER_URL;
    if (address !== undefined) return await ask(named(configuration, address));
  } catch (error) {
    // Wrong settings are reported as such; the instance of the data folder can be looked at all the same.
    if (!(error instanceof DossierError) || error.code !== 'configuration-invalid') throw error;
  }
  return local(dataFolder);
}
