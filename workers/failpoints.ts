import type { Activities } from '../activities/activities.ts';
import type { ModelPort } from '../activities/models/port.ts';
import { type Failpoint, type PassFailpoint, passing } from '../contract/failpoints.ts';

/** The models with a failpoint behind each answer. */
export function modelsWithFailpoints(models: ModelPort, pass: PassFailpoint): ModelPort {
  return passing(models, { ask: 'call-answered' }, pass);
}

/** The activities with a failpoint behind each. */
export function activitiesWithFailpoints(activities: Activities, pass: PassFailpoint): Activities {
  const all = Object.keys(activities).map((name): [string, Failpoint] => [name, 'activity-completed']);
  return passing(activities, Object.fromEntries(all), pass);
}
