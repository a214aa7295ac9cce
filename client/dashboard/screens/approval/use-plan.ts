import { useQuery } from '@tanstack/react-query';
import { checkedDocumentSchema } from '../../../../contract/checked-document.ts';
import { claimsOf } from '../../../../contract/draft/blocks.ts';
import { type Plan, planSchema } from '../../../../contract/plan.ts';
import { instance } from '../../app/instance.ts';

/** A plan; of a check with the words of the sentences that its parts look up, by their ids. */
export interface ReadPlan {
  plan: Plan;
  texts: ReadonlyMap<string, string>;
}

/** Reads a plan by its hash, and the document under check where there is one. */
export function usePlan(sha256: string) {
  return useQuery({
    queryKey: ['artifact', sha256, 'plan'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<ReadPlan> => {
      const plan = planSchema.parse(await instance.artifactJson(sha256));
      if (plan.document === undefined) return { plan, texts: new Map() };
      const { draft } = checkedDocumentSchema.parse(await instance.artifactJson(plan.document.sha256));
      return { plan, texts: new Map(claimsOf(draft).map(({ id, text }) => [id, text])) };
    },
  });
}
