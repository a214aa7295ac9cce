import { dataFolderWhateverElse } from '../config.ts';
import type { Check } from './check.ts';
import { checkDataFolder, checkDisk } from './data-folder.ts';
import { checkNode, checkPackages, checkSettings, checkTemporal } from './installation.ts';
import { checkInstance } from './instance.ts';

/** Looks at everything that Dossier needs; starts and changes nothing. */
export async function examine(options: { data: string | undefined; server: string | undefined }): Promise<Check[]> {
  const dataFolder = dataFolderWhateverElse(options.data);
  return [
    checkNode(),
    checkPackages(),
    await checkTemporal(),
    ...checkSettings(),
    ...checkDataFolder(dataFolder),
    checkDisk(dataFolder),
    ...(await checkInstance(dataFolder, options)),
  ];
}
