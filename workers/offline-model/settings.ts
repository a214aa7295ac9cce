import { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';

/** The settings of the offline model's process. */
export const offlineModelSettingsSchema = z.object({
  /** Loopback port; 0 is any free one. */
  DOSSIER_OFFLINE_MODEL_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Milliseconds to wait before each answer: makes a run watchable, and stands for a real model's latency in benchmarks. */
  DOSSIER_OFFLINE_DELAY_MS: z.coerce.number().int().min(0).max(600_000).default(0),
});
export type OfflineModelSettings = z.infer<typeof offlineModelSettingsSchema>;

/** Reads the settings; throws a `DossierError` with code `configuration-invalid` that names the variable. */
export function readOfflineModelSettings(
  variables: Readonly<Record<string, string | undefined>>,
): OfflineModelSettings {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const settings = offlineModelSettingsSchema.safeParse(given);
  if (settings.success) return settings.data;
  const wrong = settings.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  throw new DossierError('configuration-invalid', `The settings of the offline model are wrong. ${wrong.join('; ')}.`);
}
