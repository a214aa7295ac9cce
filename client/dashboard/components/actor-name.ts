import { type Actor, LOCAL_ADMINISTRATOR } from '../../../contract/actor.ts';

/** Who somebody is, inside a sentence. The person of an installation without accounts has no name of their own. */
export function nameInside(id: string): string {
  return id === LOCAL_ADMINISTRATOR ? 'the local administrator' : id;
}

/** Who somebody is, at the beginning of a sentence or alone. */
export function actorName(id: string): string {
  return id === LOCAL_ADMINISTRATOR ? 'The local administrator' : id;
}

const SURFACES: Record<Actor['via'], string> = {
  cli: 'from the command line',
  api: 'over the API',
  dashboard: 'from the dashboard',
  signal: 'by a signal',
  system: 'by itself',
  temporal: 'from Temporal',
};

/** From which surface somebody acted. */
export function surfaceOf({ via }: Pick<Actor, 'via'>): string {
  return SURFACES[via];
}
