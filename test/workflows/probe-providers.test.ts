import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { ModelPort } from '../../activities/models/port.ts';
import { createProbeModels } from '../../activities/models/probe-models.ts';
import { probeProviders } from '../../client/api/temporal/temporal-provider-probe.ts';
import { settingsOrThrow } from '../../contract/configuration.ts';
import { DossierError } from '../../contract/failures.ts';
import { TASK_QUEUE } from '../../contract/temporal-names.ts';
import { modelsTold } from '../../workers/models-told.ts';
import { connectModels } from '../../workers/providers.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { startTemporal } from '../support/temporal-environment.ts';

let env: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [env, bundle] = await Promise.all([startTemporal(), workflowBundle()]);
}, 120_000);
afterAll(() => env.teardown(), 120_000);

const connected = connectModels(
  settingsOrThrow({ OPENAI_API_KEY: 'key', DOSSIER_OFFLINE_MODEL_URL: 'http://127.0.0.1:9/v1' }),
  () => Promise.reject(new Error('no image')),
);
const health = async () => ({ reachable: true, worker: null });

/** One model answers, one is unknown to the provider, one never answers. */
const models: ModelPort = {
  ask: async (request, { signal }) => {
    if (request.model === 'gpt-5.4') throw new DossierError('model-unknown', 'The provider has no gpt-5.4.');
    if (request.model === 'gpt-5.5')
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    return {
      answer: { text: '{"text":"x"}', toolCalls: [], refusal: null, finishReason: 'stop' },
      outcome: { kind: 'ok', value: { text: 'x' } },
      ...{ modelServed: `${request.model}-served`, responseId: null, serviceTier: null },
      usage: { inputTokens: 10, cachedTokens: null, outputTokens: 3, reasoningTokens: null },
    };
  },
};

describe('a probe of the models', () => {
  test('asks each model of a route and the offline model, and tells what each gave', async () => {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: bundle,
      activities: createProbeModels({ models, catalog: connected.catalog, told: modelsTold(connected), probeMs: 300 }),
    });
    const { results, models: told } = await worker.runUntil(() => probeProviders(env.client, health));
    expect(told.routes.find(({ task }) => task === 'draft')?.models).toEqual(['gpt-5.5', 'gpt-5.4']);
    expect(results).toMatchObject([
      { model: 'gpt-5.5', result: { ok: false, failure: { code: 'model-call-timed-out' } } },
      { model: 'gpt-5.4', result: { ok: false, failure: { code: 'model-unknown' } } },
      { model: 'offline', result: { ok: true, served: 'offline-served', outcome: 'ok', costMicroUsd: 0 } },
    ]);
  }, 120_000);

  test('without a worker says so in time, and where none is known of asks nobody', async () => {
    const asked = probeProviders(env.client, health, 300);
    await expect(asked).rejects.toMatchObject({ code: 'job-unanswered' });
    const none = probeProviders(env.client, async () => ({ reachable: true, worker: false }));
    await expect(none).rejects.toMatchObject({ code: 'job-unanswered' });
    const away = probeProviders(env.client, async () => ({ reachable: false, worker: null }));
    await expect(away).rejects.toMatchObject({ code: 'temporal-unreachable' });
  }, 120_000);
});
