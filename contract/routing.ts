import { z } from 'zod';

/** The tasks that a model is asked to do; one prompt and one answer schema each. */
export const modelTaskSchema = z.enum(['plan', 'research', 'draft', 'judge', 'match', 'correct', 'ask']);
export type ModelTask = z.infer<typeof modelTaskSchema>;

interface TaskNeeds {
  complexity: 'simple' | 'moderate' | 'complex';
  accuracy: 'low' | 'standard' | 'critical';
  needs: { tools: boolean; structuredOutput: boolean; images: boolean };
}

/** What each task asks of a model; routing is decided from this and the catalog, never from habit. */
export const TASK_NEEDS: Record<ModelTask, TaskNeeds> = {
  plan: {
    complexity: 'moderate',
    accuracy: 'standard',
    needs: { tools: false, structuredOutput: true, images: false },
  },
  research: {
    complexity: 'moderate',
    accuracy: 'standard',
    needs: { tools: true, structuredOutput: true, images: false },
  },
  draft: {
    complexity: 'complex',
    accuracy: 'standard',
    needs: { tools: false, structuredOutput: true, images: false },
  },
  match: {
    complexity: 'moderate',
    accuracy: 'standard',
    needs: { tools: true, structuredOutput: true, images: false },
  },
  correct: {
    complexity: 'complex',
    accuracy: 'standard',
    needs: { tools: false, structuredOutput: true, images: false },
  },
  ask: {
    complexity: 'moderate',
    accuracy: 'standard',
    needs: { tools: false, structuredOutput: true, images: false },
  },
  judge: {
    complexity: 'moderate',
    accuracy: 'critical',
    needs: { tools: false, structuredOutput: true, images: false },
  },
};

/** One model of the catalog. Prices are micro-dollars per million tokens; null is an unknown price, shown as unpriced. */
export const catalogModelSchema = z.object({
  id: z.string().min(1).max(200),
  provider: z.string().min(1).max(100),
  tier: z.enum(['cheap', 'standard', 'premium', 'offline']),
  priceMicroUsdPerMillion: z
    .object({
      input: z.int().nonnegative(),
      cachedInput: z.int().nonnegative().nullable(),
      output: z.int().nonnegative(),
    })
    .nullable(),
  contextTokens: z.int().positive(),
  outputTokens: z.int().positive(),
  abilities: z.object({ images: z.boolean(), tools: z.boolean(), structuredOutput: z.boolean() }),
  fallback: z.string().nullable(),
});
export type CatalogModel = z.infer<typeof catalogModelSchema>;

/** The editable, dated list of models. */
export const catalogSchema = z.object({ asOf: z.iso.date(), models: z.array(catalogModelSchema).min(1) });
export type Catalog = z.infer<typeof catalogSchema>;

/**
 * Gives the ordered models that may serve a task: an explicit choice first, else the tier the task's needs call for, then its fallbacks.
 * Simple and low goes to the cheapest tier, complex and critical to the most capable, everything else to the standard one.
 * Returns an empty route where no model of the catalog has the abilities.
 */
export function routeFor(task: ModelTask, catalog: Catalog, chosen?: string): string[] {
  const { complexity, accuracy, needs } = TASK_NEEDS[task];
  const able = catalog.models.filter(
    (model) =>
      (!needs.tools || model.abilities.tools) &&
      (!needs.structuredOutput || model.abilities.structuredOutput) &&
      (!needs.images || model.abilities.images),
  );
  const tier =
    complexity === 'complex' && accuracy === 'critical'
      ? 'premium'
      : complexity === 'simple' && accuracy === 'low'
        ? 'cheap'
        : 'standard';
  const first =
    chosen ??
    (able.find((model) => model.tier === tier) ?? able.find((model) => model.tier === 'offline') ?? able[0])?.id;
  const route: string[] = [];
  for (let id: string | null | undefined = first; id != null && !route.includes(id); ) {
    route.push(id);
    id = able.find((model) => model.id === id)?.fallback;
  }
  return route;
}

/**
 * The route of a judge so that the model which wrote reads last: the others of the route first, else another model of the catalog
 * of the writer's tier. A route that only the writer can serve stays as it is, and the verification says so (`self-verified`).
 */
export function judgeRoute(route: readonly string[], writer: string, catalog: Catalog): string[] {
  if (!route.includes(writer)) return [...route];
  const others = route.filter((id) => id !== writer);
  if (others.length > 0) return [...others, writer];
  const wrote = catalog.models.find(({ id }) => id === writer);
  const peer = catalog.models.find(
    ({ id, tier, abilities }) => id !== writer && tier === wrote?.tier && abilities.structuredOutput,
  );
  return peer === undefined ? [...route] : [peer.id, writer];
}

/** Price of a call in micro-dollars, rounded up; null where the model's price is unknown. Cached input without a price of its own counts as input. */
export function costOf(
  price: CatalogModel['priceMicroUsdPerMillion'],
  usage: { inputTokens: number; cachedTokens: number; outputTokens: number },
): number | null {
  if (price === null) return null;
  const fresh = Math.max(0, usage.inputTokens - usage.cachedTokens);
  const cached = usage.cachedTokens * (price.cachedInput ?? price.input);
  return Math.ceil((fresh * price.input + cached + usage.outputTokens * price.output) / 1_000_000);
}
