import { expect, test } from '@jest/globals';
import { supervisorToldSchema } from '../../contract/settings-api.ts';
import { apiCommand, type Entries, type Surroundings, workerCommand } from '../../workers/child-plans.ts';
import { loadConfiguration } from '../../workers/config.ts';

const ENTRIES: Entries = { api: 'api.ts', worker: 'worker.ts', offlineModel: 'offline.ts', replayOpen: 'replay.ts' };
const AROUND: Surroundings = {
  epoch: 1,
  sessionSecret: 'session-secret',
  token: 'token',
  apiPort: 7420,
  apiPortMayMove: true,
  temporalAddress: '127.0.0.1:7233',
  offlineModelUrl: 'http://127.0.0.1:9/v1',
  offlineModelPort: 9,
};

test('a provider’s key reaches the worker and never the API, also one of a provider that is new', () => {
  const keys = { OPENAI_API_KEY: 'one', ACME_API_KEY: 'two', TEMPORAL_API_KEY: 'three' };
  const configuration = loadConfiguration({ ...keys, TEMPORAL_ADDRESS: 'host:7233', DOSSIER_ENV_FILE: '/dev/null' });
  expect(workerCommand(ENTRIES, configuration, AROUND).env).toMatchObject(keys);
  const { env } = apiCommand(ENTRIES, configuration, AROUND);
  expect(Object.keys(env).filter((name) => name.endsWith('_API_KEY'))).toEqual(['TEMPORAL_API_KEY']);
  expect(Object.values(env).join(' ')).not.toMatch(/\b(one|two)\b/);
  expect(supervisorToldSchema.parse(JSON.parse(env.DOSSIER_TOLD ?? ''))).toMatchObject({
    givenBy: { OPENAI_API_KEY: 'environment', TEMPORAL_ADDRESS: 'environment' },
    models: { providers: [{ name: 'openai', isConnected: true }, { name: 'offline' }] },
  });
});
