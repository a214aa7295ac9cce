import { z } from 'zod';
import { DossierError } from './failures.ts';

const text = z.string().min(1);
const port = z.coerce
  .number('must be a whole number from 1 to 65535')
  .int('must be a whole number from 1 to 65535')
  .min(1, 'must be a whole number from 1 to 65535')
  .max(65_535, 'must be a whole number from 1 to 65535');
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const address = z.string().regex(/^(\[[0-9a-fA-F:]+\]|[^:\s/]+):\d{1,5}$/, 'must be HOST:PORT');
const PRIVATE_HOSTS =
  /^\s*(\[[0-9a-fA-F:.]+\]|[^:\s/,@]+)(:\d{1,5})?(\s*,\s*(\[[0-9a-fA-F:.]+\]|[^:\s/,@]+)(:\d{1,5})?)*\s*$/;
const flag = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((word) => word === 'true' || word === '1');

/** Every setting, by the name of its environment variable: the one schema of the whole configuration. */
export const settingsSchema = z.object({
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  DOSSIER_DATA: text.optional(),
  DOSSIER_PORT: port.optional(),
  DOSSIER_URL: httpUrl.optional(),
  /** Where the API listens beside loopback; needs a DOSSIER_TOKEN of at least 32 characters and DOSSIER_ALLOWED_HOSTS. */
  DOSSIER_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address of this machine, like 0.0.0.0')
    .optional(),
  /** Names under which clients reach an API that listens beyond loopback: `dossier.example`, by commas, with a port where there is one. */
  DOSSIER_ALLOWED_HOSTS: z
    .string()
    .regex(PRIVATE_HOSTS, 'must be HOST or HOST:PORT, several with commas between')
    .optional(),
  /** The path under which a proxy shows the instance, `/dossier`. */
  DOSSIER_BASE_PATH: z
    .string()
    .regex(/^(\/[\w.~-]+)*\/?$/, 'must be a path like /dossier')
    .transform((path) => path.replace(/\/$/, ''))
    .default(''),
  /** `pinned`: jobs stay with the build of the worker that they were started on (`dossier deploy`). */
  DOSSIER_WORKER_VERSIONING: z.enum(['off', 'pinned'], 'must be off or pinned').default('off'),
  /** The build that a pinned worker says it is; unset, the hash of what its workflows are built from. */
  DOSSIER_BUILD_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'must be 1 to 100 letters, digits, dots, dashes')
    .optional(),
  /** The name of the deployment that all pinned workers belong to. */
  DOSSIER_DEPLOYMENT: z
    .string()
    .regex(/^[\w-]{1,60}$/, 'must be 1 to 60 letters, digits, dashes')
    .default('dossier'),
  DOSSIER_TIME_SCALE: z.coerce
    .number('must be a number above 0 and at most 1000')
    .gt(0, 'must be a number above 0 and at most 1000')
    .max(1000, 'must be a number above 0 and at most 1000')
    .default(1),
  /** Milliseconds the offline model waits before each answer: makes a run watchable, and stands for a real model's latency. */
  DOSSIER_OFFLINE_DELAY_MS: z.coerce
    .number('must be a whole number of milliseconds')
    .int('must be a whole number of milliseconds')
    .min(0, 'must not be negative')
    .optional(),
  /** Hosts of the own network from which pages may be fetched, `intranet.example:8080`, by commas; without a port, 80 and 443. */
  DOSSIER_FETCH_PRIVATE_HOSTS: z
    .string()
    .regex(PRIVATE_HOSTS, 'must be HOST or HOST:PORT, several with commas between')
    .optional(),
  DOSSIER_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error'], 'must be trace, debug, info, warn or error')
    .default('info'),
  /** Read instead of `.env` at the root. */
  DOSSIER_ENV_FILE: text.optional(),
  DOSSIER_TEMPORAL_DOWNLOAD: z.union([z.literal('off'), httpUrl], 'must be an http(s) address or off').optional(),
  /** Where a person sees Temporal's own page; unset, there is no link to it: the embedded server has none. */
  DOSSIER_TEMPORAL_UI_URL: httpUrl.optional(),
  TEMPORAL_CLI_PATH: text.optional(),
  TEMPORAL_ADDRESS: address.optional(),
  TEMPORAL_NAMESPACE: text.default('default'),
  TEMPORAL_API_KEY: text.optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_SERVER_NAME: text.optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: text.optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: text.optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: text.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  ARTIFACTS_URL: z.url({ protocol: /^(s3|file)$/, error: 'must be an s3:// or file:// address' }).optional(),
  /** What follows is set by the supervisor for the processes it starts. */
  DOSSIER_OFFLINE_MODEL_URL: httpUrl.optional(),
  DOSSIER_OFFLINE_MODEL_PORT: port.optional(),
  DOSSIER_API_PORT: port.optional(),
  DOSSIER_API_PORT_MAY_MOVE: flag.optional(),
  DOSSIER_TOKEN: text.optional(),
  /** Signs the sessions of browsers; unset, the token does. */
  DOSSIER_SESSION_SECRET: text.optional(),
  /** For tests alone: the folder whose files arm failpoints (`contract/failpoints.ts`); unset, there are none. */
  DOSSIER_FAILPOINTS: text.optional(),
  /** For tests alone: a built bundle of workflows that the worker runs in the place of its own. */
  DOSSIER_WORKFLOW_BUNDLE: text.optional(),
  /** For tests alone: milliseconds that what nothing names stays before it is garbage, in the place of an hour. */
  DOSSIER_GARBAGE_AGE_MS: z.coerce
    .number('must be a whole number of milliseconds')
    .int('must be a whole number of milliseconds')
    .min(1, 'must be above 0')
    .optional(),
  /** What the supervisor tells the API of its configuration, as JSON (`contract/settings-api.ts`): names and models, never a value or secret. */
  DOSSIER_TOLD: text.optional(),
  DOSSIER_INSTANCE_EPOCH: z.coerce.number('must be a whole number').int('must be a whole number').min(1).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Something wrong in a configuration: where it stands and what is wrong. Never holds a value, which may be a secret. */
export interface SettingProblem {
  where: string;
  message: string;
}

/** Environment variables as Node gives them. An empty value counts as not set, as in a copied `.env.example`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Checks all settings at once; names that are not settings are left alone, since an environment is full of them. */
export function readSettings(
  variables: Variables,
): { settings: Settings; problems: [] } | { problems: SettingProblem[] } {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
  );
  const result = settingsSchema.safeParse(given);
  if (result.success) return { settings: result.data, problems: [] };
  const problems = result.error.issues.map((issue) => ({ where: String(issue.path[0]), message: issue.message }));
  return { problems };
}

/** One table of everything that is wrong, for a terminal. */
export function problemTable(problems: readonly SettingProblem[]): string {
  const width = Math.max(...problems.map((problem) => problem.where.length));
  const head = problems.length === 1 ? 'One setting is wrong:' : `${problems.length} settings are wrong:`;
  return [head, ...problems.map((problem) => `  ${problem.where.padEnd(width)}  ${problem.message}`)].join('\n');
}

/** The settings, or a `DossierError` with code `configuration-invalid` whose message is the table of all problems. */
export function settingsOrThrow(variables: Variables): Settings {
  const read = readSettings(variables);
  if ('settings' in read) return read.settings;
  throw new DossierError('configuration-invalid', problemTable(read.problems));
}

/** Where the data lives when DOSSIER_DATA is not set: the user's application-data folder + `/dossier`. */
export function defaultDataFolder(platform: string, home: string, variables: Variables): string {
  if (platform === 'darwin') return `${home}/Library/Application Support/dossier`;
  return `${variables.XDG_DATA_HOME || `${home}/.local/share`}/dossier`;
}
