import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import {
  defaultDataFolder,
  problemTable,
  readSettings,
  type SettingProblem,
  type Settings,
} from '../../contract/configuration.ts';
import { malformedLines } from '../../contract/env-lines.ts';
import { DossierError } from '../../contract/failures.ts';

/** The folder of the clone: code is found from here, never from the working directory. */
export const ROOT = dirname(dirname(import.meta.dirname));

/** The settings of the command line and where they were read from. */
export interface CliConfiguration {
  settings: Settings;
  /** Absolute path of the data folder. */
  dataFolder: string;
}

/** The file of settings that is read, there or not. */
export function envFilePath(): string {
  return process.env.DOSSIER_ENV_FILE || join(ROOT, '.env');
}

function readVariables(): { variables: Record<string, string | undefined>; problems: SettingProblem[] } {
  const path = envFilePath();
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const given = Object.entries(process.env).filter(([, value]) => value !== '' && value !== undefined);
  return {
    variables: { ...parseEnv(text), ...Object.fromEntries(given) },
    problems: malformedLines(text, basename(path)),
  };
}

/** Everything that is wrong in environment and `.env`; for `doctor`. */
export function configurationProblems(): SettingProblem[] {
  const { variables, problems } = readVariables();
  return [...problems, ...readSettings(variables).problems];
}

/**
 * Reads environment and `.env` (the environment wins) and checks everything at once; `data` stands for DOSSIER_DATA.
 * Throws `configuration-invalid` whose message is the table of all problems.
 */
export function loadConfiguration(data?: string): CliConfiguration {
  const { variables, problems: lines } = readVariables();
  // Who names a folder means the instance of that folder, wherever the environment points.
  const named = data === undefined ? {} : { DOSSIER_DATA: data, DOSSIER_URL: undefined };
  const read = readSettings({ ...variables, ...named });
  const problems = [...lines, ...read.problems];
  if (!('settings' in read) || problems.length > 0) {
    throw new DossierError('configuration-invalid', problemTable(problems));
  }
  return { settings: read.settings, dataFolder: dataFolderOf(read.settings.DOSSIER_DATA, variables) };
}

/** The data folder, also where other settings are wrong; for `doctor`. */
export function dataFolderWhateverElse(data?: string): string {
  const { variables } = readVariables();
  return dataFolderOf(data ?? variables.DOSSIER_DATA, variables);
}

function dataFolderOf(named: string | undefined, variables: Record<string, string | undefined>): string {
  return resolve(named || defaultDataFolder(process.platform, homedir(), variables));
}

/** Who runs this, as far as the terminal is concerned: whether colours and redrawing are wanted. */
export function wantsPlainOutput(): boolean {
  return process.env.TERM === 'dumb';
}
