import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const frozenSchema = z.object({
  verifying: z.object({ frozenOn: z.string(), seed: z.int(), claims: z.int(), sha256: z.string() }),
  usefulness: z.object({ frozenOn: z.string(), questions: z.int(), sha256: z.string() }),
});

/** The hashes under which the sets were frozen, before anything was tuned on them. */
export function frozen(): z.infer<typeof frozenSchema> {
  return frozenSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'frozen.json'), 'utf8')));
}
