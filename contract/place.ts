import { z } from 'zod';
import { type StepName, stepNameSchema } from './job-kind.ts';

/** Where in a job something happens. `item` is null for the step itself. */
export const placeSchema = z.object({
  step: stepNameSchema,
  generation: z.int().nonnegative(),
  round: z.int().positive(),
  item: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable(),
});
export type Place = z.infer<typeof placeSchema>;

/** A place as text, `name@generation.round[/item]`: the key of the journal and, for a gate, its id. */
export function placeKey(place: Place): string {
  const base = `${place.step}@${place.generation}.${place.round}`;
  return place.item === null ? base : `${base}/${place.item}`;
}

/** Reads a place key back; null where the text is not one. A gate of a tool call carries `#call` behind it, which is left out. */
export function parsePlaceKey(key: string): Place | null {
  const match = /^([a-z]+)@(\d+)\.(\d+)(?:\/([a-z0-9-]+))?(?:#.*)?$/.exec(key);
  if (match === null) return null;
  const parsed = placeSchema.safeParse({
    step: match[1] as StepName,
    generation: Number(match[2]),
    round: Number(match[3]),
    item: match[4] ?? null,
  });
  return parsed.success ? parsed.data : null;
}
