import {
  type ProbeAnswer,
  probeAnswerSchema,
  type SettingsAnswer,
  settingsAnswerSchema,
} from '../../contract/settings-api.ts';
import { readAnswer } from './answers.ts';
import type { createTransport } from './transport.ts';

/** What a client asks about how the instance is configured. */
export interface SettingsClient {
  /** What is configured, and where each value comes from; of secrets only whether they are set. */
  settings(): Promise<SettingsAnswer>;
  /** Has a worker ask each model for a few words. Throws `job-unanswered` where there is no worker. */
  probeModels(): Promise<ProbeAnswer>;
}

/** Longer than the instance waits by itself. */
const PROBE_MS = 45_000;

/** Builds it. */
export function settingsClient(send: ReturnType<typeof createTransport>, api: string): SettingsClient {
  return {
    settings: async () => readAnswer(settingsAnswerSchema, await send(`${api}/settings`)),
    probeModels: async () =>
      readAnswer(
        probeAnswerSchema,
        await send(`${api}/settings/probe`, { method: 'POST', json: {}, timeoutMs: PROBE_MS }),
      ),
  };
}
