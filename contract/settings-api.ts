import { z } from 'zod';
import { callOutcomeSchema } from './calls.ts';
import { failureSchema } from './failures.ts';
import { microUsdSchema } from './money.ts';
import { catalogModelSchema, modelTaskSchema } from './routing.ts';

/** Where a setting was given to the instance. `option` is one of the command line. */
export const givenBySchema = z.enum(['environment', 'file', 'option']);
export type GivenBy = z.infer<typeof givenBySchema>;

/** The models of an instance, as its worker connects them. */
export const modelsToldSchema = z.object({
  /** Of which day the catalog with its prices is. */
  asOf: z.string(),
  /** A provider that is not connected is never asked. */
  providers: z.array(z.object({ name: z.string(), isConnected: z.boolean() })),
  models: z.array(
    catalogModelSchema
      .pick({ id: true, provider: true, tier: true, priceMicroUsdPerMillion: true, contextTokens: true })
      // Whether a route leads to it.
      .extend({ isUsed: z.boolean() }),
  ),
  /** Which models serve a task where a job does not say otherwise, in the order in which they are asked. */
  routes: z.array(z.object({ task: modelTaskSchema, models: z.array(z.string()) })),
});
export type ModelsTold = z.infer<typeof modelsToldSchema>;

/** What a supervisor tells its API of what it is configured with: names only, never a value. */
export const supervisorToldSchema = z.object({
  givenBy: z.record(z.string(), givenBySchema),
  models: modelsToldSchema.nullable(),
});
export type SupervisorTold = z.infer<typeof supervisorToldSchema>;

/**
 * Where a value comes from: given by somebody; `default` where nobody gave one; `instance` where Dossier chose it at its start; `fixed` where it
 * cannot be set; `unknown` where only the workers know.
 */
export const originSchema = z.enum([...givenBySchema.options, 'default', 'instance', 'fixed', 'unknown']);
export type SettingOrigin = z.infer<typeof originSchema>;

/** One thing that is configured. */
export const settingSchema = z.object({
  /** Its variable; null of what cannot be set. */
  name: z.string().nullable(),
  /** What it does, in one sentence. */
  words: z.string(),
  /** Null where there is none, and of every secret. */
  value: z.string().nullable(),
  isSecret: z.boolean(),
  /** Null where only the workers know. */
  isSet: z.boolean().nullable(),
  origin: originSchema,
});
export type SettingAnswer = z.infer<typeof settingSchema>;

/** Answer of `GET /api/v1/settings`: what is configured, by group; no secret is ever in it. */
export const settingsAnswerSchema = z.object({
  groups: z.array(z.object({ title: z.string(), settings: z.array(settingSchema) })),
  /** Null where no supervisor told: then the workers alone know, and a probe asks them. */
  models: modelsToldSchema.nullable(),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;

/** What became of asking one model for a few words. */
export const probeResultSchema = z.object({
  model: z.string(),
  provider: z.string(),
  latencyMs: z.int().nonnegative(),
  result: z.discriminatedUnion('ok', [
    z.object({
      ok: z.literal(true),
      served: z.string(),
      /** Anything but `ok` was an answer that a job could not have used. */
      outcome: callOutcomeSchema,
      /** Null where its price is not known, or the provider did not say what it used. */
      costMicroUsd: microUsdSchema.nullable(),
    }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]),
});
export type ProbeResult = z.infer<typeof probeResultSchema>;

/** Answer of `POST /api/v1/settings/probe`, which a worker gives. */
export const probeAnswerSchema = z.object({
  at: z.string(),
  models: modelsToldSchema,
  results: z.array(probeResultSchema),
});
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
