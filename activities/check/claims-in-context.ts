import { type Claim, claimsOf, type Draft } from '../../contract/draft/blocks.ts';

/** A sentence or row with the words it needs to be understood: the heading above it, and of a row its table's columns. */
export interface ClaimInContext extends Claim {
  context: string;
}

/** Every sentence and row of a draft in reading order, with its context. */
export function claimsInContext(draft: Draft): ClaimInContext[] {
  const columns = new Map(
    draft.blocks.flatMap((block) =>
      block.type === 'table' ? block.rows.map((row) => [row.id, `${block.caption}: ${block.columns.join(' | ')}`]) : [],
    ) as [string, string][],
  );
  return claimsOf(draft).map((claim) => ({ ...claim, context: columns.get(claim.id) ?? claim.section }));
}
