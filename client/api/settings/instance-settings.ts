import type { Settings } from '../../../contract/configuration.ts';
import type { ProbeAnswer, SupervisorTold } from '../../../contract/settings-api.ts';

/** What the API knows of how the instance is configured, and how it has the models asked. */
export interface InstanceSettings {
  settings: Settings;
  /** What the supervisor told; null where the API was started by itself. */
  told: SupervisorTold | null;
  /**
   * Has a worker ask each model for a few words. Throws `job-unanswered` where none is there or none answers in time, and `temporal-unreachable`.
   */
  probe(): Promise<ProbeAnswer>;
}
