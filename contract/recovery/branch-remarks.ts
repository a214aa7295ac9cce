import { z } from 'zod';
import { formatMicroUsd, microUsdSchema } from '../money.ts';

/** What a person should know before a job goes back, beside what the preview of each step says. */
export const branchRemarkSchema = z.discriminatedUnion('kind', [
  /** What runs again likely costs more than the limit leaves. */
  z.object({ kind: z.literal('budget-short'), leftMicroUsd: microUsdSchema }),
  /** The question changes, and documents are read as before. */
  z.object({ kind: z.literal('documents-as-before') }),
  /** The same requests are made, whose answers stand in the ledger. */
  z.object({ kind: z.literal('nothing-changed') }),
]);
export type BranchRemark = z.infer<typeof branchRemarkSchema>;

/** A remark in words; `askAnew` tells how a person who reads them has models asked anew. */
export function branchRemarkInWords(remark: BranchRemark, askAnew: string): string {
  switch (remark.kind) {
    case 'budget-short':
      return `The budget leaves ${formatMicroUsd(remark.leftMicroUsd)}: the job will stop there and ask.`;
    case 'documents-as-before':
      return 'The question changes; documents are read as before.';
    case 'nothing-changed':
      return `Nothing is changed: the same answers come back from the ledger. ${askAnew}`;
  }
}
