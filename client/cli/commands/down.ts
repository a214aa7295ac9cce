import { setTimeout as sleep } from 'node:timers/promises';
import { DossierError } from '../../../contract/failures.ts';
import type { Command, Context } from '../command.ts';
import { findLocal, isAlive, named } from '../connection.ts';
import { EXIT } from '../exit-codes.ts';

/** An instance is gone within 15 s of being told. */
const PATIENCE_MS = 25_000;

async function stopNamed(context: Context, address: string): Promise<number> {
  await named(context.configuration(), address).client.stop();
  context.terminal.result({ stopped: true, url: address }, `The instance at ${address} was told to stop.`);
  return EXIT.done;
}

async function untilGone(pid: number): Promise<void> {
  const startedAt = Date.now();
  while (isAlive(pid)) {
    if (Date.now() - startedAt > PATIENCE_MS) {
      throw new DossierError('instance-unreachable', `The instance (process ${pid}) was told to stop and still runs.`, {
        remedy: `End it with \`kill ${pid}\`; open jobs go on with the next start.`,
      });
    }
    await sleep(100);
  }
}

/** `dossier down`. Starts nothing; nothing to stop is no failure. */
export const down: Command = {
  name: 'down',
  usage: '',
  words: 'Stop the instance; open jobs go on with its next start.',
  options: {},
  positionals: { min: 0, max: 0, missing: '' },
  async run(context) {
    const { dataFolder, settings } = context.configuration();
    const address = context.options.text('server') ?? settings.DOSSIER_URL;
    if (address !== undefined) return stopNamed(context, address);
    const found = await findLocal(dataFolder);
    if (found === undefined) {
      context.terminal.result({ stopped: false, dataFolder }, `No instance is running on ${dataFolder}.`);
      return EXIT.done;
    }
    await found.client.stop();
    await untilGone(found.instance.pid);
    context.terminal.result({ stopped: true, url: found.url, dataFolder }, `Stopped ${found.url}.`);
    return EXIT.done;
  },
};
