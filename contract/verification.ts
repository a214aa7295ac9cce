import { z } from 'zod';

/** What re-reading the evidence gave. */
export const verdictSchema = z.enum(['supported', 'contradicted', 'insufficient', 'unchecked']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Something a check or reviewer found wrong. `blocking` sends a claim back to draft. */
export const findingSchema = z.object({
  id: z.string(),
  check: z.enum([
    'citation-missing',
    'citation-unresolved',
    'quote-not-found',
    'number-not-found',
    'query-differs',
    'unit-differs',
    'date-not-found',
    'name-not-found',
    'source-not-cited',
    'negation-differs',
    'scope-differs',
    'direction-differs',
    'content-not-cited',
    'judged-contradicted',
    'judged-insufficient',
    'sources-disagree',
    'source-unreadable',
    'not-answered',
    'self-verified',
  ]),
  severity: z.enum(['blocking', 'warning', 'note']),
  /** Id of the sentence, row or source that it is about; null for the whole report. */
  claimId: z.string().nullable(),
  message: z.string().max(2_000),
  evidence: z.array(z.string()),
});
export type Finding = z.infer<typeof findingSchema>;

/** How each check of a claim fared, by the check's name; `second-reading` holds the verdict of the judge, or `kept`. */
export const checksRunSchema = z.record(
  z.string().max(40),
  z.enum(['passed', 'warned', 'failed', 'kept', 'supported', 'contradicted', 'insufficient', 'unchecked']),
);
export type ChecksRun = z.infer<typeof checksRunSchema>;

/** What a claim came out as, and who said so. */
export const claimVerdictSchema = z.object({
  claimId: z.string(),
  verdict: verdictSchema,
  /** Whether the mechanical checks passed. */
  mechanical: z.enum(['passed', 'failed', 'none']),
  reason: z.string().max(1_000),
  /** Which checks ran and what they gave, the second reading last; absent in records older than this. */
  checks: checksRunSchema.optional(),
  /** Hash of all that the verdict rests on: the words, what they cite, the sources. A later round keeps the verdict only where it is the same. */
  basis: z.string().max(64).optional(),
});
export type ClaimVerdict = z.infer<typeof claimVerdictSchema>;

/** Content of the artifact that the verify step gives. */
export const verificationSchema = z.object({
  /** Hash of the draft that was verified. */
  draft: z.string(),
  verdicts: z.array(claimVerdictSchema),
  findings: z.array(findingSchema),
});
export type Verification = z.infer<typeof verificationSchema>;

/** A claim after the mechanical checks. */
export const checkedClaimSchema = z.object({
  claimId: z.string(),
  mechanical: z.enum(['passed', 'failed', 'none']),
  /** What decides it without a judge: failed checks, or the verdict kept from the round before; null where a judge is to read it. */
  settled: z.object({ verdict: verdictSchema, reason: z.string().max(1_000) }).nullable(),
  /** How numbers were found where they are not written alike, such as `12.3 rounds 12.345`. */
  remarks: z.array(z.string()),
  /** Which checks ran and what they gave; absent in records older than this. */
  checks: checksRunSchema.optional(),
  basis: z.string().max(64).optional(),
});
export type CheckedClaim = z.infer<typeof checkedClaimSchema>;

/** Content of the artifact between the mechanical checks and the judge. Claims are the draft's sentences and rows of kind `fact`. */
export const checkedClaimsSchema = z.object({
  draft: z.string(),
  claims: z.array(checkedClaimSchema),
  findings: z.array(findingSchema),
  /** Ids of the claims to judge, at most 20 a batch; `judgeClaims` takes the batch of its number, from 0. */
  batches: z.array(z.array(z.string()).min(1).max(20)),
});
export type CheckedClaims = z.infer<typeof checkedClaimsSchema>;

/** Content of the artifact that one batch of the judge gives. */
export const judgedBatchSchema = z.object({ verdicts: z.array(claimVerdictSchema) });
