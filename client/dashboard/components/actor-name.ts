import { LOCAL_ADMINISTRATOR } from '../../../contract/actor.ts';

/** Who somebody is, at the beginning of a sentence or alone. The person of an installation without accounts has no name of their own. */
export function actorName(id: string): string {
  return id === LOCAL_ADMINISTRATOR ? 'The local administrator' : id;
}
