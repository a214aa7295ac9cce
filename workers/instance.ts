import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DossierError } from '../contract/failures.ts';
import { type Instance, instanceSchema } from '../contract/instance.ts';
import { type FolderLock, takeFolderLock } from './folder-lock.ts';
import type { DataPaths } from './paths.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** How long a start waits for the holder of the data folder: to begin serving, which a replay of open jobs may delay, and to answer once it does. */
export const PATIENCE = { toServeMs: 120_000, toAnswerMs: 10_000 };

/** Reads `instance.json`; undefined when there is none or it is not one of ours. */
export function readInstance(paths: DataPaths): Instance | undefined {
  const text = readFileIfThere(paths.instance);
  if (text === undefined) return undefined;
  try {
    return instanceSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Tells the world where this instance is. */
export function writeInstance(paths: DataPaths, instance: Instance): void {
  writePrivateFile(paths.instance, `${JSON.stringify(instance)}\n`);
}

/** Takes back what `writeInstance` and the lock's holder wrote. */
export function removeInstance(paths: DataPaths): void {
  for (const path of [paths.instance, paths.holder]) rmSync(path, { force: true });
}

/** Asks a running instance whether it is there, or to stay; false when it is not there or not ours. */
async function isThere(instance: Instance, mustStay: boolean): Promise<boolean> {
  try {
    const response = await fetch(`${instance.url}/api/v1/instance${mustStay ? '/stay' : ''}`, {
      method: mustStay ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${instance.token}` },
      signal: AbortSignal.timeout(2_000),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function heldBySomethingMute(paths: DataPaths): DossierError {
  const holder = readFileIfThere(paths.holder)?.trim();
  const who = holder ? `process ${holder}, which does not answer` : 'a process that does not answer';
  const remedy = holder ? `Stop it with \`kill ${holder}\`, or choose another folder with --data.` : undefined;
  return new DossierError('data-folder-held', `The data folder ${paths.folder} is held by ${who}.`, {
    ...(remedy && { remedy }),
  });
}

/**
 * Takes the data folder, or finds the instance that holds it and, with `mustStay`, makes it stay. Two starts at the same time end as
 * one instance; a holder that ends meanwhile is succeeded. Throws `data-folder-held` when the holder does not answer.
 */
export async function holdOrJoin(
  paths: DataPaths,
  mustStay: boolean,
  patience: typeof PATIENCE = PATIENCE,
): Promise<{ lock: FolderLock } | { joined: Instance }> {
  const startedAt = Date.now();
  let servesSince: number | undefined;
  for (;;) {
    const lock = takeFolderLock(paths.lock);
    if (lock) {
      removeInstance(paths);
      writePrivateFile(paths.holder, `${process.pid}\n`);
      return { lock };
    }
    const instance = readInstance(paths);
    if (instance && (await isThere(instance, mustStay))) return { joined: instance };
    if (instance) servesSince ??= Date.now();
    const isMute = servesSince !== undefined && Date.now() - servesSince > patience.toAnswerMs;
    if (isMute || Date.now() - startedAt > patience.toServeMs) throw heldBySomethingMute(paths);
    await sleep(200);
  }
}

/** The number of this start on this folder; call it only while holding the lock. */
export function nextEpoch(paths: DataPaths): number {
  const epoch = (Number(readFileIfThere(paths.epoch) ?? 0) || 0) + 1;
  writePrivateFile(paths.epoch, `${epoch}\n`);
  return epoch;
}
