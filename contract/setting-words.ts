import type { Settings } from './configuration.ts';

/** What is told of a setting: its group, what it does, and whether it is a secret. */
export interface SettingWords {
  group: SettingGroup;
  words: string;
  isSecret?: boolean;
  /** An address that may hold a password: of it, host and path are shown. */
  isAddress?: boolean;
  /** Only the workers have it. */
  ofWorkers?: boolean;
}

/** The groups in their order. */
export const SETTING_GROUPS = ['Providers', 'Web pages', 'Storage', 'Temporal', 'This instance', 'Limits'] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

const named = (group: SettingGroup, words: string, more: Partial<SettingWords> = {}): SettingWords => ({
  group,
  words,
  ...more,
});

/** Every setting by its variable; null for what processes of an instance tell each other, and for what is for tests alone. */
export const SETTING_WORDS: Readonly<Record<keyof Settings, SettingWords | null>> = {
  OPENAI_API_KEY: named('Providers', 'The key of the provider; without one the offline model answers.', {
    isSecret: true,
    ofWorkers: true,
  }),
  OPENAI_BASE_URL: named('Providers', 'Address of a server that speaks Chat Completions, in the place of OpenAI.', {
    isAddress: true,
    ofWorkers: true,
  }),
  DOSSIER_OFFLINE_MODEL_URL: named('Providers', 'Where the offline model of this instance answers.', {
    isAddress: true,
  }),
  DOSSIER_OFFLINE_DELAY_MS: named('Providers', 'Milliseconds that the offline model waits before each answer.'),
  DOSSIER_FETCH_PRIVATE_HOSTS: named(
    'Web pages',
    'Hosts of the own network from which pages may be fetched; all others must be public.',
    { ofWorkers: true },
  ),
  DOSSIER_DATA: named('Storage', 'The folder in which everything is kept.'),
  DATABASE_URL: named('Storage', 'A PostgreSQL database for the ledger, in the place of a file.', { isAddress: true }),
  ARTIFACTS_URL: named('Storage', 'A bucket for artifacts, in the place of a folder.', { isAddress: true }),
  TEMPORAL_ADDRESS: named('Temporal', 'The Temporal server; unset, the instance runs its own.'),
  TEMPORAL_NAMESPACE: named('Temporal', 'The namespace that jobs run in.'),
  TEMPORAL_API_KEY: named('Temporal', 'The key of a Temporal server that wants one.', { isSecret: true }),
  TEMPORAL_TLS: named(
    'Temporal',
    'Whether Temporal is reached over TLS; unset, it is where a certificate or key is given.',
  ),
  TEMPORAL_TLS_SERVER_NAME: named('Temporal', 'The name that the certificate of the server must have.'),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: named('Temporal', 'The authority that signed the certificate of the server.'),
  TEMPORAL_TLS_CLIENT_CERT_PATH: named('Temporal', 'The certificate that this instance shows.'),
  TEMPORAL_TLS_CLIENT_KEY_PATH: named('Temporal', 'Where the key of that certificate is.'),
  TEMPORAL_CLI_PATH: named('Temporal', 'The Temporal program to run; unset, it is found, fetched or built.'),
  DOSSIER_TEMPORAL_UI_URL: named('Temporal', "Where Temporal's own page is: jobs link to theirs on it.", {
    isAddress: true,
  }),
  DOSSIER_TEMPORAL_DOWNLOAD: named('Temporal', 'Where the Temporal program is downloaded from; `off` forbids it.', {
    isAddress: true,
  }),
  DOSSIER_WORKER_VERSIONING: named('Temporal', '`pinned`: jobs stay with the build of the worker that started them.'),
  DOSSIER_BUILD_ID: named('Temporal', 'The build that a pinned worker says it is; unset, a hash of its workflows.'),
  DOSSIER_DEPLOYMENT: named('Temporal', 'The deployment that all pinned workers belong to.'),
  DOSSIER_PORT: named('This instance', 'The port of the dashboard; unset, 7420 or the next free one.'),
  DOSSIER_HOST: named('This instance', 'Where the instance listens beside this machine.'),
  DOSSIER_ALLOWED_HOSTS: named('This instance', 'The names under which browsers may reach it.'),
  DOSSIER_BASE_PATH: named('This instance', 'The path under which a proxy shows it.'),
  DOSSIER_TOKEN: named('This instance', 'The token of the administrator; a new one with each start unless it is set.', {
    isSecret: true,
  }),
  DOSSIER_SESSION_SECRET: named('This instance', 'Signs the sessions of browsers.', { isSecret: true }),
  DOSSIER_LOG_LEVEL: named('This instance', 'How much is logged.'),
  DOSSIER_TIME_SCALE: named('Limits', 'Multiplies every wait of the engine; for tests.'),
  // The supervisor has read it; its children are told to read none.
  DOSSIER_ENV_FILE: null,
  DOSSIER_URL: null,
  DOSSIER_OFFLINE_MODEL_PORT: null,
  DOSSIER_API_PORT: null,
  DOSSIER_API_PORT_MAY_MOVE: null,
  DOSSIER_FAILPOINTS: null,
  DOSSIER_WORKFLOW_BUNDLE: null,
  DOSSIER_GARBAGE_AGE_MS: null,
  DOSSIER_INSTANCE_EPOCH: null,
  DOSSIER_TOLD: null,
};
