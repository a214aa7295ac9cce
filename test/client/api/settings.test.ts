import { afterEach, expect, it } from '@jest/globals';
import { settingsOrThrow } from '../../../contract/configuration.ts';
import { SETTING_WORDS } from '../../../contract/setting-words.ts';
import type { SettingAnswer, SettingsAnswer } from '../../../contract/settings-api.ts';
import { type Harness, openHarness } from './api-harness.ts';

let api: Harness | undefined;
afterEach(() => api?.close());

const VARIABLES = {
  DOSSIER_TOKEN: 'a-secret-token',
  DOSSIER_SESSION_SECRET: 'a-secret-of-sessions',
  TEMPORAL_API_KEY: 'a-secret-key',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  DATABASE_URL: 'postgresql://me:a-secret-password@host:5432/ledger',
  ARTIFACTS_URL: 's3://bucket/prefix?endpoint=https://host&secretAccessKey=a-secret',
  DOSSIER_DATA: '/srv/dossier',
};

async function settingsOf(told: Parameters<typeof openHarness>[0]): Promise<(name: string) => SettingAnswer> {
  api = await openHarness(told);
  const response = await api.request('GET', '/api/v1/settings');
  expect(response.statusCode).toBe(200);
  expect(response.body).not.toMatch(/a-secret/);
  const { groups }: SettingsAnswer = response.json();
  return (name) => {
    const found = groups.flatMap(({ settings }) => settings).find((setting) => setting.name === name);
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  };
}

it('tells who gave each setting, and of secrets only whether they are set', async () => {
  const setting = await settingsOf({
    settings: {
      settings: settingsOrThrow(VARIABLES),
      told: {
        givenBy: { OPENAI_API_KEY: 'file', TEMPORAL_API_KEY: 'environment', DOSSIER_DATA: 'option' },
        models: null,
      },
      probe: () => Promise.reject(new Error('not asked')),
    },
  });
  expect(setting('OPENAI_API_KEY')).toMatchObject({ value: null, isSecret: true, isSet: true, origin: 'file' });
  expect(setting('OPENAI_BASE_URL')).toMatchObject({ value: null, isSet: false, origin: 'default' });
  expect(setting('TEMPORAL_API_KEY')).toMatchObject({ value: null, isSet: true, origin: 'environment' });
  expect(setting('DOSSIER_DATA')).toMatchObject({ value: '/srv/dossier', origin: 'option' });
  expect(setting('TEMPORAL_ADDRESS')).toMatchObject({ value: '127.0.0.1:7233', origin: 'instance' });
  expect(setting('TEMPORAL_NAMESPACE')).toMatchObject({ value: 'default', origin: 'default' });
  expect(setting('DATABASE_URL')).toMatchObject({ value: 'postgresql://host:5432/ledger' });
  expect(setting('ARTIFACTS_URL').value).toMatch(/^s3:\/\/bucket\/prefix\?endpoint=/);
});

it('without a supervisor says that only the workers know the keys of providers', async () => {
  const setting = await settingsOf({
    settings: { settings: settingsOrThrow(VARIABLES), told: null, probe: () => Promise.reject(new Error('not asked')) },
  });
  expect(setting('OPENAI_API_KEY')).toMatchObject({ isSet: null, origin: 'unknown' });
  expect(setting('TEMPORAL_ADDRESS')).toMatchObject({ isSet: true, origin: 'environment' });
});

it('has a sentence for every setting that people may set', () => {
  for (const words of Object.values(SETTING_WORDS)) if (words !== null) expect(words.words).toMatch(/^[A-Z`].*\.$/);
});

it('a probe without a worker says so', async () => {
  api = await openHarness();
  const response = await api.request('POST', '/api/v1/settings/probe', {});
  expect([response.statusCode, response.json().code]).toEqual([503, 'job-unanswered']);
});
