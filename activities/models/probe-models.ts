import { readFileSync } from 'node:fs';
import { DossierError } from '../../contract/failures.ts';
import { instantOf } from '../../contract/instants.ts';
import { fence } from '../../contract/prompt-data.ts';
import { type Catalog, costOf } from '../../contract/routing.ts';
import type { ModelsTold, ProbeAnswer, ProbeResult } from '../../contract/settings-api.ts';
import { bounded } from '../failure-boundary.ts';
import { catalogModel } from './catalog.ts';
import { classifyFailure } from './classify-failure.ts';
import type { ModelPort } from './port.ts';

/** The activities that belong to no job, by the name under which history knows them. */
export interface ProbeActivities {
  /** Asks each model that a route leads to, and the offline model, for a few words. */
  probeModels(): Promise<ProbeAnswer>;
}

/** How long one model may take; below what the workflow waits. */
const PROBE_MS = 15_000;
/** Enough for a model that reasons a little before it speaks. */
const OUTPUT_TOKENS = 256;
/** What is asked for: short, and seldom said by chance. */
const WORDS = 'dossier is here';
const MESSAGE_CHARS = 500;

/** Builds the probe over the very port that jobs ask, so that what it finds is what jobs meet. Its answers are kept nowhere. */
export function createProbeModels({
  models,
  catalog,
  told,
  probeMs = PROBE_MS,
}: {
  models: ModelPort;
  catalog: Catalog;
  told: ModelsTold;
  /** For tests. */
  probeMs?: number;
}): ProbeActivities {
  const prompt = readFileSync(new URL('../prompts/echo.md', import.meta.url), 'utf8').trim();
  const connected = new Set(told.providers.flatMap(({ name, isConnected }) => (isConnected ? [name] : [])));
  const asked = told.models.filter(
    ({ provider, tier, isUsed }) => connected.has(provider) && (isUsed || tier === 'offline'),
  );
  const probe = async ({ id: model, provider }: (typeof asked)[number]): Promise<ProbeResult> => {
    const startedAt = Date.now();
    const result = await ask(model).catch((error: unknown) => ({ ok: false as const, failure: failureOf(error) }));
    return { model, provider, latencyMs: Date.now() - startedAt, result };
  };
  const ask = async (model: string): Promise<ProbeResult['result']> => {
    const late = new DossierError(
      'model-call-timed-out',
      `The model gave no answer within ${probeMs / 1_000} seconds.`,
      {
        remedy:
          'Check that the address of the provider can be reached from the worker; a job waits longer than this test.',
      },
    );
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(late), probeMs);
    try {
      const { outcome, modelServed, usage } = await models.ask(
        {
          model,
          messages: [
            { role: 'system', text: prompt },
            { role: 'user', text: fence('comment', { text: WORDS }), images: [] },
          ],
          tools: [],
          toolChoice: 'none',
          answer: 'echo',
          maxOutputTokens: OUTPUT_TOKENS,
          reasoningEffort: null,
        },
        { signal: control.signal, onText: () => {} },
      );
      const price = catalogModel(catalog, model).priceMicroUsdPerMillion;
      const costMicroUsd = usage && costOf(price, { ...usage, cachedTokens: usage.cachedTokens ?? 0 });
      return { ok: true, served: modelServed, outcome: outcome.kind, costMicroUsd };
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    probeModels: bounded(async () => ({
      at: instantOf(Date.now()),
      models: told,
      results: await Promise.all(asked.map(probe)),
    })),
  };
}

/** The failure in words; what a provider says may be long, and there may be many models. */
function failureOf(error: unknown) {
  const failure = classifyFailure(error);
  return { ...failure, message: failure.message.slice(0, MESSAGE_CHARS) };
}
