import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { defaultDataFolder, type Settings, settingsOrThrow, type Variables } from '../../contract/configuration.ts';
import { DossierError } from '../../contract/failures.ts';
import { DEFAULT_PORT } from '../../contract/instance.ts';
import { type SupervisorTold, supervisorToldSchema } from '../../contract/settings-api.ts';

/** What the API process needs to know, from the environment that its supervisor gives it. */
export interface ApiConfiguration {
  settings: Settings;
  /** The address to listen on. */
  host: string;
  allowedHosts: string[];
  port: number;
  /** Whether another port will do where that one is taken. */
  portMayMove: boolean;
  token: string;
  version: string;
  /** See `openStore`. */
  databaseUrl: string;
  artifactsUrl: string;
  /** What is kept where, by name; for people. */
  paths: Record<string, string>;
  /** What the supervisor told of its configuration; null where there is none, or it is of another version. */
  told: SupervisorTold | null;
}

const ROOT = resolve(import.meta.dirname, '..', '..');
const LOOPBACK = '127.0.0.1';
const LOOPBACK_NAMES: ReadonlySet<string> = new Set([LOOPBACK, '::1', 'localhost']);
/** What cannot be guessed over a network. */
const LEAST_TOKEN = 32;
const packageSchema = z.object({ version: z.string() });

/** Reads the configuration; throws `configuration-invalid` with a table of everything that is wrong. */
export function loadApiConfiguration(environment: Variables = process.env): ApiConfiguration {
  const settings = settingsOrThrow(environment);
  if (settings.DOSSIER_TOKEN === undefined) {
    throw new DossierError(
      'configuration-invalid',
      'DOSSIER_TOKEN is not set: the API serves nobody without a token.',
      {
        field: 'DOSSIER_TOKEN',
        remedy: 'Start the API with `dossier up`, or set DOSSIER_TOKEN.',
      },
    );
  }
  checkExposure(settings, settings.DOSSIER_TOKEN);
  const data = resolve(settings.DOSSIER_DATA ?? defaultDataFolder(process.platform, homedir(), environment));
  const { version } = packageSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const ledger = join(data, 'ledger.sqlite');
  const artifacts = join(data, 'artifacts');
  return {
    settings,
    host: settings.DOSSIER_HOST ?? LOOPBACK,
    allowedHosts: (settings.DOSSIER_ALLOWED_HOSTS ?? '').split(',').flatMap((host) => host.trim() || []),
    port: settings.DOSSIER_API_PORT ?? DEFAULT_PORT,
    portMayMove: settings.DOSSIER_API_PORT_MAY_MOVE ?? false,
    token: settings.DOSSIER_TOKEN,
    version,
    databaseUrl: settings.DATABASE_URL ?? ledger,
    artifactsUrl: settings.ARTIFACTS_URL ?? artifacts,
    paths: {
      data,
      // A database's address holds its password.
      ledger: settings.DATABASE_URL === undefined ? ledger : new URL(settings.DATABASE_URL).host,
      artifacts: settings.ARTIFACTS_URL ?? artifacts,
      temporal: join(data, 'temporal.sqlite'),
      logs: join(data, 'logs'),
    },
    told: settings.DOSSIER_TOLD === undefined ? null : toldBy(settings.DOSSIER_TOLD),
  };
}

function toldBy(json: string): SupervisorTold | null {
  try {
    return supervisorToldSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** An API that others than this machine can reach needs a token that cannot be guessed, and a name that it answers to. */
function checkExposure({ DOSSIER_HOST: host, DOSSIER_ALLOWED_HOSTS: names }: Settings, token: string): void {
  if (host === undefined || LOOPBACK_NAMES.has(host)) return;
  if (token.length < LEAST_TOKEN) {
    throw new DossierError(
      'configuration-invalid',
      `DOSSIER_HOST needs a DOSSIER_TOKEN of ${LEAST_TOKEN} or more characters.`,
      {
        field: 'DOSSIER_TOKEN',
        remedy: 'Set DOSSIER_TOKEN to what `openssl rand -hex 32` prints.',
      },
    );
  }
  if (names === undefined) {
    throw new DossierError('configuration-invalid', 'DOSSIER_HOST needs DOSSIER_ALLOWED_HOSTS.', {
      field: 'DOSSIER_ALLOWED_HOSTS',
      remedy: 'Set it to the names under which clients reach this API, like dossier.example:7420.',
    });
  }
}
