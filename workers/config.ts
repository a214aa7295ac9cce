import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  defaultDataFolder,
  problemTable,
  readSettings,
  type SettingProblem,
  type Settings,
  settingsSchema,
  type Variables,
} from '../contract/configuration.ts';
import { DossierError } from '../contract/failures.ts';
import type { GivenBy } from '../contract/settings-api.ts';
import { readEnvFile } from './env-file.ts';

/** The folder of the clone: code is found from here, never from the working directory. */
export const ROOT = dirname(import.meta.dirname);

/** The settings of this process, and the variables they were read from, which its children get. */
export interface Configuration {
  settings: Settings;
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** Environment and `.env` together; holds secrets. */
  variables: Variables;
  /** Who gave each setting that was given. */
  givenBy: Readonly<Record<string, GivenBy>>;
}

/**
 * Reads environment and `.env` (the environment wins) and checks everything at once.
 * Throws a `DossierError` with code `configuration-invalid` whose message is the table of all problems.
 */
export function loadConfiguration(environment: Variables = process.env): Configuration {
  const path = environment.DOSSIER_ENV_FILE || join(ROOT, '.env');
  const file = readEnvFile(path);
  const given = Object.entries(environment).filter(([, value]) => value !== '' && value !== undefined);
  const variables: Variables = { ...file.variables, ...Object.fromEntries(given) };
  const read = readSettings(variables);
  const problems: SettingProblem[] = [...file.problems, ...read.problems];
  if (!('settings' in read) || problems.length > 0) {
    throw new DossierError('configuration-invalid', problemTable(problems));
  }
  const folder = read.settings.DOSSIER_DATA ?? defaultDataFolder(process.platform, homedir(), variables);
  const givenBy = Object.fromEntries(
    Object.keys(settingsSchema.shape).flatMap((name): [string, GivenBy][] => {
      if (!variables[name]) return [];
      return [[name, environment[name] ? 'environment' : 'file']];
    }),
  );
  return { settings: read.settings, dataFolder: resolve(folder), variables, givenBy };
}

/** The environment of a process that must work but not know any setting or secret of ours. */
export function plainEnvironment(variables: Variables = process.env): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'USER'];
  return Object.fromEntries(kept.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));
}
